using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog.Screens;
using Portal.Tests.Accounts;
using Xunit;

namespace Portal.Tests.OperationLog;

public sealed class LogDayTests
{
    private static readonly DateOnly Today = A.Day("2026-11-23");

    [Theory, EveryEngine]
    public async Task WithoutTheRight_NothingIsShownOrPrinted_AndTheAttemptsAreLogged(Engine engine)
    {
        using var at = new LogScreensFixture(engine);
        var shown = await ShowAsync(at);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Days.ShowAsync(A.Clerk, at.ClerkPerson.StaffMemberId, Today, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Days.PrintAsync(A.Clerk, shown!, "苦情の調査のため"));

        Assert.Equal([(Operation.LogDayShown, OperationResult.Denied), (Operation.LogPrinted, OperationResult.Denied)], at.Log()[1..].Select(e => (e.Operation, e.Result)));
    }

    [Theory, EveryEngine]
    public async Task NobodyOfTheStaff_IsLoggedAsAFailure(Engine engine)
    {
        using var at = new LogScreensFixture(engine);
        var id = Guid.NewGuid();

        Assert.Null(await at.Days.ShowAsync(LogScreensFixture.Auditor, id, Today, TestContext.Current.CancellationToken));

        Assert.Equal((OperationResult.Failed, id), at.Log(Operation.LogDayShown).Select(e => (e.Result, e.SubjectId!.Value)).Single());
    }

    [Theory, EveryEngine]
    public async Task TheDay_IsJapans_InTheOrderOfTime_WithWhicheverId_AndNobodyElses(Engine engine)
    {
        using var at = new LogScreensFixture(engine);
        var midnight = JapanTime.ToUtc(Today.ToDateTime(TimeOnly.MinValue));
        at.Add(Operation.SheetOpened, at.Clerk with { AccountId = "madoguchi-a", Terminal = "窓口3" }, at.Person, minutes: 2);
        at.Add(Operation.SignedIn);
        at.Add(Operation.SheetOpened, of: at.Person, minutes: 1);
        at.Add(Operation.SheetOpened, of: at.Neighbour, minutes: 3);
        at.Add(Operation.SheetPrinted, of: at.Neighbour, minutes: 4, result: OperationResult.Denied);
        at.Add(Operation.SheetOpened, at.Colleague, at.Person, minutes: 2);
        at.Ledger.Add(OperationLogEntry.For(at.Clerk, midnight.AddTicks(-1), Operation.SheetOpened), OperationLogEntry.For(at.Clerk, midnight.AddDays(1), Operation.SheetOpened));

        var shown = await ShowAsync(at);

        Assert.Equal([2L, 3, 1, 4, 5], shown!.Lines.Select(l => l.Row!.Entry.Sequence));
        Assert.Equal((5, 1, 2), (shown.Acts, shown.Refused, shown.Residents));
        Assert.Equal([(Operation.SheetOpened, 3), (Operation.SignedIn, 1)], shown.Counts);
        Assert.Equal(["madoguchi-a", "takahashi"], shown.AccountIds);
        Assert.Equal(["窓口2", "窓口3"], shown.Terminals);
        var entry = at.Log(Operation.LogDayShown).Single();
        Assert.Equal((at.ClerkPerson.StaffMemberId, "012345 高橋 恵 2026-11-23 5件"), (entry.SubjectId!.Value, entry.Detail));
    }

