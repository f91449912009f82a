using Portal.Domain;
using Portal.Domain.Accounts;
using Xunit;

namespace Portal.Tests.Accounts;

public class FirstAdministratorTests
{
    private static readonly Staff System = Staff.System("server");

    [Fact]
    public void WithNobodyToApprove_TheSystemIssuesTheFirst_AndTheHistorySaysWhy()
    {
        var account = Account.IssueFirst(System, "nakamura", AnAccount.Person(), [], A.Now);

        Assert.Equal((AccountState.Active, Role.Administrator, true), (account.State, Assert.Single(account.Roles), account.PasswordChangeDue));
        Assert.Equal([AccountActKind.Requested, AccountActKind.Approved, AccountActKind.Issued], account.History.Select(h => h.Kind));
        Assert.Contains("承認できる指定管理者がまだいない", account.History[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void APerson_CannotDoAllThreeSteps() =>
        Assert.Throws<RuleException>(() => Account.IssueFirst(AnAccount.Administrator, "nakamura", AnAccount.Person(), [], A.Now));

    [Fact]
    public void WhileOneCanIssue_ThereIsNoFirst_AndOnceTheLastHasRunOutThereIs()
    {
        var person = AnAccount.Person();
        (Account, StaffMember)[] all = [(AnAccount.For(person, "nakamura", Role.Administrator), person)];

        var refused = Assert.Throws<RuleException>(() => Account.IssueFirst(System, "kimura", AnAccount.Person(), all, A.Now));
        Assert.Contains("「nakamura」", refused.Message, StringComparison.Ordinal);

        Assert.Equal(AccountState.Active, Account.IssueFirst(System, "kimura", AnAccount.Person(), all, A.Now.AddYears(2)).State);
    }

    [Theory]
    [InlineData("2026-11-23", "2027-03-31")]
    [InlineData("2027-03-31", "2027-03-31")]
    [InlineData("2027-04-01", "2028-03-31")]
    public void TheFiscalYear_EndsOnTheLastOfMarch(string day, string end) => Assert.Equal(A.Day(end), FiscalYear.LastDayOf(A.Day(day)));

    [Fact]
    public void TheFirst_StartingInMarch_LastsTheNextYear() =>
        Assert.Equal(A.Day("2028-03-31"), Account.IssueFirst(System, "nakamura", AnAccount.Person(), [], new DateTime(2027, 3, 30, 3, 0, 0, DateTimeKind.Utc)).ValidUntil);
}
