using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Ledger;
using Portal.Features.Ledger.AsOf;
using Portal.Tests.Corrections;
using Xunit;

namespace Portal.Tests.Ledger.AsOf;

public sealed class AsOfSearchTests
{
    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task WithoutTheRight_OrForAMomentToCome_NothingIsFound(Engine engine)
    {
        using var at = new DeskFixture(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => new AsOfSearch(at.Ledger, at.Time).FindAsync(A.Administrator, "佐藤", A.Now, Stop));
        await Assert.ThrowsAsync<RuleException>(() => new AsOfSearch(at.Ledger, at.Time).FindAsync(A.Clerk, "佐藤", A.Now.AddMinutes(1), Stop));

        Assert.Equal(OperationResult.Denied, Assert.Single(await at.LogAsync(Operation.LedgerSearched)).Result);
    }

    [Theory, EveryEngine]
    public async Task AValueSinceCorrected_FindsThePersonThen_AndTheNewOneDoesNot(Engine engine)
    {
        using var at = new DeskFixture(engine, ApprovalPolicy.None);
        foreach (var (field, before, after, old, now) in new[]
        {
            ("name", "佐藤 和子", "山本 和枝", "佐藤", "山本"), ("kana", "サトウ カズコ", "ヤマモト カズエ", "カズコ", "ヤマモト"),
            ("residentNumber", "0001204873", "0001204999", "1204873", "1204999"), ("birthDate", "1950-03-04", "1951-03-04", "S25.3.4", "S26"),
            ("address", "花園四丁目1番2号", "稲穂二丁目3番4号", "花園四丁目", "稲穂二丁目"),
        })
        {
            var then = at.Time.GetUtcNow().UtcDateTime;
            await CorrectAsync(at, field, after);

            Assert.Equal((1, 0), (await CountAsync(at, old, then), await CountAsync(at, now, then)));
            Assert.Equal((0, 1), (await CountAsync(at, old, at.Time.GetUtcNow().UtcDateTime), await CountAsync(at, now, at.Time.GetUtcNow().UtcDateTime)));
            var row = Assert.Single((await new AsOfSearch(at.Ledger, at.Time).FindAsync(A.Clerk, old, then, Stop)).Rows);
            Assert.Equal(before, LedgerRecord.Of(Shown(row))[field]);
        }
    }

    [Theory, EveryEngine]
    public async Task WhoWasNotThereYet_IsNotFound_AndWhoWasWithdrawnSince_Is(Engine engine)
    {
        using var at = new DeskFixture(engine, ApprovalPolicy.None);
        var then = at.Time.GetUtcNow().UtcDateTime;
        await CancelAsync(at, RecordKind.Dose, at.Dose.DoseId);
        await CancelAsync(at, RecordKind.Person, at.Person.LedgerPersonId);

        Assert.Equal(0, await CountAsync(at, "佐藤", at.Person.CreatedAt.AddSeconds(-1)));
        Assert.Equal(0, await CountAsync(at, "佐藤", at.Time.GetUtcNow().UtcDateTime));
        Assert.Equal(1, Assert.Single((await new AsOfSearch(at.Ledger, at.Time).FindAsync(A.Clerk, "佐藤", then, Stop)).Rows).DoseCount);
    }

    [Theory, EveryEngine]
    public async Task ACouponNumber_CorrectedSince_FindsWhoseDoseNamedIt(Engine engine)
    {
        using var at = new DeskFixture(engine);
        await SetDoseAsync(at, "couponNumber", "0001234567");
        var then = at.Time.GetUtcNow().UtcDateTime;
        await SetDoseAsync(at, "couponNumber", "0007654321");

        Assert.Equal((1, 0), (await CountAsync(at, "0001234567", then), await CountAsync(at, "0007654321", then)));
    }

    [Theory, EveryEngine]
    public async Task AnAddress_ThatWasEverProtected_FindsNobody_AndIsNotShown(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var then = at.Time.GetUtcNow().UtcDateTime;
        await CorrectAsync(at, "isProtected", FieldText.Flag(true));

        Assert.Equal(0, await CountAsync(at, "花園四丁目", then));
        var row = Assert.Single((await new AsOfSearch(at.Ledger, at.Time).FindAsync(A.Clerk, "佐藤", then, Stop)).Rows);
        Assert.Equal((true, null), (row.IsProtected, row.Address));
    }

