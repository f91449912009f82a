using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Domain.Safeguards;
using Portal.Features.Accounts;
using Portal.Features.Accounts.Personnel;
using Portal.Features.Accounts.Reviews;
using Portal.Features.Accounts.SignIn;

namespace Portal.Features.Safeguards.Proof;

/// <summary>利用者IDの証拠 — who may enter with which rights, how that ends, how it is looked at again.</summary>
public sealed class AccountProof(IDbContextFactory<PortalDb> dbFactory, PasswordPolicy passwords, PersonnelWork personnel, ReviewSearch reviews, TimeProvider time)
{
    /// <summary>The state of the reviews is the same for everybody; what waits for one person is not asked here.</summary>
    private static readonly Staff Nobody = new("", "", "", "", new HashSet<Permission>());

    public async Task<TodaysEvidence> PasswordsAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var active = await Active(db).Select(a => a.AccountKey).ToListAsync(cancellationToken);
        var changed = await Chosen(db).ToDictionaryAsync(c => c.CredentialId, c => c.ChangedAt, cancellationToken);
        if (passwords.MaxAgeDays == 0)
        {
            return TodaysEvidence.Watch($"パスワードの最長有効日数を設けていません（設定 SignIn:PasswordMaxAgeDays）。使用中のID {active.Count:N0}件");
        }

