using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Demo;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Corrections.Merging;
using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;
using Portal.Domain.SlipComparison;
using Portal.Features.Corrections;
using Portal.Features.Corrections.Merging;
using Portal.Features.DataQuality;
using Portal.Features.DataQuality.BulkFixes;
using Portal.Features.DataQuality.Twins;
using Portal.Features.SlipComparison;
using Portal.Tests.Corrections;

namespace Portal.Tests.Journeys.Screens;

/// <summary>The demo's city and office, small, with work under way on every screen: done by the desks, in the names of the demo's people.</summary>
internal sealed partial class ScreenLedger(IServiceProvider services, IDbContextFactory<PortalDb> ledger)
{
    private const int People = 400;

    private readonly ScreenIds _ids = new();
    private Dictionary<string, Guid> _members = [];
    private List<LedgerPerson> _people = [];
    private LedgerPerson _movedOut = null!;
    private ILookup<Guid, Dose> _doses = Array.Empty<Dose>().ToLookup(d => d.LedgerPersonId);

    private Staff Clerk => By("takahashi", "高橋 恵", "0101", Role.Editor);
    private Staff Handler => By("ito", "伊藤 健", "0102", Role.Editor, Role.NumberHandler);
    private Staff Manager => By("yoshida", "吉田 明", "0106", Role.Approver);
    private Staff Administrator => By("nakamura", "中村 修", "0107", Role.Administrator);
    private Staff Auditor => By("saito", "斎藤 実", "0109", Role.Auditor);
    private Staff Reporter => By("inoue", "井上 薫", "0111", Role.Reporter);

    private static DateOnly Today => JapanTime.DayOf(DateTime.UtcNow);

    public async Task<ScreenIds> MakeAsync()
    {
        await Get<DemoFill>().RunAsync(new DemoLedger(People), Staff.System("demo"), _ => { }, CancellationToken.None);
        await PlantAsync();
        await Get<LedgerCheck>().RunAsync(Staff.System("demo"));
        await ReadAsync();
        await CorrectAsync();
        await MergeAsync();
        await FixAsync();
        await CompareAsync();
        await ExchangeAsync();
        await AdministerAsync();
        return _ids;
    }

    /// <summary>What so small a city may lack: two people who stand there twice, mistyped lots, somebody protected, somebody without numbers.</summary>
    private async Task PlantAsync()
    {
        await using var db = await ledger.CreateDbContextAsync();
        var people = await db.People.Where(p => p.Status == RecordStatus.Active && p.BirthDate != null && p.DiedOn == null && p.MovedOutOn == null && p.IntegratedNumber != null && db.Doses.Any(d => d.LedgerPersonId == p.LedgerPersonId))
            .OrderBy(p => p.LedgerPersonId).Take(12).ToListAsync();
        foreach (var (at, person) in people.Take(2).Index())
        {
            var twin = A.Person(person.Name, person.Kana, $"000999100{at}", FieldText.Day(person.BirthDate!.Value), person.Sex, person.Address);
            db.AddRange(twin, A.Dose(twin, 6, "2023-05-20"));
        }

        people[2].IsProtected = true;
        var without = A.Person("港 まりも", "ミナト マリモ", residentNumber: null);
        (_ids.Protected, _ids.WithoutNumber) = (people[2].LedgerPersonId, without.LedgerPersonId);
        db.Add(without);
        foreach (var dose in await db.Doses.Where(d => d.LotNumber!.Contains('1') && d.DoseNumber == 1).OrderBy(d => d.DoseId).Take(3).ToListAsync())
        {
            dose.LotNumber = dose.LotNumber!.Replace('1', 'I');
        }

        db.AddRange(Enumerable.Range(1, 6).SelectMany(ago => new[] { FindingRule.Lot, FindingRule.Interval }.Select(rule => new FindingCount { Day = Today.AddDays(-ago), Rule = rule, Left = 4 + ago * (rule == FindingRule.Lot ? 2 : 1) })));
        await db.SaveChangesAsync();
    }

