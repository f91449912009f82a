using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Exchange.Vrs.Flags;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.Exchange.Vrs.Flags;

internal sealed class VrsFlagDifferenceMapping : IEntityTypeConfiguration<VrsFlagDifference>
{
    public void Configure(EntityTypeBuilder<VrsFlagDifference> builder)
    {
        builder.ToTable("VrsFlagDifference");
        builder.Property(d => d.VrsFlagDifferenceId).ValueGeneratedNever();
        builder.Property(d => d.Note).HasMaxLength(VrsFlagDifference.NoteMaxLength);
        builder.Property(d => d.Reason).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(d => d.DecidedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(d => d.Version).IsConcurrencyToken();
        builder.HasOne<ExchangeRun>().WithMany().HasForeignKey(d => d.ExchangeRunId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<LedgerPerson>().WithMany().HasForeignKey(d => d.LedgerPersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(d => new { d.ExchangeRunId, d.LineNumber }).IsUnique();
        builder.HasIndex(d => d.State);
    }
}