        var now = time.Utc();
        var overdue = active.Count(key => changed.GetValueOrDefault(Credential.IdOf(key)) is { } at && passwords.IsTooOld(at, now));
        return TodaysEvidence.Of(false, overdue > 0, $"パスワードの最長有効日数 {passwords.MaxAgeDays}日、超過 {overdue:N0}件{(overdue > 0 ? "（次のサインインで変更するまで使えません）" : "")}");
    }

    public async Task<TodaysEvidence> OperatorsAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var since = time.RecentStart();
        var signIns = await db.OperationLog.CountAsync(e => e.Operation == Operation.SignedIn && e.Result == OperationResult.Done && e.At >= since, cancellationToken);
        var unknown = await Unknown(db, since).CountAsync(cancellationToken);
        return TodaysEvidence.Of(unknown > 0, false, $"直近{ProofClock.RecentDays}日のサインイン {signIns:N0}回。操作した職員の分からない行 {unknown:N0}件");
    }

    public async Task<TodaysEvidence> RightsAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var accounts = await Active(db).Include(a => a.Adjustments).Include(a => a.Members).AsSplitQuery().ToListAsync(cancellationToken);
        var (now, today) = (time.Utc(), time.Today());
        var unapproved = accounts.Count(a => a.ApprovedByName is null || a.IssuedAt is null);
        var both = accounts
            .SelectMany(a => PeopleOf(a, today).Select(person => (Person: person, Rights: RightsOf(a, now))))
            .GroupBy(p => p.Person, p => p.Rights)
            .Count(person => person.SelectMany(r => r).ToHashSet() is var rights && rights.Contains(Permission.AccountIssue) && rights.Any(r => r.ReachesLedger()));
        var extras = accounts.SelectMany(a => a.Adjustments).Count(a => a.Effect == AdjustmentEffect.Extra && a.HoldsAt(now));
        return TodaysEvidence.Of(
            unapproved > 0 || both > 0, false,
            $"使用中のID {accounts.Count:N0}件{(unapproved == 0 ? "すべてに承認と発行の記録あり" : $"のうち{unapproved:N0}件に承認か発行の記録なし")}。IDの発行と台帳の権限を併せ持つ職員 {both:N0}人。個別に追加した権限 {extras:N0}件");
    }

    public async Task<TodaysEvidence> LeaversAsync(CancellationToken cancellationToken)
    {
        var open = await personnel.OpenAsync(cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var since = time.RecentStart();
        var ended = await db.OperationLog.CountAsync(e => e.Operation == Operation.PersonnelSwept && e.Result == OperationResult.Done && e.At >= since, cancellationToken);
        return OfOpen("未確認の異動", open, $"。直近{ProofClock.RecentDays}日に発令日の0時の処理 {ended:N0}件");
    }

    /// <summary>Also of shared IDs.</summary>
    internal static TodaysEvidence OfOpen(string what, IReadOnlyList<PersonnelWorkLine> open, string more = "")
    {
        var overdue = open.Count(l => l.IsOverdue);
        var next = open.Where(l => !l.IsOverdue).MinBy(l => l.Event.EffectiveOn);
        return TodaysEvidence.Of(
            overdue > 0, open.Count > 0,
            $"{what} {open.Count:N0}件{(overdue > 0 ? $"（うち発令日を過ぎたもの {overdue:N0}件）" : "")}{(next is null ? "" : $"（次は{JapaneseDate.Format(next.Event.EffectiveOn)}発令）")}{more}");
    }

    public async Task<TodaysEvidence> ReviewAsync(CancellationToken cancellationToken)
    {
        var state = await reviews.StateAsync(Nobody, cancellationToken);
        var last = state.Last is { } closed ? $"前回の棚卸 {time.Ago(closed.OpenedAt)}（対象{closed.Lines:N0}件、停止{closed.Stops:N0}件）" : "棚卸はまだ締められていません";
        var next = (state.Open, state.NextDueOn) switch
        {
            ({ } open, _) => $"第{open.Number}回を判定中、{open.Lines:N0}件中{open.Decided:N0}件（回答期限 {JapaneseDate.Format(open.DueOn)}）",
            (_, { } due) => $"次の期限 {JapaneseDate.Format(due)}",
            _ => "対象のIDなし",
        };
        return TodaysEvidence.Of(state.IsOverdue, state.IsPastAnswerDay || state.Last is null, $"{last}。{next}");
    }

    public async Task<TodaysEvidence> UnneededAsync(CancellationToken cancellationToken)
    {
        var state = await reviews.StateAsync(Nobody, cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var now = time.Utc();
        var unused = (await AccountSearch.ListAsync(db, AccountListView.Unused90, null, now, cancellationToken)).Count;
        var (today, before) = (time.Today(), time.RecentStart());
        var ended = await Active(db).CountAsync(a => a.ValidUntil < today, cancellationToken);
        var stopped = await db.OperationLog.CountAsync(
            e => (e.Operation == Operation.AccountRevoked || e.Operation == Operation.AccountSuspended) && e.Result == OperationResult.Done && e.At >= before, cancellationToken);
        return TodaysEvidence.Of(
            false, unused > 0 || ended > 0 || state.OpenChanges > 0,
            $"90日以上使われていないID {unused:N0}件、期限の切れたID {ended:N0}件、棚卸で「変更」としたまま {state.OpenChanges:N0}件。直近{ProofClock.RecentDays}日の停止・失効 {stopped:N0}件");
    }

    public async Task<TodaysEvidence> StoppingAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var suspended = await db.Accounts.CountAsync(a => a.State == AccountState.Suspended, cancellationToken);
        var issuers = (await Active(db).ToListAsync(cancellationToken)).Count(a => RolePermissions.Of(a.Roles).Contains(Permission.AccountIssue));
        return TodaysEvidence.Of(issuers == 0, issuers == 1, $"停止中のID {suspended:N0}件。停止できる指定管理者 {issuers:N0}人{(issuers == 1 ? "（不在のときに停止できません）" : "")}");
    }

    internal static IQueryable<Account> Active(PortalDb db) => db.Accounts.AsNoTracking().Where(a => a.State == AccountState.Active).OrderBy(a => a.AccountKey);

    /// <summary>When each password in use was chosen; one-time codes run out by themselves.</summary>
    public static IQueryable<ChosenPassword> Chosen(PortalDb db) => db.Credentials.AsNoTracking()
        .Where(c => c.PasswordHash != null && c.CodeExpiresAt == null).OrderBy(c => c.Id).Select(c => new ChosenPassword(c.Id, c.PasswordChangedAt));

    /// <summary>Acts no person stands behind, without those of the server itself and of a terminal that registers.</summary>
    public static IQueryable<OperationLogEntry> Unknown(PortalDb db, DateTime since) => db.OperationLog.AsNoTracking().Where(e =>
        e.At >= since && e.Result == OperationResult.Done && e.StaffMemberId == null && e.AccountId != "system" && e.AccountId != "terminal");

    private static IEnumerable<Guid> PeopleOf(Account account, DateOnly today) =>
        account.StaffMemberId is { } holder ? [holder] : account.MembersOn(today).Select(m => m.StaffMemberId);

    private static IEnumerable<Permission> RightsOf(Account account, DateTime now) => RolePermissions.Of(account.Roles)
        .Concat(account.Adjustments.Where(a => a.Effect == AdjustmentEffect.Extra && a.HoldsAt(now)).Select(a => a.Permission));
}

/// <summary>When the password or PIN of a credential was chosen.</summary>
public sealed record ChosenPassword(string CredentialId, DateTime? ChangedAt);