    /// <summary>A ward that moved: the condition beside its address is asked of all of them, not of the first hundred.</summary>
    [Fact]
    public async Task ManyWhoLostTheSameValue_AreNarrowedBeforeTheyAreCut()
    {
        using var at = new DeskFixture(Engine.Sqlite);
        List<LedgerPerson> people = [.. Enumerable.Range(0, 250).Select(i => A.Person(residentNumber: $"00015{i:D5}", birthDate: i % 60 == 59 ? "1965-05-05" : "1950-03-04", address: "稲穂二丁目3番"))];
        at.Ledger.Add([.. people, .. people.Select(p => MovedFrom(p, "色内一丁目2番"))]);

        var found = await new AsOfSearch(at.Ledger, at.Time).FindAsync(A.Clerk, "S40.5.5 色内一丁目", A.Now.AddDays(-1), Stop);

        Assert.Equal((4, false), (found.Rows.Count, found.HasMore));
        Assert.True((await new AsOfSearch(at.Ledger, at.Time).FindAsync(A.Clerk, "色内一丁目", A.Now.AddDays(-1), Stop)).HasMore);
    }

    /// <summary>Whatever is corrected in whatever order: the past is found as the search of that day found it.</summary>
    [Fact]
    public async Task AfterAnyCorrections_EveryMoment_IsFoundAsItWas()
    {
        using var at = new DeskFixture(Engine.Sqlite, ApprovalPolicy.None);
        var random = new Random(5);
        var people = Enumerable.Range(0, 6).Select(i => A.Person(residentNumber: $"000000100{i}")).ToList();
        at.Ledger.Add([.. people]);
        (string Field, string?[] Texts)[] items =
        [
            ("name", ["佐藤 和子", "鈴木 一郎", "佐々木 花"]), ("kana", ["サトウ カズコ", "スズキ イチロウ", "ササキ ハナ"]), ("birthDate", ["1950-03-04", "1950-03-05", null]),
            ("formerName", ["鈴木", null]), ("aliasName", ["佐藤", null]), ("address", ["花園四丁目1番2号", "稲穂二丁目3番4号", null]), ("status", ["Active", "Cancelled"]),
        ];
        string[] questions = ["佐藤", "鈴木", "カズコ", "スズキ", "S25.3.4", "S25", "花園四丁目", "佐藤 S25", "1000", "ササキ 稲穂"];
        List<(DateTime At, string Question, string Found)> seen = [];
        for (var step = 0; step < 60; step++)
        {
            var (field, texts) = items[random.Next(items.Length)];
            await SetAsync(at, people[random.Next(people.Count)].LedgerPersonId, field, texts[random.Next(texts.Length)]);
            var question = questions[random.Next(questions.Length)];
            seen.Add((at.Time.GetUtcNow().UtcDateTime, question, Ids(await new LedgerSearch(at.Ledger, at.Time).FindAsync(question, A.Clerk, cancellationToken: Stop))));
        }

        Assert.Contains(seen, s => s.Found.Length > 0);
        foreach (var (moment, question, found) in seen)
        {
            Assert.Equal((moment, question, found), (moment, question, Ids(await new AsOfSearch(at.Ledger, at.Time).FindAsync(A.Clerk, question, moment, Stop))));
        }
    }

    [Theory]
    [InlineData("1204873")]
    [InlineData("0001234567")]
    [InlineData("S25.3.4")]
    [InlineData("サトウ S25")]
    [InlineData("佐藤 花園四丁目")]
    public void EveryQuery_IsTranslatedForSqlServer_AndAnsweredByAnIndexOnSqlite(string text)
    {
        using var offline = TestDb.SqlServerOffline();
        using var ledger = TestDb.OnSqlite();
        using var db = ledger.CreateDbContext();
        foreach (var readings in SearchTerms.Understand(text).Combinations)
        {
            Assert.All(SearchBranches.OfEverybody(offline, readings), q => Assert.NotEmpty(q.ToQueryString()));
            Assert.All(FormerValues.Candidates(offline, readings, A.Now), q => Assert.Contains("ORDER BY", q.Take(9).ToQueryString(), StringComparison.Ordinal));
            Assert.All(FormerValues.Candidates(db, readings, A.Now), q => Assert.DoesNotMatch("SCAN (?!s\\b|u\\d*\\b|\\()", Plan(db, q)));
        }
    }

