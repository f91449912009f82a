using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;
using Portal.Domain.Maintenance;

namespace Portal.Features.Maintenance.Notices;

internal sealed class NoticeMapping : IEntityTypeConfiguration<PostedNotice>
{
    public void Configure(EntityTypeBuilder<PostedNotice> builder)
    {
        builder.ToTable("PostedNotice");
        builder.Property(n => n.PostedNoticeId).ValueGeneratedNever();
        builder.Property(n => n.Words).HasMaxLength(PostedNotice.WordsMaxLength);
        builder.Property(n => n.PostedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(n => n.WithdrawnByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(n => n.Version).IsConcurrencyToken();
        builder.HasIndex(n => n.Until);
    }
}
