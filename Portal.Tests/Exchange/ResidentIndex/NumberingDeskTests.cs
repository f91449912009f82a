using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.ResidentIndex;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Portal.Features.Exchange.ResidentIndex;
using Xunit;

namespace Portal.Tests.Exchange.ResidentIndex;

public class NumberingDeskTests
{
    private static string First => IssuedNumber.Of(900_000_000).Value;
    private static string Second => IssuedNumber.Of(900_000_001).Value;

    [Theory, EveryEngine]
    public async Task WhoMayNotCorrect_GetsNobodyANumber_AndTheDenialIsLogged(Engine engine)
    {
        using var at = new NumberingFixture(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.IssueAsync(A.Viewer, at.Person.LedgerPersonId, Guid.NewGuid(), NumberingFixture.Because));

        Assert.Null(at.Now().ResidentNumber);
        Assert.Null(at.Counter());
        Assert.Equal((OperationResult.Denied, (Guid?)at.Person.LedgerPersonId), (at.Log(Operation.NumberIssued).Single().Result, at.Log(Operation.NumberIssued).Single().LedgerPersonId));
    }

    [Theory, EveryEngine]
    public async Task SomebodyNotInTheLedger_IsNotFound_AndTheLookIsLogged(Engine engine)
    {
        using var at = new NumberingFixture(engine);

        Assert.Null(await at.Desk.OpenAsync(A.Clerk, Guid.NewGuid()));
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.IssueAsync(A.Clerk, Guid.NewGuid(), Guid.NewGuid(), NumberingFixture.Because));
        Assert.Equal(OperationResult.Failed, at.Log(Operation.CorrectionOpened).Single().Result);
        Assert.Null(at.Counter());
    }

    [Theory, EveryEngine]
    public async Task APersonWithoutNumbers_GetsBoth_AsACorrectionWithItsReasonAndLogRow(Engine engine)
    {
        using var at = new NumberingFixture(engine);
        Assert.Equal([NumberKind.Resident, NumberKind.Integrated], (await at.Desk.OpenAsync(A.Clerk, at.Person.LedgerPersonId))!.Missing);

        var revision = await at.IssueAsync();

        var person = at.Now();
        Assert.Equal((First, IssuedNumber.Of(9_000_000_000).Value), (person.ResidentNumber, person.IntegratedNumber));
        Assert.Equal(person.ResidentNumber, person.ResidentNumberKey);
        Assert.Equal((RevisionAct.Correct, RevisionState.Applied, ReasonKind.Other), (revision.Act, revision.State, revision.Reason));
        Assert.Equal([(null, First), (null, person.IntegratedNumber)], revision.Changes.OrderByDescending(c => c.Field).Select(c => (c.OldValue, c.NewValue)));
        var row = at.Log(Operation.NumberIssued).Single();
        Assert.Equal((revision.RevisionId, "宛名番号・統合宛名番号", A.Clerk.AccountId), (row.SubjectId, row.Detail, row.AccountId));
        Assert.Equal((900_000_001, 1), (at.Counter()!.Next, at.Counter()!.Issued));
    }

    [Theory, EveryEngine]
    public async Task APersonWithA宛名番号_GetsThe統合宛名番号Only_AndOneWithBothGetsNothing(Engine engine)
    {
        using var at = new NumberingFixture(engine);
        var resident = A.Person();
        at.Ledger.Add(resident);

        await at.IssueAsync(resident);

        Assert.Equal(resident.ResidentNumber, at.Now(resident).ResidentNumber);
        Assert.NotNull(at.Now(resident).IntegratedNumber);
        Assert.Null(at.Counter());
        Assert.Contains("すでに番号", (await Assert.ThrowsAsync<RuleException>(() => at.IssueAsync(resident))).Message, StringComparison.Ordinal);
        Assert.Equal(1, at.Counter(NumberKind.Integrated)!.Issued);
    }

    [Theory, EveryEngine]
    public async Task TheSamePressTwice_TakesOneNumber(Engine engine)
    {
        using var at = new NumberingFixture(engine);
        var id = Guid.CreateVersion7();

        await at.IssueAsync(revisionId: id);
        var again = await at.IssueAsync(revisionId: id);

        Assert.Equal(id, again.RevisionId);
        Assert.Equal(1, at.Counter()!.Issued);
        Assert.Single(at.Log(Operation.NumberIssued));
    }

    [Theory, EveryEngine]
    public async Task NumbersTheLedgerKnows_OfWhomeverAndWhenever_AreNeverGivenOut(Engine engine)
    {
        using var at = new NumberingFixture(engine);
        var withdrawn = A.Person(residentNumber: First);
        withdrawn.Status = RecordStatus.Cancelled;
        var corrected = A.Person("古井 正", "フルイ タダシ", residentNumber: "000" + Second);
        at.Ledger.Add(withdrawn, corrected);
        var desk = new CorrectionDesk(at.Ledger, new RevisionSaving(at.Ledger, ApprovalPolicy.None, at.Time), at.Time);
        var texts = (await desk.OpenAsync(A.Clerk, RecordKind.Person, corrected.LedgerPersonId))!.Texts;
        await desk.CorrectAsync(A.Clerk, RecordKind.Person, corrected.LedgerPersonId, Portal.Tests.Corrections.Ask.For(texts, ("residentNumber", "0001204999")));

        await at.IssueAsync();

        Assert.Equal(IssuedNumber.Of(900_000_002).Value, at.Now().ResidentNumber);
        Assert.Equal((900_000_003, 1, 2), (at.Counter()!.Next, at.Counter()!.Issued, at.Counter()!.PassedOver));
    }

    [Theory, EveryEngine]
    public async Task ANumberTakenBack_IsNotGivenToAnybodyElse(Engine engine)
    {
        using var at = new NumberingFixture(engine);
        var revision = await at.IssueAsync();
        var desk = new CorrectionDesk(at.Ledger, new RevisionSaving(at.Ledger, ApprovalPolicy.None, at.Time), at.Time);

        await desk.TakeBackAsync(A.Clerk, revision.RevisionId, Guid.CreateVersion7(), NumberingFixture.Because);
        await at.IssueAsync();

        Assert.Equal(Second, at.Now().ResidentNumber);
    }

    [Theory, EveryEngine]
    public async Task WithoutAReason_OrForACancelledPerson_NoNumberIsTaken(Engine engine)
    {
        using var at = new NumberingFixture(engine);
        var withdrawn = A.Person(residentNumber: null);
        withdrawn.Status = RecordStatus.Cancelled;
        at.Ledger.Add(withdrawn);

        await Assert.ThrowsAsync<RuleException>(() => at.Desk.IssueAsync(A.Clerk, at.Person.LedgerPersonId, Guid.NewGuid(), new(null)));
        await Assert.ThrowsAsync<RuleException>(() => at.IssueAsync(withdrawn));

        Assert.Null(at.Counter());
        await at.IssueAsync();
        Assert.Equal(First, at.Now().ResidentNumber);
    }

    [Theory, EveryEngine]
    public async Task ARangeUsedUp_IsSaidAndChangesNothing(Engine engine)
    {
        using var at = new NumberingFixture(engine, residentNumbers: 1);
        var next = A.Person(residentNumber: null);
        at.Ledger.Add(next);
        await at.IssueAsync();

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.IssueAsync(next));

        Assert.Contains("使い切りました", refused.Message, StringComparison.Ordinal);
        Assert.Equal((null, null), (at.Now(next).ResidentNumber, at.Now(next).IntegratedNumber));
        Assert.Equal(1, at.Counter(NumberKind.Integrated)!.Issued);
    }

    [Fact]
    public void WhatTheLedgerKnows_IsAskedOnBothEngines()
    {
        using var db = TestDb.SqlServerOffline();
        Assert.All(Enum.GetValues<NumberKind>(), kind => Assert.Contains("UNION ALL", NumberPlan.Known(db, kind, [First, Second]).ToQueryString(), StringComparison.Ordinal));
    }
}
