using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.DataQuality;
using Portal.Tests.Accounts;
using Xunit;

namespace Portal.Tests.DataQuality;

public sealed class FindingDeskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task WithoutThePermission_NothingIsShown_AndTheDenialIsLogged(Engine engine)
    {
        using var at = new FindingFixture(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.ShowAsync(A.Administrator, new(), cancellationToken: Token));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.DismissAsync(A.Viewer, new Dictionary<Guid, Guid>(), "予診票のとおり"));

        Assert.Equal(OperationResult.Denied, Assert.Single(await at.LogAsync(Operation.FindingsShown)).Result);
        Assert.Equal(OperationResult.Denied, Assert.Single(await at.LogAsync(Operation.FindingDismissed)).Result);
    }

    [Theory, EveryEngine]
    public async Task ThePage_ShowsWhoseAndWhich_AndIsLoggedWithCountsOnly(Engine engine)
    {
        using var at = new FindingFixture(engine);

        var page = await at.Desk.ShowAsync(A.Viewer, new(Rule: FindingRule.Interval, Source: DoseSource.Vrs), cancellationToken: Token);

        var row = Assert.Single(page.Rows);
        Assert.Equal(("佐藤 和子", "0001204873", 2, DoseSource.Vrs), (row.PersonName, row.ResidentNumber, row.DoseNumber, row.Source));
        Assert.Equal([new RuleCount(FindingRule.Interval, 1)], page.Counts);
        Assert.Null(page.LastChecked);
        Assert.Equal("残り 間隔 Vrs 1件", Assert.Single(await at.LogAsync(Operation.FindingsShown)).Detail);
        Assert.Empty((await at.Desk.ShowAsync(A.Viewer, new(Source: DoseSource.Slip), cancellationToken: Token)).Rows);
    }

    [Theory, EveryEngine]
    public async Task Pages_FollowEachOther_WithoutARowLostOrTwice(Engine engine)
    {
        using var at = new FindingFixture(engine);
        for (var i = 0; i < 3; i++)
        {
            var people = Enumerable.Range(0, 50).Select(n => A.Person(residentNumber: $"{i}{n:D4}")).ToList();
            at.Ledger.Add([.. people, .. people.Select(p => A.Dose(p, 2))]);
        }

        var first = await at.Desk.ShowAsync(A.Viewer, new(), cancellationToken: Token);
        var second = await at.Desk.ShowAsync(A.Viewer, new(), first.Rows[^1].Record.FindingRecordId, Token);

        Assert.Equal((100, true, 51, false), (first.Rows.Count, first.HasMore, second.Rows.Count, second.HasMore));
        Assert.Equal(151, first.Rows.Concat(second.Rows).Select(r => r.Record.FindingRecordId).Distinct().Count());
        Assert.Equal(151, first.Total);
    }

    [Theory, EveryEngine]
    public async Task TakenByOneself_ItIsOnesOwn_AndCounted(Engine engine)
    {
        using var at = new FindingFixture(engine);

        await at.Desk.AssignAsync(A.Clerk, await at.SeenAsync(), null);

        var own = Assert.Single((await at.Desk.ShowAsync(A.Clerk, new(FindingView.Mine), cancellationToken: Token)).Rows);
        Assert.Equal((FindingState.Assigned, "高橋 恵"), (own.Record.State, own.Record.AssigneeName));
        Assert.Equal((1, 0, 1, 0), (await at.Desk.CountMineAsync(A.Clerk, Token), await at.Desk.CountMineAsync(A.OtherClerk, Token), await at.Desk.CountAsync(A.Clerk, Token), await at.Desk.CountAsync(A.Viewer, Token)));
        var entry = Assert.Single(await at.LogAsync(Operation.FindingAssigned));
        Assert.Equal((at.Person.LedgerPersonId, own.Record.FindingRecordId, "間隔 高橋 恵"), (entry.LedgerPersonId!.Value, entry.SubjectId!.Value, entry.Detail));
    }

    [Theory, EveryEngine]
    public async Task AColleague_WithAnIdThatCorrects_CanBeAsked_AndNobodyElse(Engine engine)
    {
        using var at = new FindingFixture(engine);
        var (editor, viewer) = (AnAccount.Person("伊藤 健", "000001"), AnAccount.Person("佐々木 望", "000002"));
        at.Ledger.Add(editor, viewer, AnAccount.For(editor, "ito", Role.Editor), AnAccount.For(viewer, "sasaki", Role.Viewer));

        Assert.Equal([new Colleague(editor.StaffMemberId, "伊藤 健")], await at.Desk.ColleaguesAsync(A.Clerk, Token));
        await Assert.ThrowsAsync<RuleException>(async () => await at.Desk.AssignAsync(A.Clerk, await at.SeenAsync(), viewer.StaffMemberId));
        await at.Desk.AssignAsync(A.Clerk, await at.SeenAsync(), editor.StaffMemberId);

        Assert.Equal(1, await at.Desk.CountMineAsync(A.OtherClerk with { StaffMemberId = editor.StaffMemberId }, Token));
    }

    [Theory, EveryEngine]
    public async Task Dismissed_WithAReason_ItLeavesTheList_AndReturnsWhenTheDayIsCorrected(Engine engine)
    {
        using var at = new FindingFixture(engine);

        await at.Desk.DismissAsync(A.Clerk, await at.SeenAsync(), "予診票のとおり");

        Assert.Empty((await at.Desk.ShowAsync(A.Clerk, new(), cancellationToken: Token)).Rows);
        Assert.Equal("予診票のとおり", Assert.Single(await at.LogAsync(Operation.FindingDismissed)).Purpose);
        await using (var db = at.Ledger.CreateDbContext())
        {
            db.Attach(at.Second).Entity.Doctor = "別の医師";
            await db.SaveChangesAsync(Token);
            Assert.Equal(FindingState.Dismissed, Assert.Single(await at.FindingsAsync()).State);
            at.Second.VaccinatedOn = A.Day("2021-07-01");
            await db.SaveChangesAsync(Token);
        }

        var back = Assert.Single((await at.Desk.ShowAsync(A.Clerk, new(), cancellationToken: Token)).Rows).Record;
        Assert.Equal((FindingState.Open, "予診票のとおり"), (back.State, back.Reason));
        Assert.NotNull(back.ReturnedAt);
    }

    [Theory, EveryEngine]
    public async Task Reopened_ItIsLeftAgain(Engine engine)
    {
        using var at = new FindingFixture(engine);
        await at.Desk.DismissAsync(A.Clerk, await at.SeenAsync(), "予診票のとおり");

        await at.Desk.ReopenAsync(A.OtherClerk, await at.SeenAsync());

        Assert.Equal(FindingState.Open, Assert.Single(await at.FindingsAsync()).State);
        Assert.Single(await at.LogAsync(Operation.FindingReopened));
    }

    [Theory, EveryEngine]
    public async Task WhatSomebodyElseHasDecided_IsNotDecidedOver(Engine engine)
    {
        using var at = new FindingFixture(engine);
        var seen = await at.SeenAsync();
        await at.Desk.AssignAsync(A.OtherClerk, seen, null);

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.Desk.DismissAsync(A.Clerk, seen, "予診票のとおり"));

        Assert.Contains("同時に変更", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await at.LogAsync(Operation.FindingDismissed));
    }

    [Theory, EveryEngine]
    public async Task ARuleSwitchedOff_IsNeitherShownNorCounted_UntilItIsOnAgain(Engine engine)
    {
        using var at = new FindingFixture(engine);
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.SwitchOffAsync(A.Clerk, FindingRule.Interval, "見直し中のため"));
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.SwitchOffAsync(A.Manager, FindingRule.Interval, " "));

        await at.Desk.SwitchOffAsync(A.Manager, FindingRule.Interval, "見直し中のため");
        Assert.Equal((0, 0), (await at.Desk.CountAsync(A.Clerk, Token), (await at.Check.RunAsync(A.Clerk, cancellationToken: Token)).Total));
        Assert.Equal(FindingState.Open, Assert.Single(await at.FindingsAsync()).State);

        await at.Desk.SwitchOnAsync(A.Manager, FindingRule.Interval);
        Assert.Equal(1, await at.Desk.CountAsync(A.Clerk, Token));
        Assert.Equal(["間隔 停止", "間隔 再開"], (await at.LogAsync(Operation.FindingRuleSwitched)).Where(e => e.Result == OperationResult.Done).Select(e => e.Detail));
    }

    [Theory, EveryEngine]
    public async Task APrint_NeedsAPurpose_AndIsLogged(Engine engine)
    {
        using var at = new FindingFixture(engine);
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.RecordPrintAsync(A.Viewer, new(), 3, null, ""));

        Assert.Equal(A.Now, await at.Desk.RecordPrintAsync(A.Viewer, new(), 3, null, "月例の点検"));

        Assert.Equal("月例の点検", Assert.Single(await at.LogAsync(Operation.FindingsPrinted)).Purpose);
    }

    [Theory, EveryEngine]
    public async Task ARuleSwitchedOffSince_IsInTheListOfBefore_AndNotInThatOfAfter(Engine engine)
    {
        using var at = new FindingFixture(engine);
        await at.WriteBehindAsync($"UPDATE FindingRecord SET FoundAt = '{A.Now.AddHours(-1):yyyy-MM-dd HH:mm:ss}'");
        at.Time.Advance(TimeSpan.FromHours(2));
        await at.Desk.SwitchOffAsync(A.Manager, FindingRule.Interval, "見直し中のため");
        at.Time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(1, (await at.Desk.ShowAsync(A.Viewer, new(At: A.Now.AddHours(1)), cancellationToken: Token)).Total);
        Assert.Equal(0, (await at.Desk.ShowAsync(A.Viewer, new(At: A.Now.AddHours(3)), cancellationToken: Token)).Total);
        Assert.Equal(0, (await at.Desk.ShowAsync(A.Viewer, new(), cancellationToken: Token)).Total);
    }

    [Theory, EveryEngine]
    public async Task AtAnEarlierMoment_TheListIsWhatWasLeftThen_AlsoOfOneThatCameBack(Engine engine)
    {
        using var at = new FindingFixture(engine);
        async Task<int> LeftAtAsync(int hours) => (await at.Desk.ShowAsync(A.Viewer, new(At: A.Now.AddHours(hours)), cancellationToken: Token)).Total;
        var found = (await at.FindingsAsync())[0].FoundAt;
        at.Time.Advance(TimeSpan.FromHours(2));
        await at.Desk.DismissAsync(A.Clerk, await at.SeenAsync(), "予診票のとおり");
        at.Time.Advance(TimeSpan.FromHours(2));
        await at.Desk.ReopenAsync(A.Clerk, await at.SeenAsync());
        at.Time.Advance(TimeSpan.FromHours(2));
        await at.Desk.DismissAsync(A.Clerk, await at.SeenAsync(), "予診票のとおり");
        at.Time.Advance(TimeSpan.FromHours(2));

        await at.WriteBehindAsync($"UPDATE FindingRecord SET FoundAt = '{A.Now:yyyy-MM-dd HH:mm:ss}'");
        Assert.NotEqual(default, found);
        Assert.Equal((0, 1, 0, 1, 0), (await LeftAtAsync(-1), await LeftAtAsync(1), await LeftAtAsync(3), await LeftAtAsync(5), await LeftAtAsync(7)));
        await Assert.ThrowsAsync<RuleException>(() => LeftAtAsync(9));
        Assert.StartsWith("時点 令和8年11月23日", (await at.LogAsync(Operation.FindingsShown))[0].Detail, StringComparison.Ordinal);
    }
}
