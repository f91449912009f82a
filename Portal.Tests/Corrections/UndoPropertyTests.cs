using Microsoft.EntityFrameworkCore;
using Portal.Domain.Corrections;
using Portal.Domain.Corrections.Merging;
using Portal.Domain.DataQuality;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;
using Portal.Features.Corrections;
using Portal.Features.Corrections.Merging;
using Portal.Features.DataQuality.BulkFixes;
using Portal.Tests.Exchange;
using Xunit;

namespace Portal.Tests.Corrections;

/// <summary>
/// Any sequence of corrections, cancellations, imports, merges and bulk corrections; taken back newest first, every step finds the ledger
/// as it was before it, and the history only grows.
/// </summary>
public sealed class UndoPropertyTests : IDisposable
{
    private const int Steps = 14;

    private readonly ImportFixture _at = new();
    private readonly List<LedgerPerson> _people = [.. Enumerable.Range(1, 5).Select(i => A.Person(residentNumber: $"000130000{i}", address: $"入船{i}丁目1番"))];
    private readonly CorrectionDesk _corrections;
    private readonly MergeDesk _merging;
    private readonly UnmergeDesk _unmerging;
    private readonly BulkFixDesk _bulk;
    private Random _random = new(0);

    public UndoPropertyTests()
    {
        _corrections = new(_at.Ledger, new RevisionSaving(_at.Ledger, ApprovalPolicy.None, _at.Time), _at.Time);
        (_merging, _unmerging, _bulk) = (new(_at.Ledger, _at.Time), new(_at.Ledger, _at.Time), new(_at.Ledger, _at.Time));
        _at.Ledger.Add([.. _people, .. _people.Select((p, i) => A.Dose(p, i < 3 ? 1 : 2, $"2021-0{i + 3}-11", lot: i % 2 == 0 ? "EX36I7" : "EX3617"))]);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _at.Dispose();

    [Theory, MemberData(nameof(Seeds))]
    public async Task TakenBackNewestFirst_EveryStepLeavesTheLedgerAsItWas_AndTheHistoryGrows(int seed)
    {
        _random = new(seed);
        List<(string What, string Before, Func<Task> Undo)> done = [];
        for (var step = 0; step < Steps; step++)
        {
            _at.Time.Advance(TimeSpan.FromHours(1));
            var before = await StateAsync();
            var (what, undo) = await ActAsync(step);
            if (undo is not null && before != await StateAsync())
            {
                done.Add((what, before, undo));
            }
        }

        Assert.True(done.Count >= 4, $"Only {done.Count} of {Steps} acts changed anything.");
        foreach (var (what, before, undo) in Enumerable.Reverse(done))
        {
            _at.Time.Advance(TimeSpan.FromHours(1));
            var history = await HistoryAsync();
            await undo();

            Assert.Equal((what, before), (what, await StateAsync()));
            Assert.True(await HistoryAsync() > history);
        }
    }

    private async Task<(string What, Func<Task>? Undo)> ActAsync(int step) => _random.Next(6) switch
    {
        0 => ("item of a person", await CorrectAsync(RecordKind.Person, await AnyPersonAsync(), "address", $"稲穂{_random.Next(1, 9)}丁目{step}番")),
        1 => ("item of a dose", await AnyDoseAsync() is { } dose ? await CorrectAsync(RecordKind.Dose, dose, "doctor", $"医師 {step}") : null),
        2 => ("cancellation", await AnyDoseAsync() is { } dose ? await CancelAsync(dose) : null),
        3 => ("import", await ImportAsync(step)),
        4 => ("merge", await MergeAsync()),
        _ => ("bulk correction", await FixAsync()),
    };

    private async Task<Func<Task>?> CorrectAsync(RecordKind kind, Guid id, string field, string text)
    {
        var opened = (await _corrections.OpenAsync(A.Clerk, kind, id))!;
        var outcome = await _corrections.CorrectAsync(A.Clerk, kind, id, Ask.For(opened.Texts, (field, text)));
        return () => RestoreAsync(Assert.IsType<CorrectionOutcome.Applied>(outcome).Revision.RevisionId);
    }

    private async Task<Func<Task>?> CancelAsync(Guid doseId)
    {
        var opened = (await _corrections.OpenAsync(A.Clerk, RecordKind.Dose, doseId))!;
        var outcome = await _corrections.CancelAsync(A.Clerk, RecordKind.Dose, doseId, Guid.CreateVersion7(), opened.Texts, Ask.Slip);
        return () => RestoreAsync(Assert.IsType<CorrectionOutcome.Applied>(outcome).Revision.RevisionId);
    }

    private async Task RestoreAsync(Guid revisionId)
    {
        var before = new VersionPoint(revisionId, Before: true);
        var opened = (await _corrections.OpenVersionAsync(A.Clerk, before))!;
        Assert.IsType<CorrectionOutcome.Applied>(await _corrections.RestoreAsync(A.Clerk, before, Guid.CreateVersion7(), opened.Now.Texts, Ask.Slip));
    }

    /// <summary>One resident who moved and one who is new.</summary>
    private async Task<Func<Task>?> ImportAsync(int step)
    {
        var run = await _at.ImportAsync(ImportKind.Residents, Csv.Lines(
            Csv.ResidentHeader,
            Csv.Resident($"000130000{_random.Next(1, 6)}", integrated: "", address: $"朝里{step}丁目"),
            Csv.Resident($"00014{step:D5}", name: $"鈴木 {step}", kana: "スズキ ゴロウ", birth: "19600101", integrated: "")));
        return () => _at.UndoDesk.UndoAsync(run.ImportRunId, "別の日のファイルだった", A.Manager, Stop);
    }

    private async Task<Func<Task>?> MergeAsync()
    {
        var (keeper, other) = (await AnyPersonAsync(), await AnyPersonAsync());
        if (keeper == other)
        {
            return null;
        }

        var order = new MergeOrder
        {
            MergeId = Guid.CreateVersion7(),
            KeeperId = keeper,
            OtherId = other,
            TakesFromOther = _random.Next(2) == 0 ? new HashSet<string> { "address" } : [],
            Grounds = new(ReasonKind.Duplicate, "転入で二重に登録"),
        };
        await _merging.MergeAsync(A.Manager, order);
        return () => _unmerging.UnmergeAsync(A.Manager, order.MergeId, new HashSet<Guid>(), order.Grounds);
    }

    private async Task<Func<Task>?> FixAsync()
    {
        var rows = (await _bulk.ProposeAsync(A.Clerk, FindingRule.Lot, Stop)).Rows;
        if (rows.Count == 0)
        {
            return null;
        }

        var id = Guid.CreateVersion7();
        await _bulk.RequestAsync(A.Clerk, id, FindingRule.Lot, rows.ToDictionary(r => r.DoseId, r => r.Proposal), "予診票のシールと照合した");
        await _bulk.ApproveAsync(A.Manager, id);
        return () => _bulk.UndoAsync(A.Manager, id, "別のロットの予診票だった");
    }

    private async Task<Guid> AnyPersonAsync()
    {
        await using var db = _at.Ledger.CreateDbContext();
        var ids = await db.People.Where(p => p.Status == RecordStatus.Active && p.MergedIntoId == null).OrderBy(p => p.LedgerPersonId).Select(p => p.LedgerPersonId).ToListAsync(Stop);
        return ids[_random.Next(ids.Count)];
    }

    private async Task<Guid?> AnyDoseAsync()
    {
        await using var db = _at.Ledger.CreateDbContext();
        var ids = await db.Doses.Where(d => d.Status == RecordStatus.Active).OrderBy(d => d.DoseId).Select(d => d.DoseId).ToListAsync(Stop);
        return ids.Count == 0 ? null : ids[_random.Next(ids.Count)];
    }

    private async Task<int> HistoryAsync()
    {
        await using var db = _at.Ledger.CreateDbContext();
        return await db.Revisions.CountAsync(Stop);
    }

    /// <summary>Everything that stands: each item of each person and dose, whose it is, and what is found in it.</summary>
    private async Task<string> StateAsync()
    {
        await using var db = _at.Ledger.CreateDbContext();
        var people = await db.People.AsNoTracking().Include(p => p.Residence).Where(p => p.Status == RecordStatus.Active).OrderBy(p => p.LedgerPersonId).ToListAsync(Stop);
        var doses = await db.Doses.AsNoTracking().Where(d => d.Status == RecordStatus.Active).OrderBy(d => d.DoseId).ToListAsync(Stop);
        var findings = await db.FindingRecords.AsNoTracking().Where(f => f.State == FindingState.Open).OrderBy(f => f.LedgerPersonId).ThenBy(f => f.DoseId).ThenBy(f => f.Rule)
            .Select(f => $"{f.LedgerPersonId} {f.DoseId} {f.Rule} {f.Facts}").ToListAsync(Stop);
        return string.Join('\n', people.Select(p => $"{p.LedgerPersonId} {p.MergedIntoId} {Words(LedgerRecord.Of(p))}")
            .Concat(doses.Select(d => $"{d.DoseId} {d.LedgerPersonId} {Words(LedgerRecord.Of(d))}")).Concat(findings));
    }

    private static string Words(LedgerRecord record) => string.Join('|', record.Texts().OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}={t.Value}"));
}
