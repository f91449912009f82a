namespace Portal.Domain.Accounts;

public partial class Account
{
    /// <summary>A first administrator who starts in March must not end on the thirty-first.</summary>
    private const int FirstMonths = 3;

    /// <summary>
    /// 最初の指定管理者: requested, approved and issued in one act. There is nobody yet who could approve, which is the only time
    /// one pair of hands may do all three, and it says so in the history.
    /// </summary>
    /// <param name="by">The system itself, from its command line.</param>
    /// <param name="accountId">What is typed at the sign-in.</param>
    /// <param name="holder">Of the staff list.</param>
    /// <param name="administrators">Every account of the role, with its holder.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RuleException">A person acts, or somebody there already can issue IDs.</exception>
    public static Account IssueFirst(
        Staff by, string accountId, StaffMember holder, IEnumerable<(Account Account, StaffMember Holder)> administrators, DateTime now)
    {
        if (by.StaffMemberId is not null)
        {
            throw new RuleException("最初の指定管理者は、サーバーのコマンドからだけ発行できます。");
        }

        if (Administrators.Current(administrators, now) is [var (current, _), ..])
        {
            throw new RuleException($"指定管理者のID「{current.AccountId}」がすでに使われています。画面から申請し、承認を受けて発行してください。");
        }

        var today = JapanTime.DayOf(now);
        var account = Request(
            by, accountId, holder, [Role.Administrator], FiscalYear.LastDayOf(today.AddMonths(FirstMonths)), "承認できる指定管理者がまだいないため、コマンドで発行", now);
        (account.State, account.ApprovedByName) = (AccountState.Approved, by.Name);
        account.Note(by, AccountActKind.Approved, now, detail: "承認できる職員がまだいません");
        account.Issue(by, now);
        return account;
    }
}
