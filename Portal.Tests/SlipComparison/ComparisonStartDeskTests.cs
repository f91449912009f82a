using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Domain.SlipComparison;
using Portal.Features.SlipComparison;
using Xunit;

namespace Portal.Tests.SlipComparison;

public class ComparisonStartDeskTests
{
    [Theory, EveryEngine]
    public async Task AViewer_StartsNothing_AndThatIsWrittenDown(Engine engine)
    {
        using var at = new SlipFixture(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Starts.StartAsync(A.Viewer, SlipFixture.Set, null, BinderOrder.Kana, at.ReaderId));

        Assert.Equal(OperationResult.Denied, Assert.Single(await at.LogAsync(Operation.ComparisonStarted)).Result);
        Assert.Empty(await at.LinesAsync());
    }

    [Theory, EveryEngine]
    public async Task TheSet_IsCountedBeforeItBegins(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var elsewhere = A.Dose(at.People[0], 2, "2021-06-30");
        elsewhere.InstitutionName = "なぎさ医院";
        var cancelled = A.Dose(at.People[0], 3, "2021-06-30");
        cancelled.Status = RecordStatus.Cancelled;
        at.Ledger.Add(elsewhere, cancelled, A.Dose(at.People[0], 4, "2021-07-01"));

        var institutions = await at.Starts.InstitutionsAsync(at.Screen, A.Day("2021-06-01"), TestContext.Current.CancellationToken);

        Assert.Equal([(SlipFixture.Clinic, 5), ("なぎさ医院", 1)], institutions.Select(i => (i.Name, i.Records)));
        Assert.Equal(5, await at.Starts.SizeAsync(at.Screen, SlipFixture.Set, TestContext.Current.CancellationToken));
        Assert.Equal(5, await at.Starts.SizeAsync(at.Screen, SlipFixture.Set with { ProductCode = "comirnaty-original", DoseNumber = 1 }, TestContext.Current.CancellationToken));
        Assert.Equal(0, await at.Starts.SizeAsync(at.Screen, SlipFixture.Set with { DoseNumber = 2 }, TestContext.Current.CancellationToken));
    }

    [Theory, EveryEngine]
    public async Task TheWholeSet_StandsInTheOrderOfTheBinder_WithBothNames(Engine engine)
    {
        using var at = new SlipFixture(engine);

        var comparison = await at.StartAsync();

        Assert.Equal((1, 5, 5, false), (comparison.Number, comparison.Population, comparison.Size, comparison.IsSample));
        Assert.Equal((at.Screen.Name, at.Reader.Name), (comparison.ScreenName, comparison.ReaderName));
        Assert.Equal(at.Doses.Select(d => d.DoseId), (await at.LinesAsync()).Select(l => l.DoseId));
        var entry = Assert.Single(await at.LogAsync(Operation.ComparisonStarted));
        Assert.Equal(comparison.ComparisonId, entry.SubjectId);
        Assert.DoesNotContain("佐藤", entry.Detail, StringComparison.Ordinal);
        Assert.Equal(2, (await at.StartAsync()).Number);
    }

    [Theory, EveryEngine]
    public async Task ASample_IsDrawnByItsSeed_AndCanBeDrawnAgain(Engine engine)
    {
        using var at = new SlipFixture(engine, slips: 30);

        var comparison = await at.StartAsync(sample: 8);

        var lines = await at.LinesAsync();
        Assert.Equal((30, 8, 8), (comparison.Population, comparison.Size, lines.Count));
        Assert.Equal(SampleDraw.Of(at.Doses.Select(d => d.DoseId), 8, comparison.Seed!.Value).Order(), lines.Select(l => l.DoseId).Order());
        Assert.Equal(at.Doses.Select(d => d.DoseId).Where(id => lines.Exists(l => l.DoseId == id)), lines.Select(l => l.DoseId));
    }

