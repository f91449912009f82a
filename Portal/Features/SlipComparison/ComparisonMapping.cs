using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Domain.SlipComparison;

namespace Portal.Features.SlipComparison;

internal sealed class ComparisonMapping : IEntityTypeConfiguration<Comparison>
{
    public void Configure(EntityTypeBuilder<Comparison> builder)
    {
        builder.ToTable("Comparison");
        builder.Property(c => c.ComparisonId).ValueGeneratedNever();
        builder.Property(c => c.InstitutionName).HasMaxLength(Dose.TextMaxLength);
        builder.Property(c => c.ProductCode).HasMaxLength(Dose.TextMaxLength).IsUnicode(false);
        builder.Property(c => c.StartedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(c => c.ScreenKey).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(c => c.ScreenName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(c => c.ReaderName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(c => c.SignedOffByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(c => c.SignOffNote).HasMaxLength(Comparison.NoteMaxLength);
        builder.Property(c => c.DiscardedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(c => c.DiscardReason).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.Ignore(c => c.Title);
        builder.HasIndex(c => c.Number).IsUnique();
    }
}

internal sealed class ComparisonLineMapping : IEntityTypeConfiguration<ComparisonLine>
{
    public void Configure(EntityTypeBuilder<ComparisonLine> builder)
    {
        builder.ToTable("ComparisonLine");
        builder.Property(l => l.ComparisonLineId).ValueGeneratedNever();
        builder.Property(l => l.ItemNames).HasMaxLength(ComparisonLine.ItemNamesMaxLength).IsUnicode(false);
        builder.Property(l => l.AnsweredByKey).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(l => l.AnsweredByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(l => l.ReaderName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(l => l.KeptReason).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(l => l.KeptByKey).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(l => l.KeptByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(l => l.Version).IsConcurrencyToken();
        builder.Ignore(l => l.Items);
        builder.HasOne<Comparison>().WithMany().HasForeignKey(l => l.ComparisonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Dose>().WithMany().HasForeignKey(l => l.DoseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(l => new { l.ComparisonId, l.Position }).IsUnique();
        // What comes next, and the counts, without the rows.
        builder.HasIndex(l => new { l.ComparisonId, l.Waits, l.Answer, l.Position });
    }
}

internal sealed class PaperValueMapping : IEntityTypeConfiguration<PaperValue>
{
    public void Configure(EntityTypeBuilder<PaperValue> builder)
    {
        builder.ToTable("PaperValue");
        builder.HasKey(v => new { v.ComparisonLineId, v.Kind, v.Field });
        builder.Property(v => v.Field).HasMaxLength(30).IsUnicode(false);
        builder.Property(v => v.Value).HasMaxLength(PaperValue.ValueMaxLength);
        builder.HasOne<ComparisonLine>().WithMany().HasForeignKey(v => v.ComparisonLineId).OnDelete(DeleteBehavior.Restrict);
    }
}
