using Bunit;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Exchange.Lists;
using Portal.Domain.Exchange.Media;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Lists;
using Xunit;

namespace Portal.Tests.Exchange.Lists;

/// <summary>An order that cannot be filled any more: the log and the page say so. And one that was cut off: the person writes again.</summary>
public sealed class ListRefusalTests : BunitContext
{
    private readonly ListFixture _at = new();

    public ListRefusalTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(new ListExportOrders(_at.Time));
        _at.Ledger.Add(A.Person(residentNumber: "0001"), A.Person(residentNumber: "0002"));
    }

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    private ListExportOrders Orders => Services.GetRequiredService<ListExportOrders>();

    [Fact]
    public async Task AnErasureMeanwhile_IsADeniedRow_AndSaidOnThePage_WithoutAPassphrase()
    {
        var ready = await _at.OrderAsync(ListFixture.Ask(ListKind.People));
        var id = Orders.Keep(ListFixture.Reporter, ready);
        await using (var db = _at.Ledger.CreateDbContext())
        {
            await db.MediumUses.ExecuteUpdateAsync(u => u.SetProperty(use => use.State, MediumUseState.Erased), Token);
        }

        var page = Render<ListReadyPart>(p => p.Add(x => x.Order, id).Add(x => x.Ready, ready));
        await FetchAsync(id);
        await page.Find("#list-file").ClickAsync(new());

        Assert.Contains("この媒体の使用は「消去済み」のため、書き出せません", page.Find(".notice.error").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".passphrase-words, #list-file"));
        var row = Assert.Single(_at.Log(Operation.ListExported));
        Assert.Equal((OperationResult.Denied, _at.Use.MediumUseId), (row.Result, row.SubjectId));
        Assert.Contains("消去済み", row.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOrderThatIsTooOld_IsSaidOnThePage()
    {
        var ready = await _at.OrderAsync(ListFixture.Ask(ListKind.People));
        var id = Orders.Keep(ListFixture.Reporter, ready);
        _at.Time.Advance(TimeSpan.FromMinutes(6));

        var page = Render<ListReadyPart>(p => p.Add(x => x.Order, id).Add(x => x.Ready, ready));
        await FetchAsync(id);
        await page.Find("#list-file").ClickAsync(new());

        Assert.Contains("もう受け取れません", page.Find(".notice.error").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatSomebodyElseFetches_SaysNothingOnThisPage()
    {
        var id = Orders.Keep(ListFixture.Reporter, await _at.OrderAsync(ListFixture.Ask(ListKind.People)));

        await Orders.AnswerAsync(A.Manager, id, "画面", _ => throw new InvalidOperationException("not theirs"));

        Assert.Null(Orders.AnswerOf(id));
    }

    [Theory, EveryEngine]
    public async Task AfterAPortalThatWasCutOff_ThePersonWritesAgain_AndOnlyTheWholeFileCounts(Engine engine)
    {
        using var at = new ListFixture(engine, plannedRows: 3);
        at.Ledger.Add(A.Person(residentNumber: "0001"), A.Person(residentNumber: "0002"));
        var cutOff = await at.Desk.BeginAsync(ListFixture.Reporter, await at.OrderAsync(ListFixture.Ask(ListKind.People)), Token);

        var again = await at.Desk.BeginAsync(ListFixture.Reporter, await at.OrderAsync(ListFixture.Ask(ListKind.People)), Token);
        using var answer = new MemoryStream();
        await at.Desk.WriteAsync(again, answer, Token);

        await using (var db = at.Ledger.CreateDbContext())
        {
            var states = await db.MediumFiles.ToDictionaryAsync(f => f.MediumFileId, f => f.State, Token);
            Assert.Equal((MediumFileState.Stopped, MediumFileState.Written), (states[cutOff.MediumFileId], states[again.MediumFileId]));
            Assert.Equal((1, 2L), await db.MediumUses.Select(u => new ValueTuple<int, long>(u.Files, u.Rows)).SingleAsync(Token));
        }

        // Had it not been cut off at all, it would not become whole any more.
        using var late = new MemoryStream();
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.WriteAsync(cutOff, late, Token));
        Assert.Single(at.Log(Operation.ListExportStopped));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _at.Dispose();
    }

    private Task<IResult> FetchAsync(Guid id) => Orders.AnswerAsync(ListFixture.Reporter, id, "「一覧の出力」の画面", async order =>
    {
        await _at.Desk.BeginAsync(ListFixture.Reporter, order, Token);
        return Results.Ok();
    });
}