    private async Task ReadAsync()
    {
        await using var db = await ledger.CreateDbContextAsync();
        _members = await db.StaffMembers.ToDictionaryAsync(s => s.StaffNumber, s => s.StaffMemberId);
        _doses = (await db.Doses.AsNoTracking().Where(d => d.Status == RecordStatus.Active).OrderBy(d => d.DoseNumber).ToListAsync()).ToLookup(d => d.LedgerPersonId);
        var all = await db.People.AsNoTracking().Include(p => p.Residence).Where(p => p.Status == RecordStatus.Active && p.ResidentNumber != null).OrderBy(p => p.LedgerPersonId).ToListAsync();
        _people = [.. all.Where(p => p is { IsProtected: false, DiedOn: null, MovedOutOn: null, IntegratedNumber: not null }).OrderByDescending(p => _doses[p.LedgerPersonId].Count())];
        _movedOut = all.First(p => p is { IsProtected: false, MovedOutOn: not null } && _doses[p.LedgerPersonId].Any());
        _ids.Person = _people[0].LedgerPersonId;
        _ids.Dose = _doses[_ids.Person].ElementAt(1).DoseId;
    }

    /// <summary>A correction made, another and a name that wait for the chief.</summary>
    private async Task CorrectAsync()
    {
        _ids.Applied = await AskAsync(RecordKind.Dose, _ids.Dose, (DoseFields.Doctor.Key, "潮 一郎"));
        _ids.Waiting = await AskAsync(RecordKind.Person, _ids.Person, (PersonFields.Name.Key, "水天宮 環"), (PersonFields.Kana.Key, "スイテングウ タマキ"));
        await AskAsync(RecordKind.Person, _people[1].LedgerPersonId, (PersonFields.BirthDate.Key, "1951-03-04"));
    }

    private async Task<Guid> AskAsync(RecordKind kind, Guid id, params (string Field, string? Text)[] wanted)
    {
        await using var db = await ledger.CreateDbContextAsync();
        var request = Ask.For((await db.LoadRecordAsync(kind, id))!, wanted);
        await Get<CorrectionDesk>().CorrectAsync(Clerk, kind, id, request);
        return request.RevisionId;
    }

    private async Task MergeAsync()
    {
        await Get<TwinDesk>().SeekAsync(Staff.System("demo"));
        await using var db = await ledger.CreateDbContextAsync();
        var pairs = await db.TwinPairs.AsNoTracking().OrderByDescending(p => p.Score).ThenBy(p => p.TwinPairId).Take(2).ToListAsync();
        (_ids.Twin, _ids.OtherTwin, _ids.Merge) = (pairs[0].FirstId, pairs[0].SecondId, Guid.CreateVersion7());
        await Get<MergeDesk>().MergeAsync(Manager, new MergeOrder
        {
            MergeId = _ids.Merge,
            KeeperId = pairs[1].FirstId,
            OtherId = pairs[1].SecondId,
            TakesFromOther = new HashSet<string>(),
            Grounds = new(ReasonKind.Duplicate, "転入のとき二重に登録"),
        });
    }

    private async Task FixAsync()
    {
        var rows = (await Get<BulkFixDesk>().ProposeAsync(Clerk, FindingRule.Lot)).Rows;
        _ids.BulkFix = Guid.CreateVersion7();
        await Get<BulkFixDesk>().RequestAsync(Clerk, _ids.BulkFix, FindingRule.Lot, rows.Take(2).ToDictionary(r => r.DoseId, r => r.Proposal), "予診票のシールと照合した");
    }

    /// <summary>The fullest binder of the ledger: one slip agrees, one differs.</summary>
    private async Task CompareAsync()
    {
        var binder = _doses.SelectMany(d => d).Where(d => d.InstitutionName is not null)
            .GroupBy(d => new ComparisonSet(d.InstitutionName!, new(d.VaccinatedOn.Year, d.VaccinatedOn.Month, 1))).MaxBy(g => g.Count())!.Key;
        var comparison = await Get<ComparisonStartDesk>().StartAsync(Clerk, binder, null, BinderOrder.DayThenCoupon, _members["0102"]);
        _ids.Comparison = comparison.ComparisonId;
        foreach (var answer in (GivenAnswer[])[GivenAnswer.Agrees, GivenAnswer.Differs(ComparedItem.LotNumber), GivenAnswer.Agrees])
        {
            var record = (await Get<ComparisonShowDesk>().ShowNextAsync(Clerk, _ids.Comparison, 0))!;
            await Get<ComparisonDesk>().AnswerAsync(Clerk, _members["0102"], record.Shown, answer);
            _ids.ComparisonLine = answer.Answer == ComparisonAnswer.Differs ? record.Line.ComparisonLineId : _ids.ComparisonLine;
        }
    }

    private Staff By(string account, string name, string number, params Role[] roles) => A.Staff(account, name, roles) with { StaffMemberId = _members[number] };

    private T Get<T>() where T : notnull => services.GetRequiredService<T>();
}
