using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;

namespace Portal.Features.Accounts;

/// <summary>Which IDs the list shows.</summary>
public enum AccountListView
{
    /// <summary>すべて</summary>
    All,

    /// <summary>申請・承認待ち</summary>
    Waiting,

    /// <summary>未発行</summary>
    Unissued,

    /// <summary>使用中</summary>
    Current,

    /// <summary>90日以上未使用</summary>
    Unused90,

    /// <summary>未使用: issued, and never signed in with.</summary>
    Never,

    /// <summary>30日以内に期限</summary>
    Expiring,

    /// <summary>停止・終了</summary>
    Ended,
}

/// <summary>The list of IDs, narrowed by the database.</summary>
public static class AccountSearch
{
    /// <summary>More than an office has; a list beyond it says so.</summary>
    public const int MaxRows = 1000;

    /// <summary>Every view with its word in the address and its title, in the order they stand above the list.</summary>
    public static IReadOnlyList<(AccountListView View, string Word, string Title)> Views { get; } =
    [
        (AccountListView.All, "all", "すべて"),
        (AccountListView.Waiting, "waiting", "申請・承認待ち"),
        (AccountListView.Unissued, "unissued", "未発行"),
        (AccountListView.Current, "current", "使用中"),
        (AccountListView.Unused90, "unused90", "90日以上未使用"),
        (AccountListView.Never, "never", "未使用"),
        (AccountListView.Expiring, "expiring", "30日以内に期限"),
        (AccountListView.Ended, "ended", "停止・終了"),
    ];

    /// <summary>An unknown word is the whole list.</summary>
    public static AccountListView Named(string? word) => Views.FirstOrDefault(v => v.Word == word).View;

    public static string TitleOf(AccountListView view) => Views.Single(v => v.View == view).Title;

    public static async Task<IReadOnlyList<AccountRow>> ListAsync(
        PortalDb db, AccountListView view, string? text, DateTime now, CancellationToken cancellationToken = default)
    {
        var accounts = await Accounts(db, view, text, now).ToListAsync(cancellationToken);
        List<Guid> ids = [.. accounts.Select(PersonOf).Distinct()];
        var people = await db.StaffMembers.AsNoTracking().Include(s => s.Events).Where(s => ids.Contains(s.StaffMemberId)).ToDictionaryAsync(s => s.StaffMemberId, cancellationToken);
        // Whether a holder has gone by an event follows rules the database does not know.
        return [.. accounts.Select(a => new AccountRow(a, people[PersonOf(a)], now)).Where(row => Fits(row, view))];
    }

    public static IQueryable<Account> Accounts(PortalDb db, AccountListView view, string? text, DateTime now)
    {
        var accounts = Of(db, db.Accounts.AsNoTracking().Include(a => a.Adjustments).Include(a => a.Members).Include(a => a.Changes).AsSplitQuery(), view, now);
        var words = Fold.Compact(text);
        if (words.Length > 0)
        {
            var (id, kana) = (LoginId.Fold(text), StaffMemberEntry.Katakana(words));
            accounts = accounts.Where(a => a.AccountId.Contains(id) || a.SharedName!.Contains(words) || db.StaffMembers.Any(s =>
                (s.StaffMemberId == a.StaffMemberId || s.StaffMemberId == a.OwnerId)
                && (s.Name.Replace(" ", "").Contains(words) || s.Kana.Replace(" ", "").Contains(kana) || s.Department.Contains(words) || s.StaffNumber == words)));
        }

        return accounts.OrderBy(a => a.AccountId).Take(MaxRows);
    }

    private static IQueryable<Account> Of(PortalDb db, IQueryable<Account> accounts, AccountListView view, DateTime now)
    {
        var today = JapanTime.DayOf(now);
        var soon = today.AddDays(AccountRow.ExpiringDays);
        // The first moment of the day after the last one that counts: 90 days ago by the calendar, as the column says it.
        var since = JapanTime.ToUtc(today.AddDays(1 - AccountRow.UnusedDays).ToDateTime(TimeOnly.MinValue));
        return view switch
        {
            AccountListView.All => accounts,
            AccountListView.Waiting => accounts.Where(a => a.State == AccountState.Requested || a.Changes.Any(c => c.State == AccountChangeState.Waiting)),
            AccountListView.Unissued => accounts.Where(a => a.State == AccountState.Approved),
            AccountListView.Current => accounts.Where(a => a.State == AccountState.Active && a.ValidUntil >= today),
            AccountListView.Unused90 => accounts.Where(a => a.State == AccountState.Active && a.ValidUntil >= today
                && (a.LastSignInAt < since || (a.LastSignInAt == null && a.IssuedAt < since))),
            AccountListView.Never => accounts.Where(a => a.State == AccountState.Active && a.ValidUntil >= today && a.LastSignInAt == null),
            AccountListView.Expiring => accounts.Where(a => (a.State == AccountState.Active || a.State == AccountState.Suspended) && a.ValidUntil >= today && a.ValidUntil <= soon),
            AccountListView.Ended => accounts.Where(a => a.State == AccountState.Suspended || a.State == AccountState.Revoked || a.State == AccountState.Returned
                || (a.State == AccountState.Active && a.ValidUntil < today)
                || db.PersonnelEvents.Any(e => e.StaffMemberId == a.StaffMemberId && e.CancelledAt == null && e.EffectiveOn <= today)),
            _ => throw new ArgumentOutOfRangeException(nameof(view)),
        };
    }

    private static bool Fits(AccountRow row, AccountListView view) => view switch
    {
        AccountListView.Current or AccountListView.Unused90 or AccountListView.Never => row.IsCurrent,
        AccountListView.Ended => !row.IsCurrent && row.Account.State is not (AccountState.Requested or AccountState.Approved),
        _ => true,
    };

    private static Guid PersonOf(Account account) => account.StaffMemberId ?? account.OwnerId!.Value;
}
