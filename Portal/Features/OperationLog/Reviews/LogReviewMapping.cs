using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog.Reviews;

internal sealed class LogReviewMapping : IEntityTypeConfiguration<LogReview>
{
    public void Configure(EntityTypeBuilder<LogReview> builder)
    {
        builder.ToTable("LogReview");
        builder.Property(r => r.LogReviewId).ValueGeneratedNever();
        builder.Property(r => r.Reason).HasMaxLength(LogReview.ReasonMaxLength);
        builder.Property(r => r.OpenedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(r => r.SignedOffByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(r => r.SignOffNote).HasMaxLength(LogReview.NoteMaxLength);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasIndex(r => r.Number).IsUnique();
    }
}

internal sealed class LogReviewLineMapping : IEntityTypeConfiguration<LogReviewLine>
{
    public void Configure(EntityTypeBuilder<LogReviewLine> builder)
    {
        builder.ToTable("LogReviewLine");
        builder.Property(l => l.LogReviewLineId).ValueGeneratedNever();
        builder.Property(l => l.AccountId).HasMaxLength(Staff.AccountIdMaxLength);
        builder.Property(l => l.StaffName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(l => l.Finding).HasMaxLength(LogReviewLine.FindingMaxLength);
        builder.Property(l => l.VerdictNote).HasMaxLength(LogReview.NoteMaxLength);
        builder.Property(l => l.VerdictByName).HasMaxLength(Staff.NameMaxLength);
        builder.HasIndex(l => new { l.LogReviewId, l.Position }).IsUnique();
        builder.HasOne<LogReview>().WithMany(r => r.Lines).HasForeignKey(l => l.LogReviewId).OnDelete(DeleteBehavior.Restrict);
    }
}
