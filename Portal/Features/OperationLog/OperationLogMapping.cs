using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog;

internal sealed class OperationLogMapping : IEntityTypeConfiguration<OperationLogEntry>
{
    public void Configure(EntityTypeBuilder<OperationLogEntry> builder)
    {
        builder.ToTable("OperationLog");
        builder.Property(e => e.OperationLogEntryId).ValueGeneratedNever();
        builder.Property(e => e.AccountId).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(e => e.StaffName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(e => e.Terminal).HasMaxLength(Staff.TerminalMaxLength);
        builder.Property(e => e.Operation).HasMaxLength(30);
        builder.Property(e => e.Purpose).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(e => e.Detail).HasMaxLength(OperationLogEntry.DetailMaxLength);
        builder.HasIndex(e => new { e.LedgerPersonId, e.At });
        builder.HasIndex(e => e.At);
    }
}