    [Theory, EveryEngine]
    public async Task ASeatLeft_IsALine_WithWhoTookIt(Engine engine)
    {
        using var at = new LogScreensFixture(engine);
        var terminal = AnAccount.Terminal(at.ClerkPerson);
        var account = AnAccount.Shared("madoguchi-a", [at.ClerkPerson, at.ColleaguePerson], [terminal]);
        var session = new Session
        {
            SessionId = Guid.CreateVersion7(),
            AccountKey = account.AccountKey,
            StaffMemberId = at.ColleaguePerson.StaffMemberId,
            TerminalId = terminal.TerminalId,
            Method = SignInMethod.Password,
            OpenedAt = A.Now,
            LastActiveAt = A.Now,
        };
        at.Ledger.Add(terminal, account, session, Seat(at.ClerkPerson, 0, 10), Seat(at.ColleaguePerson, 10, 30));

        var clerk = await ShowAsync(at);
        var colleague = await at.Days.ShowAsync(LogScreensFixture.Auditor, at.ColleaguePerson.StaffMemberId, Today, TestContext.Current.CancellationToken);

        Assert.Equal((A.Now.AddMinutes(10), "madoguchi-a（窓口2） 次は 伊藤 健"), clerk!.Lines.Select(l => (l.At, l.Seat!)).Single());
        Assert.Equal("madoguchi-a（窓口2）", Assert.Single(colleague!.Lines).Seat);

        Seat Seat(StaffMember person, int from, int until) => new()
        {
            SeatId = Guid.CreateVersion7(),
            SessionId = session.SessionId,
            AccountKey = account.AccountKey,
            StaffMemberId = person.StaffMemberId,
            TerminalId = terminal.TerminalId,
            From = A.Now.AddMinutes(from),
            Until = A.Now.AddMinutes(until),
        };
    }

    [Fact]
    public void APauseLongerThanASignInLasts_IsALineOfItsOwn()
    {
        var lines = LogDayLine.Of([Row(0), Row(15), Row(30.1), Row(31)], [(A.Now.AddMinutes(31), "席を離れる")]);

        Assert.Equal(["act", "act", "15", "act", "seat", "act"], lines.Select(l => l.Gap is { } gap ? $"{gap.TotalMinutes:F0}" : l.Seat is null ? "act" : "seat"));
        Assert.Equal(lines.Count, lines.Select(l => l.Key).Distinct().Count());

        static LogRow Row(double minutes)
        {
            var entry = OperationLogEntry.For(A.Clerk, A.Now.AddMinutes(minutes), Operation.SheetOpened);
            entry.SealBehind(new LogHead { LogId = Guid.NewGuid(), Sequence = (long)(minutes * 10), Seal = [] }, TestKeys.Key());
            return new LogRow(entry, null, null);
        }
    }

    [Theory, EveryEngine]
    public async Task ThePrint_DemandsAPurpose_AndIsLogged(Engine engine)
    {
        using var at = new LogScreensFixture(engine);
        at.Add(Operation.SignedIn);
        var shown = await ShowAsync(at);

        await Assert.ThrowsAsync<RuleException>(() => at.Days.PrintAsync(LogScreensFixture.Auditor, shown!, " "));
        await at.Days.PrintAsync(LogScreensFixture.Auditor, shown!, "苦情の調査のため");

        var entry = Assert.Single(at.Log(Operation.LogPrinted));
        Assert.Equal(("苦情の調査のため", "職員の一日 012345 高橋 恵 2026-11-23 1件", at.ClerkPerson.StaffMemberId), (entry.Purpose, entry.Detail, entry.SubjectId!.Value));
    }

    [Fact]
    public void TheQueries_AreTranslatedForSqlServer_AndReadThePersonsRange()
    {
        var question = LogQuestion.Day(Today) with { StaffMemberId = Guid.NewGuid() };
        using var db = TestDb.SqlServerOffline();
        Assert.Contains("[o].[StaffMemberId] = ", LogDayDesk.Rows(db, question).ToQueryString(), StringComparison.Ordinal);
        Assert.DoesNotContain("APPLY", LogDayDesk.SeatsLeft(db, Guid.NewGuid(), A.Now, A.Now).ToQueryString(), StringComparison.Ordinal);
        using var ledger = TestDb.OnSqlite();
        using var sqlite = ledger.CreateDbContext();
        Assert.Contains("IX_OperationLog_StaffMemberId_At (StaffMemberId=? AND At>? AND At<?)", LogPlanTests.Plan(sqlite, LogDayDesk.Rows(sqlite, question)), StringComparison.Ordinal);
    }

    private static Task<LogDay?> ShowAsync(LogScreensFixture at) =>
        at.Days.ShowAsync(LogScreensFixture.Auditor, at.ClerkPerson.StaffMemberId, Today, TestContext.Current.CancellationToken);
}
