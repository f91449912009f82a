using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Media;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.Media;

/// <summary>電子媒体 — entering, changing, losing, finding and discarding one.</summary>
public sealed class MediumDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    /// <summary>登録</summary>
    /// <exception cref="RuleException">Something is missing, or the number is taken.</exception>
    public async Task<Guid> EnterAsync(Staff by, MediumEntry entry)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.MediumManage, Operation.MediumSaved, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var medium = Medium.Enter(entry, now);
        await DemandFreeAsync(db, medium);
        db.Add(medium);
        db.Add(OperationLogEntry.For(by, now, Operation.MediumSaved, subjectId: medium.MediumId, detail: $"登録 {Words(medium)}"));
        await db.SaveMediaAsync();
        return medium.MediumId;
    }

    /// <summary>変更</summary>
    /// <param name="by">The administrator.</param>
    /// <param name="mediumId">Which.</param>
    /// <param name="version">As the page saw it.</param>
    /// <param name="entry">As typed.</param>
    public Task ChangeAsync(Staff by, Guid mediumId, Guid version, MediumEntry entry) => ActAsync(by, Operation.MediumSaved, mediumId, version, async (db, medium, _, _) =>
    {
        medium.Describe(entry);
        await DemandFreeAsync(db, medium);
        return $"変更 {Words(medium)}";
    });

    /// <summary>紛失, at once.</summary>
    public Task LoseAsync(Staff by, Guid mediumId, Guid version, string? reason) =>
        StateAsync(by, mediumId, version, (medium, _, now) => medium.Lose(by, reason, now));

    /// <summary>紛失への対応: whom it was reported to.</summary>
    public Task SettleLossAsync(Staff by, Guid mediumId, Guid version, string? report) => ActAsync(by, Operation.MediumStateChanged, mediumId, version, (_, medium, _, now) =>
    {
        medium.SettleLoss(by, report, now);
        return Task.FromResult($"紛失への対応 {medium.Number}");
    });

    /// <summary>発見</summary>
    public Task FindAsync(Staff by, Guid mediumId, Guid version, string? reason) =>
        StateAsync(by, mediumId, version, (medium, open, now) => medium.Find(by, open, reason, now));

    /// <summary>廃棄, for good.</summary>
    public Task DiscardAsync(Staff by, Guid mediumId, Guid version, string? reason) =>
        StateAsync(by, mediumId, version, (medium, open, now) => medium.Discard(by, open, reason, now));

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private Task StateAsync(Staff by, Guid mediumId, Guid version, Action<Medium, MediumUse?, DateTime> act) =>
        ActAsync(by, Operation.MediumStateChanged, mediumId, version, (_, medium, open, now) =>
        {
            act(medium, open, now);
            return Task.FromResult($"{medium.State.Label()} {medium.Number}{(open is null ? "" : $" 使用第{open.Number}号")}");
        });

    private async Task ActAsync(Staff by, Operation operation, Guid mediumId, Guid version, Func<PortalDb, Medium, MediumUse?, DateTime, Task<string>> act)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.MediumManage, operation, now, mediumId);
        await using var db = await dbFactory.CreateDbContextAsync();
        var medium = await db.Media.SingleOrDefaultAsync(m => m.MediumId == mediumId) ?? throw new RuleException("この媒体は見つかりません。一覧を開き直してください。");
        MediaConflict.Demand(medium.Version, version);
        var open = await MediaSearch.Open(db).SingleOrDefaultAsync(u => u.MediumId == mediumId);
        var detail = await act(db, medium, open, now);
        db.Add(OperationLogEntry.For(by, now, operation, subjectId: mediumId, detail: detail, purpose: operation is Operation.MediumStateChanged ? Why(medium, detail) : null));
        await db.SaveMediaAsync();
    }

    private static string? Why(Medium medium, string detail) => detail.StartsWith("紛失への対応", StringComparison.Ordinal) ? medium.LossReport : medium.StateReason;

    private static async Task DemandFreeAsync(PortalDb db, Medium medium)
    {
        if (await db.Media.AnyAsync(m => m.Number == medium.Number && m.MediumId != medium.MediumId))
        {
            throw new RuleException($"管理番号「{medium.Number}」の媒体はすでにあります。別の番号を入力してください。");
        }
    }

    private static string Words(Medium medium) => $"{medium.Number} {medium.Kind.Label()} 暗号化 {medium.Encryption.Label()} {medium.Place}";
}

/// <summary>Two people at one medium or use.</summary>
internal static class MediaConflict
{
    private const string Words = "ほかの職員が同時に変更しました。画面を開き直してください。";

    /// <exception cref="RuleException">What the page saw is not what is there.</exception>
    public static void Demand(Guid there, Guid seen)
    {
        if (there != seen)
        {
            throw new RuleException(Words);
        }
    }

    /// <exception cref="RuleException">A version, a number, or the one use a medium may have was taken between our look and our save.</exception>
    public static async Task SaveMediaAsync(this PortalDb db, CancellationToken ct = default)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failed) when (failed is DbUpdateConcurrencyException || failed.Entries.Any(e => e.Entity is Medium or MediumUse))
        {
            throw new RuleException(Words);
        }
    }
}
