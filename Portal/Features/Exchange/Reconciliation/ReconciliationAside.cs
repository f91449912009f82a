using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.Exchange.Runs;

namespace Portal.Features.Exchange.Reconciliation;

/// <summary>見送り済み — what staff have set aside in earlier runs with the same partner, by a digest of both sides: while neither changes nobody is asked again.</summary>
internal sealed class ReconciliationAside
{
    private readonly Dictionary<UInt128, ReconciliationDecision> _decisions = [];

    /// <summary>A line that could not be matched is a matter of its file and is asked about again.</summary>
    public static IQueryable<ReconciliationDifference> Rows(PortalDb db, ExchangeKind kind) => db.ReconciliationDifferences.AsNoTracking()
        .Where(d => db.ExchangeRuns.Any(r => r.ExchangeRunId == d.ExchangeRunId && r.Kind == kind))
        .Where(d => d.State == ReconciliationDifferenceState.SetAside && d.Kind != ReconciliationDifferenceKind.Unmatched).OrderBy(d => d.DecidedAt).ThenBy(d => d.ReconciliationDifferenceId);

    public static async Task<ReconciliationAside> LoadAsync(PortalDb db, ExchangeKind kind, CancellationToken cancellationToken)
    {
        var aside = new ReconciliationAside();
        // Many rows share one decision: each is kept once.
        Dictionary<(string?, DateTime?, string?), ReconciliationDecision> decisions = [];
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

    public ReconciliationDecision? Of(ReconciliationDifference row) => _decisions.Count > 0 && row.Kind != ReconciliationDifferenceKind.Unmatched && _decisions.TryGetValue(Digest(row), out var decision) ? decision : null;

    private static UInt128 Digest(ReconciliationDifference row) => BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join(ComparedDose.Separator, row.Kind, row.LedgerPersonId, row.DoseId, row.DoseNumber, row.VaccinatedOn?.DayNumber, row.Field, row.Ours, row.Theirs))));
}
