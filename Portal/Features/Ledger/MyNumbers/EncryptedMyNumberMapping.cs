using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;

namespace Portal.Features.Ledger.MyNumbers;

/// <summary>A table of its own, so that the database can grant it apart from the ledger.</summary>
internal sealed class EncryptedMyNumberMapping : IEntityTypeConfiguration<EncryptedMyNumber>
{
    public void Configure(EntityTypeBuilder<EncryptedMyNumber> builder)
    {
        builder.ToTable("EncryptedMyNumber");
        builder.HasKey(n => n.LedgerPersonId);
        builder.Property(n => n.LedgerPersonId).ValueGeneratedNever();
        builder.Property(n => n.Nonce).HasMaxLength(EncryptedMyNumber.NonceLength);
        builder.Property(n => n.Cipher).HasMaxLength(MyNumber.Length);
        builder.Property(n => n.Tag).HasMaxLength(EncryptedMyNumber.TagLength);
        builder.Property(n => n.BlindIndex).HasMaxLength(EncryptedMyNumber.IndexLength);
        builder.Property(n => n.RegisteredBy).HasMaxLength(Staff.AccountIdMaxLength);
        builder.Property(n => n.Version).IsConcurrencyToken();
        builder.HasIndex(n => n.BlindIndex).IsUnique();
        builder.HasIndex(n => new { n.KeyId, n.IndexKeyId });
        builder.HasOne<LedgerPerson>().WithOne().HasForeignKey<EncryptedMyNumber>(n => n.LedgerPersonId).OnDelete(DeleteBehavior.Restrict);
    }
}
