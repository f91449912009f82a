using Portal.Domain.Accounts;
using Xunit;

namespace Portal.Tests.Accounts.Reviews;

public class ReviewFlagsTests
{
    private readonly StaffMember _clerk = AnAccount.Person();
    private readonly StaffMember _colleague = AnAccount.Person("小林 誠", "012346");

    [Theory]
    [InlineData(null, "未使用")]
    [InlineData(89, "")]
    [InlineData(90, "90日以上未使用")]
    public void UnusedIds_AreFlaggedByTheDay(int? daysAgo, string flags)
    {
        var account = AnAccount.For(_clerk, "takahashi", Role.Viewer);
        account.LastSignInAt = daysAgo is { } days ? A.Now.AddDays(-days) : null;

        Assert.Equal(flags, Flags(account));
    }

    [Theory]
    [InlineData(334, "")]
    [InlineData(335, "期限30日以内")]
    [InlineData(366, "期限切れ")]
    public void AnIdNearItsEnd_IsFlagged(int daysLater, string flags)
    {
        var account = AnAccount.For(_clerk, "takahashi", Role.Viewer);
        account.LastSignInAt = A.Now.AddDays(daysLater);

        Assert.Equal(flags, Flags(account, A.Now.AddDays(daysLater)));
    }

    [Fact]
    public void LeavingMembersAndOwners_AreFlaggedByThemselves_WithNameAndDay()
    {
        var terminal = AnAccount.Terminal(_clerk);
        var shared = AnAccount.Shared("madoguchi-a", [_clerk, _colleague], [terminal]);
        shared.LastSignInAt = A.Now;
        _colleague.Events.Add(AnAccount.Event(_colleague, PersonnelEventKind.Transfer, new DateOnly(2026, 12, 1)));
        Assert.Equal("利用職員に異動予定（小林 誠 R8.12.1）", Flags(shared, terminals: terminal));
        Assert.Equal("利用職員に異動済み（小林 誠 R8.12.1）", Flags(shared, A.Now.AddDays(10), terminal));

        _clerk.Events.Add(AnAccount.Event(_clerk, PersonnelEventKind.Retirement, new DateOnly(2026, 12, 2)));
        Assert.Equal(
            "利用職員に退職済み（高橋 恵 R8.12.2）、利用職員に異動済み（小林 誠 R8.12.1）、職員なし、責任者の退職済み（高橋 恵 R8.12.2）", Flags(shared, A.Now.AddDays(10), terminal));
    }

    [Fact]
    public void ASharedIdWhoseTerminalsAreGone_IsFlagged()
    {
        var terminal = AnAccount.Terminal(_clerk);
        var shared = AnAccount.Shared("madoguchi-a", [_clerk], [terminal]);
        shared.LastSignInAt = A.Now;
        terminal.State = TerminalState.Lost;

        Assert.Equal("端末なし", Flags(shared, terminals: terminal));
    }

    [Fact]
    public void AListLongerThanItsColumn_SaysHowManyMoreThereAre()
    {
        var people = Enumerable.Range(0, 200).Select(n => AnAccount.Person($"職員 番号{n:000}", $"{n:000000}")).ToList();
        var terminal = AnAccount.Terminal(people[0]);
        var shared = AnAccount.Shared("madoguchi-a", people, [terminal]);

        var members = IdReviewLine.Freeze(Guid.NewGuid(), shared, Subjects(people, terminal), A.Now).Members!;

        Assert.True(members.Length <= 1000);
        Assert.EndsWith($"ほか{200 - (IdReviewLine.Parts(members).Count - 1)}件", members, StringComparison.Ordinal);
    }

    private string Flags(Account account, DateTime? now = null, params Terminal[] terminals) =>
        string.Join(IdReviewLine.Between, ReviewFlags.Of(account, Subjects([_clerk, _colleague], terminals), now ?? A.Now));

    private static ReviewSubjects Subjects(IEnumerable<StaffMember> people, params Terminal[] terminals) =>
        new([], people.ToDictionary(p => p.StaffMemberId), terminals.ToDictionary(t => t.TerminalId));
}
