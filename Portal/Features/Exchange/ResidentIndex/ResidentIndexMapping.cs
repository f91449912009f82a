using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.ResidentIndex;
using Portal.Domain.OperationLog;

namespace Portal.Features.Exchange.ResidentIndex;

internal sealed class NumberCounterMapping : IEntityTypeConfiguration<NumberCounter>
{
    public void Configure(EntityTypeBuilder<NumberCounter> builder)
    {
        builder.ToTable("NumberCounter");
        builder.HasKey(c => c.Kind);
        builder.Property(c => c.Version).IsConcurrencyToken();
    }
}

internal sealed class AddresseeClientMapping : IEntityTypeConfiguration<AddresseeClient>
{
    public void Configure(EntityTypeBuilder<AddresseeClient> builder)
    {
        builder.ToTable("AddresseeClient");
        builder.Property(c => c.AddresseeClientId).ValueGeneratedNever();
        builder.Property(c => c.ClientId).HasMaxLength(AddresseeClient.ClientIdMaxLength).IsUnicode(false);
        builder.Property(c => c.Name).HasMaxLength(AddresseeClient.NameMaxLength);
        builder.Property(c => c.System).HasMaxLength(AddresseeClient.SystemMaxLength);
        builder.Property(c => c.Contact).HasMaxLength(AddresseeClient.ContactMaxLength);
        builder.Property(c => c.Scopes).HasMaxLength(AddresseeClient.ScopesMaxLength).IsUnicode(false);
        builder.Property(c => c.AddressRanges).HasMaxLength(AddresseeClient.AddressRangesMaxLength).IsUnicode(false);
        builder.Property(c => c.SecretHash).HasMaxLength(200).IsUnicode(false);
        builder.Property(c => c.EnteredByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(c => c.StopReason).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.Ignore(c => c.ScopeList);
        builder.HasIndex(c => c.ClientId).IsUnique();
        builder.HasIndex(c => c.Name).IsUnique();
    }
}
