using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Features.Exchange.Lists;
using Portal.Features.Exchange.Runs;

namespace Portal.Features.Exchange.IntermediateServer.Comparisons;

/// <summary>
/// 原本照合, first look — the file once, then the ledger once beside it, each record by a digest of its values. Memory holds a number and a
/// digest for each record of the file, whatever else the records say; what differs is looked at item by item afterwards.
/// </summary>
internal sealed class ComparisonPass(PortalDb db, ReplicaExport export, ReplicaFile file)
{
    private const int RowsPerReport = 2000;

    private readonly Dictionary<Guid, UInt128> _theirs = [];
    private readonly HashSet<Guid> _held = [];
    private int _differing;
    private int _unbooked;
    private readonly List<Guid> _onlyHere = [];

    public Action<long> OnProgress { get; init; } = static _ => { };

    /// <summary>Whether the file has anything to look at item by item.</summary>
    public bool HasLeft => _theirs.Count > 0;

    /// <summary>The ledger would send them, and the partner does not have them.</summary>
    public IReadOnlyList<Guid> OnlyHere => _onlyHere;

    /// <summary>Those of the file that are not the same here, only there, or the same without our knowing that they are held.</summary>
    public bool IsLeft(Guid recordId) => _theirs.ContainsKey(recordId);

    /// <exception cref="RuleException">The file as a whole cannot be taken.</exception>
    public async Task<ReplicaComparison> RunAsync(Guid exchangeRunId, CancellationToken ct)
    {
        ReadFile(ct);
        var fileRecords = _theirs.Count;
        var leftOut = await file.LeftOut(db).CountAsync(ct);
        await ListReading.EachAsync(db, [file.Held(db)], row => _held.Add(row.GetGuid(0)), ct);
        var (same, seen) = (0, 0);
        await ListReading.EachAsync(db, [file.Rows(db)], row =>
        {
            var record = file.Record(row);
            if (!_theirs.TryGetValue(record.RecordId, out var theirs))
            {
                _onlyHere.Add(record.RecordId);
            }
            else if (theirs == OutgoingPass.DigestOf([.. export.Columns.Select(c => record.Value(c.Item))]))
            {
                same++;
                _ = _held.Contains(record.RecordId) ? _theirs.Remove(record.RecordId) : ++_unbooked > 0;
            }
            else
            {
                _differing++;
            }

            Report(++seen);
            return true;
        }, ct);
        var comparison = new ReplicaComparison
        {
            ExchangeRunId = exchangeRunId,
            FileRecords = fileRecords,
            LedgerRecords = seen,
            Same = same,
            Differs = _differing,
            OnlyThere = _theirs.Count - _differing - _unbooked,
            OnlyHere = _onlyHere.Count,
            LeftOut = leftOut,
        };
        comparison.DemandBalance();
        return comparison;
    }

    private void ReadFile(CancellationToken ct)
    {
        try
        {
            foreach (var (recordId, values) in export.Read())
            {
                ct.ThrowIfCancellationRequested();
                if (!_theirs.TryAdd(recordId, OutgoingPass.DigestOf(values)))
                {
                    throw new RuleException($"管理番号 {recordId:N} の記録が2つあります。照合していません。相手に確かめてください。");
                }

                Report(_theirs.Count);
            }
        }
        catch (DecoderFallbackException)
        {
            throw new RuleException("文字コードが UTF-8 ではありません。照合していません。相手に確かめてください。");
        }
    }

    private void Report(int done)
    {
        if (done % RowsPerReport == 0)
        {
            OnProgress(done);
        }
    }
}
