using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;
using Portal.Domain.DataQuality.Twins;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.DataQuality.Twins;

internal sealed class TwinPairMapping : IEntityTypeConfiguration<TwinPair>
{
    public void Configure(EntityTypeBuilder<TwinPair> builder)
    {
        builder.ToTable("TwinPair");
        builder.Property(t => t.TwinPairId).ValueGeneratedNever();
        builder.Property(t => t.Reasons).HasMaxLength(TwinPair.ReasonsMaxLength);
        builder.Property(t => t.Facts).HasMaxLength(TwinPair.FactsMaxLength).IsUnicode(false);
        builder.Property(t => t.JudgedFacts).HasMaxLength(TwinPair.FactsMaxLength).IsUnicode(false);
        builder.Property(t => t.JudgedReason).HasMaxLength(OperationLogEntry.PurposeMaxLength);
        builder.Property(t => t.JudgedBy).HasMaxLength(Staff.AccountIdMaxLength).IsUnicode(false);
        builder.Property(t => t.JudgedByName).HasMaxLength(Staff.NameMaxLength);
        builder.Property(t => t.Version).IsConcurrencyToken();
        builder.HasOne<LedgerPerson>().WithMany().HasForeignKey(t => t.FirstId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<LedgerPerson>().WithMany().HasForeignKey(t => t.SecondId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => new { t.FirstId, t.SecondId }).IsUnique();
        builder.HasIndex(t => new { t.Score, t.TwinPairId });
    }
}
