using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Media;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.Media;

/// <summary>媒体の使用 — applied for, decided by somebody else, handed over and back, erased before a witness.</summary>
public sealed class MediumUseDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    /// <summary>Media in order that nobody uses now. Writes only a denial.</summary>
    public async Task<IReadOnlyList<Medium>> ChoicesAsync(Staff by, CancellationToken ct = default)
    {
        await dbFactory.DemandAsync(by, Permission.MediumRequest, Operation.MediumUseRequested, Now, cancellationToken: ct);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        return await Free(db).ToListAsync(ct);
    }

    internal static IQueryable<Medium> Free(PortalDb db) => db.Media.AsNoTracking()
        .Where(m => m.State == MediumState.Stored && m.Encryption != MediumEncryption.None && !MediaSearch.Open(db).Any(u => u.MediumId == m.MediumId))
        .OrderBy(m => m.Number).ThenBy(m => m.MediumId);

    /// <summary>申請</summary>
    /// <exception cref="RuleException">Something is missing, or the medium cannot be had.</exception>
    public async Task<Guid> ApplyAsync(Staff by, MediumApplication asked)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.MediumRequest, Operation.MediumUseRequested, now);
        asked.Demand(JapanTime.DayOf(now));
        await using var db = await dbFactory.CreateDbContextAsync();
        var medium = await db.Media.AsNoTracking().SingleOrDefaultAsync(m => m.MediumId == asked.MediumId)
            ?? throw new RuleException("この媒体は見つかりません。画面を開き直してください。");
        var open = await MediaSearch.Open(db).AsNoTracking().SingleOrDefaultAsync(u => u.MediumId == medium.MediumId);
        var use = MediumUse.Apply(by, medium, open, (await db.MediumUses.MaxAsync(u => (int?)u.Number) ?? 0) + 1, asked, now);
        db.Add(use);
        db.Add(OperationLogEntry.For(
            by, now, Operation.MediumUseRequested, subjectId: use.MediumUseId, purpose: use.Purpose,
            detail: $"{Words(use, medium)} {use.PlannedFiles}ファイル {use.PlannedRows}件 消去期限 {use.EraseBy:yyyy-MM-dd}"));
        await db.SaveMediaAsync();
        return use.MediumUseId;
    }

    /// <summary>取下げ of one's own.</summary>
    public Task WithdrawAsync(Staff by, Guid mediumUseId, Guid version) =>
        ActAsync(by, Permission.MediumRequest, Operation.MediumUseWithdrawn, mediumUseId, version, async (db, use, _, now) =>
        {
            use.Withdraw(by, await db.MediumFiles.AnyAsync(f => f.MediumUseId == use.MediumUseId), now);
            return null;
        });

    /// <summary>承認 of somebody else's.</summary>
    public Task ApproveAsync(Staff by, Guid mediumUseId, Guid version, string? note) =>
        ActAsync(by, Permission.MediumApprove, Operation.MediumUseApproved, mediumUseId, version, (_, use, medium, now) => Done(() => use.Approve(by, medium, note, now), () => use.DecisionNote));

    /// <summary>差戻し of somebody else's, with the reason.</summary>
    public Task ReturnAsync(Staff by, Guid mediumUseId, Guid version, string? note) =>
        ActAsync(by, Permission.MediumApprove, Operation.MediumUseReturned, mediumUseId, version, (_, use, _, now) => Done(() => use.Return(by, note, now), () => use.DecisionNote));

    /// <summary>持出し, to somebody by name.</summary>
    public Task HandOverAsync(Staff by, Guid mediumUseId, Guid version, string? to) =>
        ActAsync(by, Permission.MediumManage, Operation.MediumMoved, mediumUseId, version, (_, use, medium, now) => Done(() => use.HandOver(by, medium, to, now)), use => $" 持出し 申請 {use.ApplicantName}、記録 {by.Name}");

    /// <summary>返却</summary>
    public Task TakeBackAsync(Staff by, Guid mediumUseId, Guid version) =>
        ActAsync(by, Permission.MediumManage, Operation.MediumMoved, mediumUseId, version, (_, use, medium, now) => Done(() => use.TakeBack(by, medium, now)), use => $" 返却 申請 {use.ApplicantName}、記録 {by.Name}");

    /// <summary>Who may be witness: everybody on the staff list but oneself. Writes only a denial.</summary>
    public async Task<IReadOnlyList<PossibleWitness>> WitnessesAsync(Staff by, CancellationToken ct = default)
    {
        await dbFactory.DemandAsync(by, Permission.MediumManage, Operation.MediumErased, Now, cancellationToken: ct);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        return [.. (await MediaSearch.Witnesses(db, JapanTime.DayOf(Now)).ToListAsync(ct)).Where(w => w.StaffMemberId != by.StaffMemberId)];
    }

    /// <summary>消去, before a witness.</summary>
    /// <param name="by">Who erased.</param>
    /// <param name="mediumUseId">Which use ends.</param>
    /// <param name="version">As the page saw it.</param>
    /// <param name="method">How.</param>
    /// <param name="witnessId">Another member of staff.</param>
    public Task EraseAsync(Staff by, Guid mediumUseId, Guid version, ErasureMethod? method, Guid? witnessId) =>
        ActAsync(by, Permission.MediumManage, Operation.MediumErased, mediumUseId, version, async (db, use, medium, now) =>
        {
            var today = JapanTime.DayOf(now);
            var witness = await MediaSearch.Witnesses(db, today).AnyAsync(w => w.StaffMemberId == witnessId)
                ? await db.StaffMembers.AsNoTracking().SingleAsync(s => s.StaffMemberId == witnessId)
                : null;
            use.Erase(by, medium, method, witness, now);
            return null;
        }, use => $" {use.ErasureMethod?.Label()} 申請 {use.ApplicantName}、消去 {use.ErasedByName}、立会 {use.WitnessName}");

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task ActAsync(
        Staff by, Permission permission, Operation operation, Guid mediumUseId, Guid version, Func<PortalDb, MediumUse, Medium, DateTime, Task<string?>> act,
        Func<MediumUse, string>? detail = null)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, permission, operation, now, mediumUseId);
        await using var db = await dbFactory.CreateDbContextAsync();
        var use = await db.MediumUses.SingleOrDefaultAsync(u => u.MediumUseId == mediumUseId) ?? throw new RuleException("この媒体の使用は見つかりません。一覧を開き直してください。");
        MediaConflict.Demand(use.Version, version);
        var medium = await db.Media.SingleAsync(m => m.MediumId == use.MediumId);
        var words = await act(db, use, medium, now);
        db.Add(OperationLogEntry.For(by, now, operation, subjectId: mediumUseId, detail: Words(use, medium) + detail?.Invoke(use), purpose: words));
        await db.SaveMediaAsync();
    }

    private static Task<string?> Done(Action act, Func<string?>? words = null)
    {
        act();
        return Task.FromResult(words?.Invoke());
    }

    private static string Words(MediumUse use, Medium medium) => $"使用第{use.Number}号 媒体 {medium.Number}";
}
