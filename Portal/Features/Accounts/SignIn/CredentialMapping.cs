using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Features.Accounts.SignIn;

internal sealed class CredentialMapping : IEntityTypeConfiguration<Credential>
{
    public void Configure(EntityTypeBuilder<Credential> builder)
    {
        builder.ToTable("Credential");
        builder.Property(c => c.Id).HasMaxLength(32).IsUnicode(false);
        builder.Property(c => c.UserName).HasMaxLength(64).IsUnicode(false);
        builder.Property(c => c.PasswordHash).HasMaxLength(200).IsUnicode(false);
        builder.Property(c => c.SecurityStamp).HasMaxLength(64).IsUnicode(false);
        builder.Property(c => c.ConcurrencyStamp).HasMaxLength(36).IsUnicode(false).IsConcurrencyToken();
        builder.HasMany(c => c.Earlier).WithOne().HasForeignKey(e => e.CredentialId).OnDelete(DeleteBehavior.Restrict);
        // The portal sends no mail and no messages, and looks credentials up by their id.
        builder.Ignore(c => c.NormalizedUserName).Ignore(c => c.Email).Ignore(c => c.NormalizedEmail).Ignore(c => c.EmailConfirmed)
            .Ignore(c => c.PhoneNumber).Ignore(c => c.PhoneNumberConfirmed);
    }
}

internal sealed class EarlierPasswordMapping : IEntityTypeConfiguration<EarlierPassword>
{
    public void Configure(EntityTypeBuilder<EarlierPassword> builder)
    {
        builder.ToTable("EarlierPassword");
        builder.Property(e => e.EarlierPasswordId).ValueGeneratedNever();
        builder.Property(e => e.CredentialId).HasMaxLength(32).IsUnicode(false);
        builder.Property(e => e.Hash).HasMaxLength(200).IsUnicode(false);
    }
}

/// <summary>The key of a code generator (TOTP).</summary>
internal sealed class CredentialTokenMapping : IEntityTypeConfiguration<IdentityUserToken<string>>
{
    public void Configure(EntityTypeBuilder<IdentityUserToken<string>> builder)
    {
        builder.ToTable("CredentialToken");
        builder.HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
        builder.Property(t => t.UserId).HasMaxLength(32).IsUnicode(false);
        builder.Property(t => t.LoginProvider).HasMaxLength(64).IsUnicode(false);
        builder.Property(t => t.Name).HasMaxLength(64).IsUnicode(false);
        builder.Property(t => t.Value).HasMaxLength(400).IsUnicode(false);
        builder.HasOne<Credential>().WithMany().HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PasskeyMapping : IEntityTypeConfiguration<IdentityUserPasskey<string>>
{
    public void Configure(EntityTypeBuilder<IdentityUserPasskey<string>> builder)
    {
        builder.ToTable("Passkey");
        // WebAuthn allows 1,023 bytes; a clustered key of SQL Server holds 900.
        builder.HasKey(p => p.CredentialId).IsClustered(false);
        builder.Property(p => p.CredentialId).HasMaxLength(1023);
        builder.Property(p => p.UserId).HasMaxLength(32).IsUnicode(false).IsRequired();
        builder.OwnsOne(p => p.Data).ToJson();
        builder.HasOne<Credential>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SpentChallengeMapping : IEntityTypeConfiguration<SpentChallenge>
{
    public void Configure(EntityTypeBuilder<SpentChallenge> builder)
    {
        builder.ToTable("SpentChallenge");
        builder.Property(s => s.SpentChallengeId).HasMaxLength(32).IsFixedLength();
        builder.HasIndex(s => s.SpentAt);
    }
}
