using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog;

internal sealed class OperationLogMapping : IEntityTypeConfiguration<OperationLogEntry>
{
    /// <summary>
    /// Every text is Unicode, also where it is ASCII as a rule: what a stranger typed as an ID is sealed as it was typed, and has to come
    /// back the same.
    /// </summary>
    public void Configure(EntityTypeBuilder<OperationLogEntry> builder)
    {
        builder.ToTable("OperationLog");
        builder.HasKey(e => e.OperationLogEntryId).IsClustered(false);
        builder.Property(e => e.OperationLogEntryId).ValueGeneratedNever();
        builder.Property(e => e.Seal).HasMaxLength(LogSeal.Length);
        builder.Property(e => e.AccountId).HasMaxLength(Staff.AccountIdMaxLength);
        builder.Property(e => e.StaffName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(e => e.Terminal).HasMaxLength(Staff.TerminalMaxLength);
        builder.Property(e => e.Trace).HasMaxLength(Staff.TraceMaxLength);
        builder.Property(e => e.Operation).HasMaxLength(30);
        builder.Property(e => e.Purpose).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(e => e.Detail).HasMaxLength(OperationLogEntry.DetailMaxLength);
        builder.HasIndex(e => e.Sequence).IsUnique().IsClustered();
        builder.HasIndex(e => new { e.LedgerPersonId, e.At });
        builder.HasIndex(e => new { e.StaffMemberId, e.At });
        builder.HasIndex(e => new { e.Operation, e.At });
        builder.HasIndex(e => e.At);
    }
}

internal sealed class LogHeadMapping : IEntityTypeConfiguration<LogHead>
{
    public void Configure(EntityTypeBuilder<LogHead> builder)
    {
        builder.ToTable("LogHead");
        builder.Property(h => h.LogHeadId).ValueGeneratedNever();
        builder.Property(h => h.LogId).IsConcurrencyToken();
        builder.Property(h => h.Sequence).IsConcurrencyToken();
        builder.Property(h => h.Seal).HasMaxLength(LogSeal.Length);
        builder.HasData(LogHead.Unbegun);
    }
}