    private static string Plan(PortalDb db, IQueryable<Guid> query)
    {
        db.Database.OpenConnection();
        using var command = query.Take(9).CreateDbCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add(reader.GetString(3));
        }

        return string.Join('\n', lines);
    }

    private static Revision MovedFrom(LedgerPerson person, string address)
    {
        var id = Guid.CreateVersion7();
        return new()
        {
            RevisionId = id,
            LedgerPersonId = person.LedgerPersonId,
            RecordKind = RecordKind.Person,
            RecordId = person.LedgerPersonId,
            Act = RevisionAct.Correct,
            FromVersion = Guid.CreateVersion7(),
            ToVersion = person.Version,
            RequestedBy = "takahashi",
            RequestedByName = "高橋 恵",
            Terminal = "窓口2",
            RequestedAt = A.Now,
            AppliedAt = A.Now,
            Changes = [new FieldChange { RevisionId = id, Field = PersonFields.Address.Key, OldValue = address, NewValue = person.Address }],
        };
    }

    private static LedgerPerson Shown(SearchRow row) => new()
    {
        LedgerPersonId = row.LedgerPersonId,
        ResidentNumber = row.ResidentNumber,
        Name = row.Name,
        Kana = row.Kana,
        BirthDate = row.BirthDate,
        Sex = row.Sex,
        Address = row.Address,
        CreatedAt = A.Now,
    };

    private static string Ids(SearchResult result) => string.Join(' ', result.Rows.Select(r => r.LedgerPersonId).Order());

    private static async Task<int> CountAsync(DeskFixture at, string text, DateTime moment) => (await new AsOfSearch(at.Ledger, at.Time).FindAsync(A.Clerk, text, moment, Stop)).Rows.Count;

    private static Task CorrectAsync(DeskFixture at, string field, string? text) => SetAsync(at, at.Person.LedgerPersonId, field, text);

    /// <summary>An hour passes, then an item of a person becomes something else, or stays.</summary>
    private static async Task SetAsync(DeskFixture at, Guid personId, string field, string? text)
    {
        at.Time.Advance(TimeSpan.FromHours(1));
        await using var db = at.Ledger.CreateDbContext();
        var seen = LedgerRecord.Of(await db.People.AsNoTracking().Include(p => p.Residence).SingleAsync(p => p.LedgerPersonId == personId, Stop)).Texts();
        if (seen[field] == text || (seen[RecordItems.Status] == nameof(RecordStatus.Cancelled) && field != RecordItems.Status))
        {
            return;
        }

        var act = field != RecordItems.Status ? RevisionAct.Correct : text == nameof(RecordStatus.Cancelled) ? RevisionAct.Cancel : RevisionAct.Restore;
        var id = Guid.CreateVersion7();
        var outcome = await new Portal.Features.Corrections.RevisionSaving(at.Ledger, ApprovalPolicy.None, at.Time)
            .SaveAsync(A.Clerk, RecordKind.Person, personId, id, (_, _) => Ask.For(seen, (field, text)) with { Act = act, RevisionId = id });
        Assert.IsType<CorrectionOutcome.Applied>(outcome);
    }

    private static async Task SetDoseAsync(DeskFixture at, string field, string text)
    {
        at.Time.Advance(TimeSpan.FromHours(1));
        var opened = await at.OpenDoseAsync();
        Assert.IsType<CorrectionOutcome.Applied>(await at.CorrectDoseAsync(opened.Texts, field, text));
    }

    private static async Task CancelAsync(DeskFixture at, RecordKind kind, Guid id)
    {
        at.Time.Advance(TimeSpan.FromHours(1));
        var opened = (await at.Desk.OpenAsync(A.Clerk, kind, id))!;
        Assert.IsType<CorrectionOutcome.Applied>(await at.Desk.CancelAsync(A.Clerk, kind, id, Guid.CreateVersion7(), opened.Texts, Ask.Slip));
    }
}
