using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange;

namespace Portal.Features.Exchange;

internal sealed class ImportRunMapping : IEntityTypeConfiguration<ImportRun>
{
    public void Configure(EntityTypeBuilder<ImportRun> builder)
    {
        builder.ToTable("ImportRun");
        builder.Property(r => r.ImportRunId).ValueGeneratedNever();
        builder.Property(r => r.FileName).HasMaxLength(ImportRun.FileNameMaxLength);
        builder.Property(r => r.Sha256).HasMaxLength(64).IsUnicode(false);
        builder.Property(r => r.Encoding).HasMaxLength(20).IsUnicode(false);
        builder.Property(r => r.Layout).HasMaxLength(60);
        builder.Property(r => r.AppliedBy).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(r => r.AppliedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(r => r.UndoneBy).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(r => r.UndoneByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasIndex(r => r.Number).IsUnique();
        builder.HasIndex(r => r.Sha256);
    }
}

internal sealed class HeldLineMapping : IEntityTypeConfiguration<HeldLine>
{
    public void Configure(EntityTypeBuilder<HeldLine> builder)
    {
        builder.ToTable("HeldLine");
        builder.Property(l => l.HeldLineId).ValueGeneratedNever();
        builder.Property(l => l.Reason).HasMaxLength(HeldLine.ReasonMaxLength);
        builder.Property(l => l.DecidedBy).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(l => l.Version).IsConcurrencyToken();
        builder.HasOne<ImportRun>().WithMany().HasForeignKey(l => l.ImportRunId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(l => new { l.ImportRunId, l.LineNumber });
        builder.HasIndex(l => new { l.State, l.ImportRunId });
    }
}
