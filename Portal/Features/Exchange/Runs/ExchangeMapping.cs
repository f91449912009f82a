using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Media;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.Exchange.Runs;

internal sealed class ExchangeRunMapping : IEntityTypeConfiguration<ExchangeRun>
{
    public void Configure(EntityTypeBuilder<ExchangeRun> builder)
    {
        builder.ToTable("ExchangeRun");
        builder.Property(r => r.ExchangeRunId).ValueGeneratedNever();
        builder.Property(r => r.Layout).HasMaxLength(ExchangeRun.LayoutMaxLength).IsUnicode(false);
        builder.Property(r => r.Planned).HasMaxLength(ExchangeRun.PlannedMaxLength);
        builder.Property(r => r.Purpose).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(r => r.FileName).HasMaxLength(ExchangeRun.FileNameMaxLength);
        builder.Property(r => r.Sha256).HasMaxLength(64).IsUnicode(false);
        builder.Property(r => r.MadeByKey).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(r => r.MadeByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(r => r.AskedByKey).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(r => r.AskedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(r => r.ApprovedByKey).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(r => r.ApprovedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(r => r.SentByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(r => r.Note).HasMaxLength(ExchangeRun.NoteMaxLength);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasOne<MediumUse>().WithMany().HasForeignKey(r => r.MediumUseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.Number).IsUnique();
        builder.HasIndex(r => new { r.Kind, r.State });
    }
}

internal sealed class ExchangeLineMapping : IEntityTypeConfiguration<ExchangeLine>
{
    public void Configure(EntityTypeBuilder<ExchangeLine> builder)
    {
        builder.ToTable("ExchangeLine");
        builder.HasKey(l => new { l.ExchangeRunId, l.LineNumber });
        builder.Property(l => l.Digest).HasMaxLength(ExchangeLine.DigestLength).IsUnicode(false);
        builder.Property(l => l.Code).HasMaxLength(ExchangeLine.CodeMaxLength);
        builder.Property(l => l.Message).HasMaxLength(ExchangeLine.MessageMaxLength);
        builder.HasOne<ExchangeRun>().WithMany().HasForeignKey(l => l.ExchangeRunId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<LedgerPerson>().WithMany().HasForeignKey(l => l.LedgerPersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(l => new { l.Register, l.IsHeld, l.RecordId });
        builder.HasIndex(l => new { l.IsRefused, l.RecordId });
    }
}
