using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.DataQuality.BulkFixes;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.DataQuality.BulkFixes;

internal sealed class BulkFixMapping : IEntityTypeConfiguration<BulkFix>
{
    public void Configure(EntityTypeBuilder<BulkFix> builder)
    {
        builder.ToTable("BulkFix");
        builder.Property(f => f.BulkFixId).ValueGeneratedNever();
        builder.Property(f => f.Reason).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(f => f.RequestedBy).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(f => f.RequestedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(f => f.Terminal).HasMaxLength(Staff.TerminalMaxLength);
        builder.Property(f => f.DecidedBy).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(f => f.DecidedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(f => f.DecisionNote).HasMaxLength(Revision.ReasonTextMaxLength);
        builder.Property(f => f.UndoneByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(f => f.UndoReason).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(f => f.Version).IsConcurrencyToken();
        builder.HasIndex(f => new { f.State, f.RequestedAt });
    }
}

internal sealed class BulkFixLineMapping : IEntityTypeConfiguration<BulkFixLine>
{
    public void Configure(EntityTypeBuilder<BulkFixLine> builder)
    {
        builder.ToTable("BulkFixLine");
        builder.HasKey(l => new { l.BulkFixId, l.DoseId });
        builder.Property(l => l.Field).HasMaxLength(40).IsUnicode(false);
        builder.Property(l => l.OldValue).HasMaxLength(Dose.RemarksMaxLength);
        builder.Property(l => l.NewValue).HasMaxLength(Dose.RemarksMaxLength);
        builder.HasOne<BulkFix>().WithMany().HasForeignKey(l => l.BulkFixId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Dose>().WithMany().HasForeignKey(l => l.DoseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<LedgerPerson>().WithMany().HasForeignKey(l => l.LedgerPersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