    [Theory, EveryEngine]
    public async Task TheSameDraw_OfAnUnchangedBinder_HasTheSameRecords_AndBothSheetsSaySo(Engine engine)
    {
        using var at = new SlipFixture(engine, slips: 30);
        var first = await at.EndedSampleAsync(8);

        var again = await at.Starts.StartAgainAsync(at.Third, first.ComparisonId, at.ReaderId);

        Assert.Equal((2, first.Seed, 8, first.Order, at.Third.Name), (again.Number, again.Seed, again.Size, again.Order, again.ScreenName));
        var lines = (await at.LinesAsync()).ToLookup(l => l.ComparisonId, l => l.DoseId);
        Assert.Equal(lines[first.ComparisonId], lines[again.ComparisonId]);
        Assert.Equal(new SameDraw(first.ComparisonId, 1, 8, 8), Assert.Single((await at.Results.OpenAsync(at.Third, again.ComparisonId))!.SameDraws));
        Assert.Equal(again.ComparisonId, Assert.Single((await at.Results.OpenAsync(at.Third, first.ComparisonId))!.SameDraws).ComparisonId);
        Assert.Contains("第1回と同じ抽出番号", (await at.LogAsync(Operation.ComparisonStarted))[^1].Detail, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task TheSameDraw_ReplacesOnlyWhatHasLeftTheBinder(Engine engine)
    {
        using var at = new SlipFixture(engine, slips: 30);
        var first = await at.EndedSampleAsync(8);
        var gone = (await at.LinesAsync())[0].DoseId;
        await using (var db = at.Ledger.CreateDbContext())
        {
            await db.Doses.Where(d => d.DoseId == gone).ExecuteUpdateAsync(u => u.SetProperty(d => d.Status, RecordStatus.Cancelled), TestContext.Current.CancellationToken);
        }

        var again = await at.Starts.StartAgainAsync(at.Screen, first.ComparisonId, at.ReaderId);

        Assert.Equal((29, 8), (again.Population, again.Size));
        Assert.Equal(7, Assert.Single((await at.Results.OpenAsync(at.Screen, again.ComparisonId))!.SameDraws).Common);
    }

    [Theory, EveryEngine]
    public async Task TheSameDraw_NeedsAnEndedSample_TwoPeople_AndThePermission(Engine engine)
    {
        using var at = new SlipFixture(engine);
        var (whole, open) = (await at.StartAsync(), await at.StartAsync(sample: 2));
        var ended = await at.EndedSampleAsync(2);

        Assert.Contains("抽出していません", await RefusedAsync(whole, at.ReaderId), StringComparison.Ordinal);
        Assert.Contains("まだ終わっていません", await RefusedAsync(open, at.ReaderId), StringComparison.Ordinal);
        Assert.Contains("別の職員", await RefusedAsync(ended, at.Screen.StaffMemberId!.Value), StringComparison.Ordinal);
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Starts.StartAgainAsync(A.Viewer, ended.ComparisonId, at.ReaderId));

        var entries = await at.LogAsync(Operation.ComparisonStarted);
        Assert.Equal((4, OperationResult.Denied, ended.ComparisonId), (entries.Count, entries[^1].Result, entries[^1].SubjectId));

        async Task<string> RefusedAsync(Comparison earlier, Guid reader) =>
            (await Assert.ThrowsAsync<RuleException>(() => at.Starts.StartAgainAsync(at.Screen, earlier.ComparisonId, reader))).Message;
    }

    [Theory, EveryEngine]
    public async Task OnePerson_IsNotTwo_AndAnEmptySetIsNone(Engine engine)
    {
        using var at = new SlipFixture(engine);

        await Assert.ThrowsAsync<RuleException>(() => at.Starts.StartAsync(at.Screen, SlipFixture.Set, null, BinderOrder.Kana, at.Screen.StaffMemberId!.Value));
        await Assert.ThrowsAsync<RuleException>(() => at.Starts.StartAsync(at.Screen, SlipFixture.Set, null, BinderOrder.Kana, Guid.NewGuid()));
        await Assert.ThrowsAsync<RuleException>(() => at.Starts.StartAsync(at.Screen, SlipFixture.Set, 0, BinderOrder.Kana, at.ReaderId));
        await Assert.ThrowsAsync<RuleException>(() => at.Starts.StartAsync(at.Screen, SlipFixture.Set with { Month = A.Day("2021-08-01") }, null, BinderOrder.Kana, at.ReaderId));

        Assert.Empty(await at.LinesAsync());
        Assert.DoesNotContain(await at.Starts.ReadersAsync(at.Screen, TestContext.Current.CancellationToken), r => r.StaffMemberId == at.Screen.StaffMemberId);
    }

    [Theory, EveryEngine]
    public async Task WhoeverHasRetired_ReadsNoMore(Engine engine)
    {
        using var at = new SlipFixture(engine);
        at.Ledger.Add(new PersonnelEvent
        {
            PersonnelEventId = Guid.CreateVersion7(),
            StaffMemberId = at.ReaderId,
            Kind = PersonnelEventKind.Retirement,
            EffectiveOn = A.Day("2026-11-01"),
            EnteredBy = "x",
            EnteredByName = "x",
            EnteredAt = A.Now,
        });

        await Assert.ThrowsAsync<RuleException>(() => at.StartAsync());
    }
}
