using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;

namespace Portal.Features.Accounts.Personnel;

internal sealed class PersonnelEventMapping : IEntityTypeConfiguration<PersonnelEvent>
{
    public void Configure(EntityTypeBuilder<PersonnelEvent> builder)
    {
        builder.ToTable("PersonnelEvent");
        builder.Property(e => e.PersonnelEventId).ValueGeneratedNever();
        builder.Property(e => e.Note).HasMaxLength(PersonnelEvent.NoteMaxLength);
        builder.Property(e => e.EnteredBy).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(e => e.EnteredByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(e => e.CancelledByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(e => e.CancelReason).HasMaxLength(Account.ReasonMaxLength);
        builder.Property(e => e.Version).IsConcurrencyToken();
        builder.HasMany(e => e.Confirmations).WithOne().HasForeignKey(c => c.PersonnelEventId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => e.EffectiveOn);
    }
}

internal sealed class PersonnelConfirmationMapping : IEntityTypeConfiguration<PersonnelConfirmation>
{
    public void Configure(EntityTypeBuilder<PersonnelConfirmation> builder)
    {
        builder.ToTable("PersonnelConfirmation");
        builder.HasKey(c => new { c.PersonnelEventId, c.AccountKey });
        builder.Property(c => c.ConfirmedBy).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(c => c.ConfirmedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(c => c.Note).HasMaxLength(PersonnelEvent.NoteMaxLength);
        builder.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountKey).OnDelete(DeleteBehavior.Restrict);
    }
}
