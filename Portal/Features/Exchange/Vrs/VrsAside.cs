using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Exchange.Vrs;

namespace Portal.Features.Exchange.Vrs;

/// <summary>見送り済み — what staff have set aside in earlier runs with the same partner, by a digest of both sides: while neither changes nobody is asked again.</summary>
internal sealed class VrsAside
{
    private readonly Dictionary<UInt128, VrsDecision> _decisions = [];

    /// <summary>A line that could not be matched is a matter of its file and is asked about again.</summary>
    public static IQueryable<VrsDifference> Rows(PortalDb db, ExchangeKind kind) => db.VrsDifferences.AsNoTracking()
        .Where(d => db.ExchangeRuns.Any(r => r.ExchangeRunId == d.ExchangeRunId && r.Kind == kind))
        .Where(d => d.State == VrsDifferenceState.SetAside && d.Kind != VrsDifferenceKind.Unmatched).OrderBy(d => d.DecidedAt).ThenBy(d => d.VrsDifferenceId);

    public static async Task<VrsAside> LoadAsync(PortalDb db, ExchangeKind kind, CancellationToken cancellationToken)
    {
        var aside = new VrsAside();
        // Many rows share one decision: each is kept once.
        Dictionary<(string?, DateTime?, string?), VrsDecision> decisions = [];
        await foreach (var row in Rows(db, kind).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var key = (row.DecidedByName, row.DecidedAt, row.Reason);
            if (!decisions.TryGetValue(key, out var decision))
            {
                decisions.Add(key, decision = new(row.DecidedByName!, row.DecidedAt!.Value, row.Reason));
            }

            aside._decisions[Digest(row)] = decision;
        }

        return aside;
    }

    public VrsDecision? Of(VrsDifference row) => _decisions.Count > 0 && row.Kind != VrsDifferenceKind.Unmatched && _decisions.TryGetValue(Digest(row), out var decision) ? decision : null;

    private static UInt128 Digest(VrsDifference row) => BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join(ComparedDose.Separator, row.Kind, row.LedgerPersonId, row.DoseId, row.DoseNumber, row.VaccinatedOn?.DayNumber, row.Field, row.Ours, row.Theirs))));
}
