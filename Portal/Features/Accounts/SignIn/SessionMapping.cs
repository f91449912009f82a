using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;

namespace Portal.Features.Accounts.SignIn;

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("Session");
        builder.Property(s => s.SessionId).ValueGeneratedNever();
        // Ended once: of two servers that write down the same end, one wins.
        builder.Property(s => s.EndedAt).IsConcurrencyToken();
        // Of two hand-overs at once, too.
        builder.Property(s => s.StaffMemberId).IsConcurrencyToken();
        builder.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountKey).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(s => s.StaffMemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Terminal>().WithMany().HasForeignKey(s => s.TerminalId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(s => s.Seats).WithOne().HasForeignKey(s => s.SessionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.EndedAt);
        builder.HasIndex(s => new { s.AccountKey, s.OpenedAt });
    }
}

internal sealed class SeatMapping : IEntityTypeConfiguration<Seat>
{
    public void Configure(EntityTypeBuilder<Seat> builder)
    {
        builder.ToTable("Seat");
        builder.Property(s => s.SeatId).ValueGeneratedNever();
        builder.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountKey).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(s => s.StaffMemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Terminal>().WithMany().HasForeignKey(s => s.TerminalId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.AccountKey, s.From });
    }
}
