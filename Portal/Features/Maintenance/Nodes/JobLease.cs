using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data;

namespace Portal.Features.Maintenance.Nodes;

/// <summary>
/// 当番 — which node does what is to be done once among all nodes, until when. Taken, kept and given back by one statement each, which holds
/// the holder and the clock of the database against the row: whose own clock is wrong takes nothing from anybody.
/// </summary>
public sealed class JobLease
{
    public const int NameMaxLength = 40;
    public const int HolderMaxLength = 80;

    public required string Name { get; init; }

    /// <summary>A node, and which start of it; serves as the token of the one who wrote last.</summary>
    public required string Holder { get; init; }

    /// <summary>UTC, by the clock of the database.</summary>
    public required DateTime Until { get; init; }

    /// <summary>Takes it if it is free or run out, keeps it if it is one's own.</summary>
    /// <returns>Whether it is one's own now.</returns>
    public static async Task<bool> TakeAsync(PortalDb db, string name, string holder, TimeSpan term, CancellationToken cancellationToken)
    {
        if (await ExtendAsync(db, name, holder, term, cancellationToken))
        {
            return true;
        }

        if (await db.JobLeases.AnyAsync(l => l.Name == name, cancellationToken))
        {
            return false;
        }

        db.Add(new JobLease { Name = name, Holder = "", Until = DateTime.UnixEpoch });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another node has made the row at this moment; whose it is, is asked of the row. Anything else fails again there.
        }

        return await ExtendAsync(db, name, holder, term, cancellationToken);
    }

    public static Task GiveBackAsync(PortalDb db, string name, string holder, CancellationToken cancellationToken) =>
        db.JobLeases.Where(l => l.Name == name && l.Holder == holder).ExecuteUpdateAsync(set => set.SetProperty(l => l.Until, l => DateTime.UtcNow), cancellationToken);

    /// <summary>A moment in this is asked of the database, not of this machine.</summary>
    internal static IQueryable<JobLease> Open(PortalDb db, string name, string holder) =>
        db.JobLeases.Where(l => l.Name == name && (l.Holder == holder || l.Until <= DateTime.UtcNow));

    private static async Task<bool> ExtendAsync(PortalDb db, string name, string holder, TimeSpan term, CancellationToken cancellationToken)
    {
        var seconds = term.TotalSeconds;
        return await Open(db, name, holder).ExecuteUpdateAsync(
            set => set.SetProperty(l => l.Holder, holder).SetProperty(l => l.Until, l => DateTime.UtcNow.AddSeconds(seconds)), cancellationToken) == 1;
    }
}

internal sealed class JobLeaseMapping : IEntityTypeConfiguration<JobLease>
{
    public void Configure(EntityTypeBuilder<JobLease> builder)
    {
        builder.ToTable("JobLease");
        builder.HasKey(l => l.Name);
        builder.Property(l => l.Name).HasMaxLength(JobLease.NameMaxLength);
        builder.Property(l => l.Holder).HasMaxLength(JobLease.HolderMaxLength);
    }
}
