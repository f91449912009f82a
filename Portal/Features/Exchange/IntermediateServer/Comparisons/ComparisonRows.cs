using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.Exchange.Layouts;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Features.Exchange.Runs;

namespace Portal.Features.Exchange.IntermediateServer.Comparisons;

/// <summary>
/// 原本照合, second look — what differs, item by item, some hundred records at a time; written as it goes. The ledger may have changed since the
/// first: what is the same by now is no difference any more.
/// </summary>
internal sealed class ComparisonRows(PortalDb db, ReplicaExport export, FileLayout replica, ReplicaFile file, Guid exchangeRunId, Func<IReadOnlyList<ReplicaDifference>, Task> write)
{
    private const int RecordsAtOnce = 500;

    private readonly List<ReplicaDifference> _rows = [];
    private int _ordinal;

    /// <summary>Records, not items.</summary>
    public int Differs { get; private set; }

    public int OnlyThere { get; private set; }
    public int OnlyHere { get; private set; }

    public async Task RunAsync(ComparisonPass pass, CancellationToken ct)
    {
        if (pass.HasLeft)
        {
            foreach (var some in export.Read().Where(r => pass.IsLeft(r.RecordId)).Chunk(RecordsAtOnce))
            {
                await TheirsAsync(some, ct);
            }
        }

        foreach (var some in pass.OnlyHere.Chunk(RecordsAtOnce))
        {
            await OnlyHereAsync(some, ct);
        }
    }

    private async Task TheirsAsync((Guid RecordId, IReadOnlyList<string> Values)[] records, CancellationToken ct)
    {
        Guid[] ids = [.. records.Select(r => r.RecordId)];
        var ours = await OursAsync(ids, ct);
        var held = await HeldAsync(ids, ct);
        var people = await PeopleAsync(records, ids, ct);
        foreach (var (recordId, values) in records)
        {
            var digest = Digest(values);
            // Where they have what we believe they have, the ledger has changed since: the next file of changes says so by itself.
            var awaits = held.GetValueOrDefault(recordId) == digest;
            if (ours.TryGetValue(recordId, out var record))
            {
                AddItems(record, values, digest, awaits, held.ContainsKey(recordId));
            }
            else
            {
                OnlyThere++;
                Add(
                    ReplicaDifferenceKind.OnlyThere, recordId, people.TryGetValue(recordId, out var person) ? person : null, null, null,
                    Words(item => export.Value(values, item)), digest, awaits);
            }
        }

        await FlushAsync();
    }

    /// <summary>An item each; of one that is the same, and came here because nobody knew it is held, the record itself.</summary>
    private void AddItems(OutgoingRecord record, IReadOnlyList<string> values, string digest, bool awaits, bool isHeld)
    {
        var before = _ordinal;
        foreach (var column in export.Columns)
        {
            var (here, there) = (record.Value(column.Item), export.Value(values, column.Item));
            if ((here ?? "") != (there ?? ""))
            {
                Add(ReplicaDifferenceKind.Differs, record.RecordId, record.PersonId, column.Name, here, there, digest, awaits);
            }
        }

        if (_ordinal > before)
        {
            Differs++;
        }
        else if (!isHeld)
        {
            Add(ReplicaDifferenceKind.Unbooked, record.RecordId, record.PersonId, null, Words(record.Value), Words(item => export.Value(values, item)), digest, awaits);
        }
    }

    private static string Words(Func<string, string?> value) => $"{value("DoseNumber")}回目 {value("VaccinatedOn")} {value("LotNumber")}";

    private async Task OnlyHereAsync(Guid[] ids, CancellationToken ct)
    {
        var ours = await OursAsync(ids, ct);
        var held = await HeldAsync(ids, ct);
        foreach (var record in ours.Values)
        {
            OnlyHere++;
            Add(ReplicaDifferenceKind.OnlyHere, record.RecordId, record.PersonId, null, Words(record.Value), null, null, !held.ContainsKey(record.RecordId));
        }

        await FlushAsync();
    }

