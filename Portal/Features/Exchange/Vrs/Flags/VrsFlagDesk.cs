using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Exchange.Vrs.Flags;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Portal.Features.Exchange.Runs;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.Vrs.Flags;

/// <summary>A run of flags and one page of its differences.</summary>
/// <param name="Run">The file as it was taken.</param>
/// <param name="Counts">How many differences there are, by view; all of the run together.</param>
/// <param name="Rows">Of the view on screen.</param>
/// <param name="HasMore">Whether another page follows.</param>
public sealed record OpenVrsFlags(ExchangeRun Run, IReadOnlyDictionary<VrsFlagView, int> Counts, IReadOnlyList<VrsFlagRow> Rows, bool HasMore)
{
    public int Differences => Counts.Values.Sum();
}

/// <summary>転出・死亡フラグの相違 — shown, taken as a revision of the person's residence, or declined with a reason.</summary>
public sealed class VrsFlagDesk(IDbContextFactory<PortalDb> dbFactory, RevisionSaving saving, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>The runs, the newest first; nobody's record is in them.</summary>
    public async Task<IReadOnlyList<ExchangeRun>> RunsAsync(Staff by, CancellationToken ct = default)
    {
        await dbFactory.DemandAsync(by, Permission.LedgerView, Operation.VrsFlagsShown, Now, cancellationToken: ct);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        return await VrsFlagSearch.Newest(db).ToListAsync(ct);
    }

    /// <param name="by">Who looks.</param>
    /// <param name="runId">Which run.</param>
    /// <param name="view">Which of its differences.</param>
    /// <param name="after">See <see cref="VrsFlagSearch.Rows"/>.</param>
    /// <param name="ct">Of the page.</param>
    /// <returns>Null where there is no such run.</returns>
    public async Task<OpenVrsFlags?> OpenAsync(Staff by, Guid runId, VrsFlagView view = VrsFlagView.Open, int after = 0, CancellationToken ct = default)
    {
        var now = Now;
        var today = JapanTime.DayOf(now);
        await dbFactory.DemandForAsync(by, Permission.LedgerView, Operation.VrsFlagsShown, now, runId, ct);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        if (await VrsFlagSearch.Runs(db).SingleOrDefaultAsync(r => r.ExchangeRunId == runId, ct) is not { } run)
        {
            await dbFactory.LogMissingAsync(by, Operation.VrsFlagsShown, runId, now);
            return null;
        }

        Dictionary<VrsFlagView, int> counts = [];
        foreach (var each in Enum.GetValues<VrsFlagView>())
        {
            counts[each] = await VrsFlagSearch.Part(db, runId, each, today).CountAsync(ct);
        }

        var found = await VrsFlagSearch.Rows(db, runId, view, after, today).ToListAsync(ct);
        var rows = found[..Math.Min(found.Count, VrsFlagSearch.PageSize)];
        var people = rows.Select(r => r.Difference.LedgerPersonId).OfType<Guid>().Distinct().ToList();
        db.Add(OperationLogEntry.For(
            by, now, Operation.VrsFlagsShown, people is [var only] ? only : null, runId, $"連携 {run.Number} {view.Label()} {counts[view]}件中{rows.Count}件 {people.Count}人"));
        await db.SaveChangesAsync(ct);
        return new(run, counts, rows, found.Count > rows.Count);
    }

    /// <summary>採用: the flag becomes a 転出 or 死亡 of the ledger, like one recorded on the person's page.</summary>
    /// <exception cref="RuleException">Decided by now, nothing a flag could record, or the residence does not allow it.</exception>
    public async Task<CorrectionOutcome> AcceptAsync(Staff by, Guid differenceId, Guid seen, string? reason)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.RecordCorrect, Operation.VrsFlagAccepted, now, differenceId);
        var stated = StatedPurpose.Demand("採用の理由", reason);
        await using var look = await dbFactory.CreateDbContextAsync();
        var row = await LoadAsync(look.VrsFlagDifferences.AsNoTracking(), differenceId);
        if (row is not { LedgerPersonId: { } personId, Flag: not VrsFlag.None, FlaggedOn: { } day })
        {
            throw new RuleException(row.LedgerPersonId is null
                ? "人が決まらない行は採用できません。番号を確かめ、理由を付けて見送ってください。"
                : "この行からは記録できません（フラグなし、または異動日なし）。個人票の「転出・死亡」で記録するか、理由を付けて見送ってください。");
        }

        row.DemandDayHasCome(JapanTime.DayOf(now));
        var revisionId = Guid.CreateVersion7(now);
        var outcomes = await saving.SaveTogetherAsync(
            by, [new(RecordKind.Person, personId, revisionId, (record, _) => Ask(record, row.Flag, day, revisionId, $"VRS のフラグ: {stated}", JapanTime.DayOf(now)))],
            async db =>
            {
                (await LoadAsync(db.VrsFlagDifferences, differenceId)).Accept(seen, revisionId, by, stated, now);
                db.Add(OperationLogEntry.For(by, now, Operation.VrsFlagAccepted, personId, differenceId, purpose: stated));
            });
        return outcomes[0] is CorrectionOutcome.Conflict or CorrectionOutcome.AlreadyPending
            ? throw new RuleException("この人の転出・死亡には承認待ちの申請があるか、いま変わったところです。個人票を確かめてください。")
            : outcomes[0];
    }

    /// <summary>見送り, with the reason.</summary>
    /// <exception cref="RuleException">Decided by now, or no reason.</exception>
    public async Task DeclineAsync(Staff by, Guid differenceId, Guid seen, string? reason)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.RecordCorrect, Operation.VrsFlagDeclined, now, differenceId);
        await using var db = await dbFactory.CreateDbContextAsync();
        var row = await LoadAsync(db.VrsFlagDifferences, differenceId);
        row.Decline(seen, by, reason, now);
        db.Add(OperationLogEntry.For(by, now, Operation.VrsFlagDeclined, row.LedgerPersonId, differenceId, purpose: row.Reason));
        await ExchangeDesk.SaveAsync(db);
    }

    private static CorrectionRequest Ask(LedgerRecord record, VrsFlag flag, DateOnly day, Guid revisionId, string reason, DateOnly today)
    {
        var person = ResidenceDesk.AsSeen(record, record[RecordItems.Residence]);
        var change = flag == VrsFlag.Died ? ResidenceChange.Died(person, day, today) : ResidenceChange.MoveOut(person, day, today);
        return new()
        {
            RevisionId = revisionId,
            Act = RevisionAct.Flag,
            Seen = new Dictionary<string, string?> { [RecordItems.Residence] = record[RecordItems.Residence] },
            Wanted = new Dictionary<string, string?> { [RecordItems.Residence] = change.Text },
            Grounds = new(ReasonKind.Other, reason),
        };
    }

    private static async Task<VrsFlagDifference> LoadAsync(IQueryable<VrsFlagDifference> rows, Guid differenceId) =>
        await rows.SingleOrDefaultAsync(d => d.VrsFlagDifferenceId == differenceId) ?? throw new RuleException("この行は見つかりません。画面を開き直してください。");
}
