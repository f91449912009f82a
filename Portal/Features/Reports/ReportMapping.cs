using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;
using Portal.Domain.Reports;

namespace Portal.Features.Reports;

internal sealed class ReportRunMapping : IEntityTypeConfiguration<ReportRun>
{
    public void Configure(EntityTypeBuilder<ReportRun> builder)
    {
        builder.ToTable("ReportRun");
        builder.Property(r => r.ReportRunId).ValueGeneratedNever();
        builder.Property(r => r.Period).HasMaxLength(ReportRun.CodeMaxLength).IsUnicode(false);
        builder.Property(r => r.ScheduledPeriod).HasMaxLength(ReportRun.CodeMaxLength).IsUnicode(false);
        builder.Property(r => r.MadeByKey).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(r => r.MadeByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(r => r.Terminal).HasMaxLength(Staff.TerminalMaxLength);
        builder.Property(r => r.Digest).HasMaxLength(ReportRun.DigestLength).IsUnicode(false);
        builder.HasIndex(r => r.Number).IsUnique();
        builder.HasIndex(r => r.ScheduledPeriod).IsUnique().HasFilter("[ScheduledPeriod] IS NOT NULL");
        builder.HasIndex(r => new { r.Period, r.Number });
    }
}

internal sealed class ReportFiguresMapping : IEntityTypeConfiguration<ReportFigures>
{
    public void Configure(EntityTypeBuilder<ReportFigures> builder)
    {
        builder.ToTable("ReportFigures");
        builder.HasKey(f => f.ReportRunId);
        builder.Property(f => f.ReportRunId).ValueGeneratedNever();
        builder.HasOne<ReportRun>().WithOne().HasForeignKey<ReportFigures>(f => f.ReportRunId).OnDelete(DeleteBehavior.Restrict);
    }
}
