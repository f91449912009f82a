using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.OperationLog;

namespace Portal.Features.Exchange.Reconciliation;

internal sealed class ReconciliationResultMapping : IEntityTypeConfiguration<ReconciliationResult>
{
    public void Configure(EntityTypeBuilder<ReconciliationResult> builder)
    {
        builder.ToTable("VrsReconciliation");
        builder.HasKey(r => r.ExchangeRunId);
        builder.Property(r => r.ExchangeRunId).ValueGeneratedNever();
        builder.Property(r => r.Encoding).HasMaxLength(20).IsUnicode(false);
        builder.Ignore(r => r.Totals);
        builder.HasOne<ExchangeRun>().WithOne().HasForeignKey<ReconciliationResult>(r => r.ExchangeRunId).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>The ids of person and dose are no foreign keys: a run tells what it saw, and half a million rows need no index more.</summary>
internal sealed class ReconciliationDifferenceMapping : IEntityTypeConfiguration<ReconciliationDifference>
{
    public void Configure(EntityTypeBuilder<ReconciliationDifference> builder)
    {
        builder.ToTable("VrsDifference");
        builder.Property(d => d.ReconciliationDifferenceId).HasColumnName("VrsDifferenceId").ValueGeneratedNever();
        builder.Property(d => d.Field).HasMaxLength(ReconciliationDifference.FieldMaxLength).IsUnicode(false);
        builder.Property(d => d.Ours).HasMaxLength(ReconciliationDifference.ValueMaxLength);
        builder.Property(d => d.Theirs).HasMaxLength(ReconciliationDifference.ValueMaxLength);
        builder.Property(d => d.Note).HasMaxLength(ReconciliationDifference.NoteMaxLength);
        builder.Property(d => d.DecidedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(d => d.Reason).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(d => d.Version).IsConcurrencyToken();
        builder.HasOne<ReconciliationResult>().WithMany().HasForeignKey(d => d.ExchangeRunId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(d => new { d.ExchangeRunId, d.Ordinal }).IsUnique();
        builder.HasIndex(d => new { d.State, d.ExchangeRunId });
    }
}
