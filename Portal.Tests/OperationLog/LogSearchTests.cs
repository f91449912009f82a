using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog.Screens;
using Xunit;

namespace Portal.Tests.OperationLog;

public sealed class LogSearchTests
{
    private static readonly LogQuestion Today = LogQuestion.Day(A.Day("2026-11-23"));

    [Theory, EveryEngine]
    public async Task WithoutTheRight_NothingIsShown_AndTheAttemptIsLogged(Engine engine)
    {
        using var at = new LogScreensFixture(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Search.FindAsync(A.Clerk, Today, cancellationToken: TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Search.ChoicesAsync(A.Clerk, TestContext.Current.CancellationToken));

        Assert.All(at.Log(Operation.LogSearched), e => Assert.Equal((OperationResult.Denied, "takahashi"), (e.Result, e.AccountId)));
        Assert.Equal(2, at.Log().Count);
    }

    [Theory, EveryEngine]
    public async Task AQuestionToBePutRight_FindsNothing_AndWritesNothing(Engine engine)
    {
        using var at = new LogScreensFixture(engine);

        await Assert.ThrowsAsync<FieldProblemsException>(() => FindAsync(at, new()));

        Assert.Empty(at.Log());
    }

    [Theory, EveryEngine]
    public async Task EachCondition_FindsItsRows(Engine engine)
    {
        using var at = new LogScreensFixture(engine);
        at.Add(Operation.SheetOpened, of: at.Person, minutes: -60 * 24);
        var opened = at.Add(Operation.SheetOpened, of: at.Person);
        var denied = at.Add(Operation.SheetPrinted, of: at.Neighbour, minutes: 1, result: OperationResult.Denied);
        var shared = at.Add(Operation.LedgerSearched, at.Clerk with { AccountId = "madoguchi-a", Terminal = "窓口3" }, minutes: 2);
        var other = at.Add(Operation.LedgerSearched, at.Colleague, minutes: 30);
        (LogQuestion Question, OperationLogEntry[] Expected)[] cases =
        [
            (Today, [other, shared, denied, opened]),
            (Today with { UntilTime = new(10, 43) }, [denied, opened]),
            (Today with { StaffMemberId = at.ClerkPerson.StaffMemberId }, [shared, denied, opened]),
            (Today with { AccountId = "madoguchi-a" }, [shared]),
            (Today with { Terminal = "窓口3" }, [shared]),
            (Today with { Operation = Operation.LedgerSearched }, [other, shared]),
            (Today with { Result = OperationResult.Denied }, [denied]),
            (Today with { PersonId = at.Person.LedgerPersonId }, [opened]),
            (Today with { ResidentNumber = "1204874" }, [denied]),
            (LogQuestion.Numbers(3, 4), [shared, denied]),
        ];
        foreach (var (question, expected) in cases)
        {
            var found = await FindAsync(at, question);
            Assert.Equal(expected.Select(e => e.OperationLogEntryId), found.Rows.Select(r => r.Entry).Where(e => e.Operation != Operation.LogSearched).Select(e => e.OperationLogEntryId));
        }
    }

    [Theory, EveryEngine]
    public async Task Pages_AreOfAHundred_AndTogetherEveryRowOnce_WhateverIsWrittenMeanwhile(Engine engine)
    {
        using var at = new LogScreensFixture(engine);
        // Many within one instant: the number decides.
        at.Ledger.Add([.. Enumerable.Range(0, 250).Select(i => OperationLogEntry.For(at.Clerk, A.Now.AddSeconds(i / 40), Operation.LedgerSearched))]);
        var question = Today with { Operation = Operation.LedgerSearched };
        List<long> met = [];
        long? before = null;
        var pages = 0;
        do
        {
            var found = await FindAsync(at, question, before);
            met.AddRange(found.Rows.Select(r => r.Entry.Sequence));
            before = found.HasMore ? met[^1] : null;
            at.Add(Operation.LedgerSearched, minutes: 5 + ++pages);
        }
        while (before is not null);

        Assert.Equal((3, 250), (pages, met.Count));
        Assert.Equal(met.OrderDescending(), met);
        Assert.Equal(250, met.Distinct().Count());
    }

    /// <summary>A clock that was put back: rows later in number, earlier in time.</summary>
    [Theory, EveryEngine]
    public async Task ARangeOfNumbers_IsPagedByNumber_WhateverTheTimesSay(Engine engine)
    {
        using var at = new LogScreensFixture(engine);
        var entries = Enumerable.Range(0, 150).Select(i => OperationLogEntry.For(at.Clerk, A.Now.AddSeconds(i * 37 % 150), Operation.SheetOpened)).ToArray();
        at.Ledger.Add([.. entries]);

        var first = await FindAsync(at, LogQuestion.Numbers(1, 150));
        var next = await at.Search.FindAsync(LogScreensFixture.Auditor, LogQuestion.Numbers(1, 150), first.Rows[^1].Entry.Sequence, TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(1, 150).Select(n => (long)n).Reverse(), first.Rows.Concat(next.Rows).Select(r => r.Entry.Sequence));
    }

    [Theory, EveryEngine]
    public async Task TheSearch_IsInTheLog_WithItsConditionsAndCounts_AndNoResidentsNumber(Engine engine)
    {
        using var at = new LogScreensFixture(engine);
        at.Add(Operation.SheetOpened, of: at.Person);

        await FindAsync(at, Today with { ResidentNumber = "0001204873", StaffMemberId = at.ClerkPerson.StaffMemberId });

        var entry = Assert.Single(at.Log(Operation.LogSearched));
        Assert.Equal((at.Person.LedgerPersonId, "saito", OperationResult.Done), (entry.LedgerPersonId, entry.AccountId, entry.Result));
        Assert.Equal("期間 2026-11-23～2026-11-23、職員 高橋 恵、対象者を指定、1件", entry.Detail);
    }

    [Theory, EveryEngine]
    public async Task NamesOfResidents_AreForThoseWhoSeeTheLedger(Engine engine)
    {
        using var at = new LogScreensFixture(engine);
        at.Add(Operation.SheetOpened, of: at.Person);

        var auditor = Assert.Single((await FindAsync(at, Today)).Rows);
        var chief = (await at.Search.FindAsync(LogScreensFixture.Chief, Today with { Operation = Operation.SheetOpened }, cancellationToken: TestContext.Current.CancellationToken)).Rows;

        Assert.Equal(("0001204873", null), (auditor.ResidentNumber, auditor.ResidentName));
        Assert.Equal("佐藤 和子", Assert.Single(chief).ResidentName);
        Assert.DoesNotContain("佐藤", chief[0].ToString(), StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task ANumberNobodyHas_IsSaid_AndIsASearchToo(Engine engine)
    {
        using var at = new LogScreensFixture(engine);
        at.Add(Operation.SheetOpened, of: at.Person);

        var found = await FindAsync(at, Today with { ResidentNumber = "999" });

        Assert.True(found.IsResidentUnknown);
        Assert.Empty(found.Rows);
        Assert.Null(Assert.Single(at.Log(Operation.LogSearched)).LedgerPersonId);
    }

    [Fact]
    public void EveryShape_IsTranslatedForSqlServer()
    {
        using var db = TestDb.SqlServerOffline();
        foreach (var (question, people) in LogPlanTests.Shapes)
        {
            var first = LogSearch.Page(LogSearch.Rows(db, question, people), question, null).Take(101).ToQueryString();
            var next = LogSearch.Page(LogSearch.Rows(db, question, people), question, (A.Now, 5)).Take(101).ToQueryString();
            Assert.Contains("ORDER BY", first, StringComparison.Ordinal);
            Assert.Contains("[o].[Sequence] < ", next, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TheForm_OffersEveryAct_Once() =>
        Assert.Equal(Enum.GetValues<Operation>(), OperationGroups.All.SelectMany(g => g.Operations));

    private static Task<LogFound> FindAsync(LogScreensFixture at, LogQuestion question, long? before = null) =>
        at.Search.FindAsync(LogScreensFixture.Auditor, question, before, TestContext.Current.CancellationToken);
}
