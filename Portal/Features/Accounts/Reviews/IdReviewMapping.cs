using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;

namespace Portal.Features.Accounts.Reviews;

internal sealed class IdReviewMapping : IEntityTypeConfiguration<IdReview>
{
    public void Configure(EntityTypeBuilder<IdReview> builder)
    {
        builder.ToTable("IdReview");
        builder.Property(r => r.IdReviewId).ValueGeneratedNever();
        builder.Property(r => r.OpenedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(r => r.ClosedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(r => r.ClosingNote).HasMaxLength(IdReview.NoteMaxLength);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasMany(r => r.Lines).WithOne().HasForeignKey(l => l.IdReviewId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.Number).IsUnique();
    }
}

internal sealed class IdReviewLineMapping : IEntityTypeConfiguration<IdReviewLine>
{
    public void Configure(EntityTypeBuilder<IdReviewLine> builder)
    {
        builder.ToTable("IdReviewLine");
        builder.Property(l => l.IdReviewLineId).ValueGeneratedNever();
        builder.Property(l => l.AccountId).HasMaxLength(LoginId.MaxLength).IsUnicode(false);
        builder.Property(l => l.HolderName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(l => l.Department).HasMaxLength(Staff.DepartmentMaxLength);
        builder.Property(l => l.Roles).HasMaxLength(120);
        builder.Property(l => l.Adjustments).HasMaxLength(400);
        builder.Property(l => l.Members).HasMaxLength(1000);
        builder.Property(l => l.Terminals).HasMaxLength(1000);
        builder.Property(l => l.Flags).HasMaxLength(400);
        builder.Property(l => l.DecisionNote).HasMaxLength(IdReview.NoteMaxLength);
        builder.Property(l => l.DecidedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(l => l.Version).IsConcurrencyToken();
        builder.HasOne<Account>().WithMany().HasForeignKey(l => l.AccountKey).OnDelete(DeleteBehavior.Restrict);
    }
}
