using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Xunit;

namespace Portal.Tests.Corrections;

public class PersonDeskTests
{
    private static readonly HashSet<Guid> NoneChecked = [];

    [Theory, EveryEngine]
    public async Task Register_SavesThePerson_TheRevision_AndTheLogEntry(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var registration = ARegistration.OfPerson();

        await Desk(ledger).RegisterAsync(A.Clerk, registration, NoneChecked);
        await Desk(ledger).RegisterAsync(A.Clerk, registration, NoneChecked);

        await using var db = ledger.CreateDbContext();
        var person = await db.People.SingleAsync(TestContext.Current.CancellationToken);
        var revision = await db.Revisions.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("潮見 たまき", A.Day("1988-02-29"), Sex.Female), (person.Name, person.BirthDate!.Value, person.Sex));
        Assert.Equal((RecordKind.Person, RevisionAct.Register, (Guid?)person.Version), (revision.RecordKind, revision.Act, revision.ToVersion));
        Assert.Equal(Operation.PersonRegistered, (await db.OperationLog.SingleAsync(TestContext.Current.CancellationToken)).Operation);
    }

    [Theory]
    [InlineData(Engine.Sqlite, "サトウ ハナ", "1988-02-29", "0001111111", "number")]
    [InlineData(Engine.Sqlite, "シオミ タマキ", "1970-01-01", "0009999999", "kana")]
    [InlineData(Engine.Sqlite, "シヲミダ ハナ", "1988-02-29", "0009999999", "birth date and the reading's beginning")]
    public async Task SomeoneWhoMayBeTheSame_IsShownBeforeSaving(Engine engine, string kana, string birth, string number, string why)
    {
        using var ledger = TestDb.On(engine);
        var twin = A.Person(name: "潮田 花", kana: kana, birthDate: birth, residentNumber: number);
        ledger.Add(twin, A.Person(name: "港 健", kana: "ミナト ケン", birthDate: "1988-02-29", residentNumber: "0007777777"));
        var registration = ARegistration.OfPerson(("residentNumber", "1111111"));

        var outcome = Assert.IsType<PersonOutcome.Twins>(await Desk(ledger).RegisterAsync(A.Clerk, registration, NoneChecked));

        Assert.True(outcome.People.Select(p => p.LedgerPersonId).SequenceEqual([twin.LedgerPersonId]), why);
        Assert.IsType<PersonOutcome.Saved>(await Desk(ledger).RegisterAsync(A.Clerk, registration, new HashSet<Guid> { twin.LedgerPersonId }));
    }

    [Theory, EveryEngine]
    public async Task TheSearchForTwins_IsLogged_WithoutWhatWasTyped(Engine engine)
    {
        using var ledger = TestDb.On(engine);

        await Desk(ledger).FindTwinsAsync(A.Clerk, ARegistration.OfPerson());

        await using var db = ledger.CreateDbContext();
        var entry = await db.OperationLog.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((Operation.LedgerSearched, "被接種者の登録前の照合 0件"), (entry.Operation, entry.Detail));
    }

    [Theory, EveryEngine]
    public async Task ANumber_SomeoneElseHolds_IsRefusedInWords_AndLeavesNoTrace(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        ledger.Add(A.Person(residentNumber: "0001204873"));

        var refusal = await Assert.ThrowsAsync<FieldProblemsException>(() =>
            Desk(ledger).RegisterAsync(A.Clerk, ARegistration.OfPerson(("residentNumber", "0001204873")), NoneChecked));

        await using var db = ledger.CreateDbContext();
        Assert.Equal("residentNumber", Assert.Single(refusal.Problems).Field);
        Assert.DoesNotContain("0001204873", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((1, 0), (await db.People.CountAsync(TestContext.Current.CancellationToken), await db.OperationLog.CountAsync(TestContext.Current.CancellationToken)));
    }

    [Theory, EveryEngine]
    public async Task AViewer_RegistersNobody(Engine engine)
    {
        using var ledger = TestDb.On(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => Desk(ledger).RegisterAsync(A.Viewer, ARegistration.OfPerson(), NoneChecked));

        await using var db = ledger.CreateDbContext();
        Assert.Equal(OperationResult.Denied, (await db.OperationLog.SingleAsync(TestContext.Current.CancellationToken)).Result);
    }

    [Theory]
    [InlineData("name", "", "氏名を入力")]
    [InlineData("kana", "", "カナ氏名を入力")]
    [InlineData("kana", "潮見 環", "カタカナ")]
    [InlineData("birthDate", "", "生年月日を入力")]
    [InlineData("birthDate", "2030-01-01", "今日より後")]
    [InlineData("residentNumber", "12-A", "宛名番号")]
    [InlineData("residentNumber", "123456789018", "個人番号")]
    [InlineData("postalCode", "04700", "郵便番号")]
    public void WhatCannotBeRegistered_IsSaidBesideItsField(string field, string text, string words)
    {
        var (person, problems) = ARegistration.OfPerson((field, text)).Read(A.Now);

        Assert.Null(person);
        Assert.Equal(field, Assert.Single(problems).Field);
        Assert.Contains(words, problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSearchForTwins_TranslatesForSqlServer()
    {
        using var db = TestDb.SqlServerOffline();
        var (person, _) = ARegistration.OfPerson(("residentNumber", "0001204873")).Read(A.Now);

        Assert.Equal(4, PersonDesk.Twins(db, person!).Count(q => q.ToQueryString().Contains("ORDER BY", StringComparison.Ordinal)));
    }

    private static PersonDesk Desk(TestDb ledger) => new(ledger, new FakeTimeProvider(A.Now));
}
