using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.Exchange.Runs;

namespace Portal.Features.Exchange.IntermediateServer.Comparisons;

internal sealed class ReplicaComparisonMapping : IEntityTypeConfiguration<ReplicaComparison>
{
    public void Configure(EntityTypeBuilder<ReplicaComparison> builder)
    {
        builder.ToTable("ReplicaComparison");
        builder.HasKey(c => c.ExchangeRunId);
        builder.Property(c => c.ExchangeRunId).ValueGeneratedNever();
        builder.HasOne<ExchangeRun>().WithOne().HasForeignKey<ReplicaComparison>(c => c.ExchangeRunId).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>The ids of person and record are no foreign keys: a comparison tells what it saw.</summary>
internal sealed class ReplicaDifferenceMapping : IEntityTypeConfiguration<ReplicaDifference>
{
    public void Configure(EntityTypeBuilder<ReplicaDifference> builder)
    {
        builder.ToTable("ReplicaDifference");
        builder.HasKey(d => new { d.ExchangeRunId, d.Ordinal });
        builder.Property(d => d.Field).HasMaxLength(ReplicaDifference.FieldMaxLength);
        builder.Property(d => d.Ours).HasMaxLength(ReplicaDifference.ValueMaxLength);
        builder.Property(d => d.Theirs).HasMaxLength(ReplicaDifference.ValueMaxLength);
        builder.Property(d => d.TheirDigest).HasMaxLength(ExchangeLine.DigestLength).IsUnicode(false);
        builder.Property(d => d.ResendByName).HasMaxLength(Staff.NameMaxLength);
        builder.HasOne<ReplicaComparison>().WithMany().HasForeignKey(d => d.ExchangeRunId).OnDelete(DeleteBehavior.Restrict);
    }
}
