using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;
using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.DataQuality;

internal sealed class FindingRecordMapping : IEntityTypeConfiguration<FindingRecord>
{
    public void Configure(EntityTypeBuilder<FindingRecord> builder)
    {
        builder.ToTable("FindingRecord");
        builder.Property(f => f.FindingRecordId).ValueGeneratedNever();
        builder.Property(f => f.Message).HasMaxLength(FindingRecord.MessageMaxLength);
        builder.Property(f => f.Facts).HasMaxLength(FindingRecord.FactsLength).IsUnicode(false);
        builder.Property(f => f.AssigneeKey).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(f => f.AssigneeName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(f => f.Reason).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(f => f.DecidedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(f => f.Version).IsConcurrencyToken();
        builder.HasOne<LedgerPerson>().WithMany().HasForeignKey(f => f.LedgerPersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Dose>().WithMany().HasForeignKey(f => f.DoseId).OnDelete(DeleteBehavior.Restrict);
        // One record of a rule about a dose, and on SQL Server one about a person.
        builder.HasIndex(f => new { f.LedgerPersonId, f.Rule, f.DoseId }).IsUnique().HasFilter(null);
        builder.HasIndex(f => new { f.State, f.FoundAt, f.FindingRecordId });
        builder.HasIndex(f => new { f.State, f.Rule, f.FoundAt, f.FindingRecordId });
        builder.HasIndex(f => new { f.AssigneeKey, f.State });
    }
}

internal sealed class SwitchedOffRuleMapping : IEntityTypeConfiguration<SwitchedOffRule>
{
    public void Configure(EntityTypeBuilder<SwitchedOffRule> builder)
    {
        builder.ToTable("SwitchedOffRule");
        builder.HasKey(r => r.Rule);
        builder.Property(r => r.Reason).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(r => r.ByName).HasMaxLength(Staff.NameMaxLength);
    }
}

internal sealed class FindingCountMapping : IEntityTypeConfiguration<FindingCount>
{
    public void Configure(EntityTypeBuilder<FindingCount> builder)
    {
        builder.ToTable("FindingCount");
        builder.HasKey(c => new { c.Day, c.Rule });
    }
}
