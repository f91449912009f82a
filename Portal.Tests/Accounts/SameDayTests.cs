using Portal.Domain;
using Portal.Domain.Accounts;
using Xunit;

namespace Portal.Tests.Accounts;

/// <summary>1 April: people leave one post and begin in another on the same day.</summary>
public class SameDayTests
{
    private static readonly StaffMember Person = AnAccount.Person();

    [Fact]
    public void AnIdIssuedAfterTheDayHadBegun_AndAfterItsEventWasEntered_BelongsToTheNewPost()
    {
        var account = AnAccount.For(Person, "takahashi", Role.Editor);
        var entered = AnAccount.Event(Person, PersonnelEventKind.Transfer, AnAccount.Today);

        Assert.Equal(AccessRefusal.PersonLeft, Refusal(account, entered));
        Assert.False(PersonnelRules.IsAbout(entered, entered.EnteredAt.AddMinutes(1)));
    }

    [Theory, InlineData(-8, true), InlineData(-7, true), InlineData(-6, false)]
    public void AnEventEnteredLate_EndsWhatWasHeldOnItsDay_AndNotWhatWasGivenSince(int givenDaysAgo, bool ends)
    {
        var entered = AnAccount.Event(Person, PersonnelEventKind.Transfer, AnAccount.Today.AddDays(-7));

        Assert.Equal(ends, PersonnelRules.IsAbout(entered, A.Now.AddDays(givenDaysAgo)));
    }

    [Fact]
    public void AMemberWithAnEventOfToday_IsAddedTomorrow()
    {
        var leaving = AnAccount.Person("渡辺 由美", "012346");
        leaving.Events.Add(AnAccount.Event(leaving, PersonnelEventKind.Transfer, AnAccount.Today));
        var account = AnAccount.Shared("madoguchi-a", [Person], [AnAccount.Terminal(Person)]);

        Assert.Contains("明日以降", Assert.Throws<RuleException>(() => account.AddMember(AnAccount.Administrator, leaving, "窓口に加わるため", A.Now)).Message, StringComparison.Ordinal);
        account.AddMember(AnAccount.Administrator, leaving, "窓口に加わるため", A.Now.AddDays(1));
    }

    [Fact]
    public void ARevokedId_HasNoChangeLeftToApprove()
    {
        var account = AnAccount.For(Person, "takahashi", Role.Editor);
        var change = new AccountChange
        {
            AccountChangeId = Guid.NewGuid(),
            AccountKey = account.AccountKey,
            Roles = [Role.Viewer],
            ValidUntil = account.ValidUntil,
            Reason = "担当替えのため",
            RequestedBy = AnAccount.Chief.PersonKey,
            RequestedByName = AnAccount.Chief.Name,
            RequestedAt = A.Now,
        };
        account.RequestChange(AnAccount.Chief, change, A.Now);

        account.Revoke(AnAccount.Administrator, "退職のため", A.Now);

        Assert.Throws<RuleException>(() => account.ApproveChange(AnAccount.Administrator, change.AccountChangeId, A.Now));
        Assert.Equal([Role.Editor], account.Roles);
    }

    private static AccessRefusal? Refusal(Account account, PersonnelEvent happening)
    {
        var person = AnAccount.Person();
        var own = new StaffMember
        {
            StaffMemberId = account.StaffMemberId!.Value,
            StaffNumber = person.StaffNumber,
            Name = person.Name,
            Kana = person.Kana,
            Department = person.Department,
            EnteredAt = person.EnteredAt,
            Events = [happening],
        };
        return AccessRights.RefusalOf(account, own, null, A.Now);
    }
}
