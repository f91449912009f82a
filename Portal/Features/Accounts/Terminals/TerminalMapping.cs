using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;

namespace Portal.Features.Accounts.Terminals;

internal sealed class TerminalMapping : IEntityTypeConfiguration<Terminal>
{
    public void Configure(EntityTypeBuilder<Terminal> builder)
    {
        builder.ToTable("Terminal");
        builder.Property(t => t.TerminalId).ValueGeneratedNever();
        builder.Property(t => t.Name).HasMaxLength(Staff.TerminalMaxLength);
        builder.Property(t => t.Place).HasMaxLength(Terminal.PlaceMaxLength);
        builder.Property(t => t.AddressRanges).HasMaxLength(Terminal.AddressRangesMaxLength).IsUnicode(false);
        builder.Property(t => t.CodeHash).HasMaxLength(64).IsUnicode(false);
        builder.Property(t => t.SecretHash).HasMaxLength(64).IsUnicode(false);
        builder.Property(t => t.EndReason).HasMaxLength(Account.ReasonMaxLength);
        builder.Property(t => t.Version).IsConcurrencyToken();
        builder.Ignore(t => t.Meets);
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(t => t.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => t.Name).IsUnique();
        builder.HasIndex(t => t.CodeHash);
    }
}