    private async Task<Dictionary<Guid, OutgoingRecord>> OursAsync(Guid[] ids, CancellationToken ct)
    {
        // A record reads its row while it lasts: what is needed later is taken out of it.
        var rows = await db.PlainRowsAsync(ReplicaFile.RowsOf(db, ids), row =>
        {
            var record = file.Record(row);
            var values = export.Columns.ToDictionary(c => c.Item, c => record.Value(c.Item));
            return new OutgoingRecord(record.RecordId, record.PersonId, item => values.GetValueOrDefault(item));
        }, ct);
        return rows.ToDictionary(r => r.RecordId);
    }

    private async Task<Dictionary<Guid, string>> HeldAsync(Guid[] ids, CancellationToken ct) =>
        await Held(db, ids).ToDictionaryAsync(l => l.RecordId, l => l.Digest, ct);

    internal static IQueryable<ExchangeLine> Held(PortalDb db, Guid[] ids) => db.ExchangeLines.AsNoTracking()
        .Where(l => l.Register == ExchangeRegister.Replica && l.IsHeld && EF.Parameter(ids).Contains(l.RecordId));

    /// <summary>Whose a record is that the ledger does not send: of a cancelled dose, by the number, or by what was sent once.</summary>
    private async Task<Dictionary<Guid, Guid>> PeopleAsync((Guid RecordId, IReadOnlyList<string> Values)[] records, Guid[] ids, CancellationToken ct)
    {
        var people = (await db.ExchangeLines.AsNoTracking().Where(l => l.Register == ExchangeRegister.Replica && EF.Parameter(ids).Contains(l.RecordId))
            .Select(l => new { l.RecordId, l.LedgerPersonId }).Distinct().ToListAsync(ct)).GroupBy(l => l.RecordId).ToDictionary(g => g.Key, g => g.First().LedgerPersonId);
        foreach (var dose in await db.Doses.AsNoTracking().Where(d => EF.Parameter(ids).Contains(d.DoseId)).Select(d => new { d.DoseId, d.LedgerPersonId }).ToListAsync(ct))
        {
            people[dose.DoseId] = dose.LedgerPersonId;
        }

        var keys = records.Where(r => !people.ContainsKey(r.RecordId))
            .Select(r => (r.RecordId, Key: SearchKeys.Number(export.Value(r.Values, "IntegratedNumber")))).Where(k => k.Key is not null).ToList();
        string[] wanted = [.. keys.Select(k => k.Key!).Distinct()];
        var byNumber = wanted.Length == 0 ? [] : (await db.People.AsNoTracking().Where(p => p.IntegratedNumberKey != null && EF.Parameter(wanted).Contains(p.IntegratedNumberKey))
            .Select(p => new { p.IntegratedNumberKey, p.LedgerPersonId }).ToListAsync(ct)).GroupBy(p => p.IntegratedNumberKey!).ToDictionary(g => g.Key, g => g.First().LedgerPersonId);
        foreach (var (recordId, key) in keys.Where(k => byNumber.ContainsKey(k.Key!)))
        {
            people[recordId] = byNumber[key!];
        }

        return people;
    }

    /// <summary>Of what they have, as our own line would carry it.</summary>
    private string Digest(IReadOnlyList<string> values) =>
        OutgoingPass.DigestOf([.. replica.Columns.Select(c => export.Value(values, c.Item))]).ToString("x32", CultureInfo.InvariantCulture);

    private void Add(ReplicaDifferenceKind kind, Guid recordId, Guid? person, string? field, string? ours, string? theirs, string? digest, bool awaits) => _rows.Add(new()
    {
        ExchangeRunId = exchangeRunId,
        Ordinal = ++_ordinal,
        Kind = kind,
        RecordId = recordId,
        LedgerPersonId = person,
        Field = field,
        Ours = ours,
        Theirs = theirs,
        TheirDigest = digest,
        AwaitsSending = awaits,
    });

    private async Task FlushAsync()
    {
        await write([.. _rows]);
        _rows.Clear();
    }
}
