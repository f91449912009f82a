using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog.Reviews;
using Portal.Tests.Accounts;
using Xunit;

namespace Portal.Tests.OperationLog.Reviews;

/// <summary>What a review answers: on paper, at its fields, to a second tab, to a second press.</summary>
public sealed class LogReviewAnswerTests : AccountPartPages
{
    private readonly LogReviewFixture _at = new();

    public LogReviewAnswerTests()
    {
        Services.AddSingleton<TimeProvider>(_at.Time).AddSingleton(_at.Desk).AddSingleton(_at.Search).AddSingleton(LogReviewCalendar.Default);
        SignIn(_at.Auditor, Role.Auditor);
    }

    [Fact]
    public async Task ThePaper_HoldsEveryLineWithItsVerdict_WhateverIsNarrowedOnTheScreen()
    {
        var review = await _at.OpenAsync();
        await _at.JudgeAsync(review, LogVerdictKind.Improper, "業務外の閲覧", positions: 1);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/log/reviews/{review.LogReviewId}?show=open&flag=Sample");
        var page = await ShowAsync(review);

        await PressAsync(page, "F8");

        var lines = page.FindAll(".print-only tbody tr");
        Assert.Equal(["1", "2", "3"], lines.Select(l => l.Children[0].TextContent));
        Assert.Equal(["不適正", "業務外の閲覧", "斎藤 実"], lines[0].Children.Skip(5).Select(c => c.TextContent));
        Assert.Equal(["未判定", "未判定"], lines.Skip(1).Select(l => l.Children[5].TextContent));
        Assert.NotNull(page.Find("record-table").Closest(".no-print"));
    }

    [Fact]
    public async Task MissingWords_AreSaidAtTheirFieldToo()
    {
        var page = await ShowAsync(await _at.OpenAsync());
        await page.Find("[data-row-key='3']").ClickAsync(new());

        await PressAsync(page, "F12");

        Assert.Contains("説明を4文字以上", page.Find("tr.detail .field-error").TextContent, StringComparison.Ordinal);
        Assert.Equal("log-review-note", page.Find("[role=alert] button").GetAttribute("data-focus"));
    }

    [Fact]
    public async Task ASecondTab_IsShownWhatTheFirstDecided_AndTold()
    {
        var review = await _at.OpenAsync();
        var page = await ShowAsync(review);
        await _at.JudgeAsync(review, LogVerdictKind.Unclear, "本人に確認中", positions: 1);

        await page.Find("[data-row-key='1']").ClickAsync(new());

        Assert.Contains("最新の判定を表示しています", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Contains("3件中 1件判定済み", page.Markup, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task TheSameVerdictOnceMore_WritesNoSecondRow_AnotherNoteOrPersonDoes(Engine engine)
    {
        using var at = new LogReviewFixture(engine);
        var review = await at.OpenAsync();
        review = await at.JudgeAsync(review, LogVerdictKind.Unclear, "本人に確認中", positions: 1);
        var judged = review.Lines[0].VerdictAt;
        at.Time.Advance(TimeSpan.FromMinutes(1));

        review = await at.JudgeAsync(review, LogVerdictKind.Unclear, " 本人に確認中 ", positions: 1);

        Assert.Equal(judged, review.Lines[0].VerdictAt);
        Assert.Single(await at.LogAsync(Operation.LogReviewJudged));
        review = await at.JudgeAsync(review, LogVerdictKind.Unclear, "本人に確認した", positions: 1);
        await at.JudgeAsync(review, LogVerdictKind.Unclear, "本人に確認した", at.Manager, 1);
        Assert.Equal(3, (await at.LogAsync(Operation.LogReviewJudged)).Count);
    }

    [Fact]
    public async Task ARowThatCameToNothing_IsCalledAsItIsEverywhere()
    {
        await _at.WriteAsync("2026-10-05 20:00", personId: _at.Resident.LedgerPersonId, result: OperationResult.Failed);
        var page = await ShowAsync(await _at.Desk.OpenMonthAsync(_at.Auditor, LogReviewFixture.October));

        await page.Find("tbody tr[tabindex]").ClickAsync(new());

        Assert.Contains("不成立", page.Find("tr.detail table").TextContent, StringComparison.Ordinal);
    }

    private async Task<IRenderedComponent<LogReviewPage>> ShowAsync(LogReview review)
    {
        var page = Render<LogReviewPage>(p => p.Add(x => x.Id, review.LogReviewId));
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll("tbody tr[tabindex]")));
        return page;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _at.Dispose();
    }
}
