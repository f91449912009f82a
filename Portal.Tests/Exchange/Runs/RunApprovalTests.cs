using Bunit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.IntermediateServer;
using Portal.Features.Exchange.Media;
using Portal.Features.Exchange.Runs;
using Portal.Tests.Accounts;
using Portal.Tests.Exchange.IntermediateServer;
using Xunit;

namespace Portal.Tests.Exchange.Runs;

/// <summary>Three people and a week: who asks, who approves, who sends, and for how long a word is good.</summary>
public sealed class RunApprovalTests : AccountPartPages
{
    private static readonly Staff Both = A.Staff("ueda", "上田 直", Role.Editor, Role.Approver);

    private readonly ReplicaFixture _at = new();

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public RunApprovalTests()
    {
        var files = new OutgoingFiles([new ReplicaFile()]);
        Services.AddSingleton<TimeProvider>(_at.Time).AddSingleton(_at.Runs).AddSingleton(_at.Desk).AddSingleton(_at.Answers).AddSingleton(files)
            .AddSingleton(new OutgoingOrders(_at.Time)).AddSingleton(new MediumExportDesk(_at.Ledger, _at.Time))
            .AddSingleton<Microsoft.EntityFrameworkCore.IDbContextFactory<Portal.Data.PortalDb>>(_at.Ledger);
    }

    [Theory, EveryEngine]
    public async Task WhoeverAskedForIt_OrMadeIt_DoesNotApproveIt(Engine engine)
    {
        using var at = new ReplicaFixture(engine);
        var id = await at.Desk.MakeAsync(A.Clerk, ExchangeKind.ReplicaChanges, ReplicaFixture.Purpose, ct: Token);
        await at.Runs.AskApprovalAsync(Both, id, (await at.RunAsync(id)).Version);
        var asked = await at.RunAsync(id);

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.Runs.ApproveAsync(Both, id, asked.Version));

        Assert.Contains("自分が承認を求めた連携", refused.Message, StringComparison.Ordinal);
        Assert.Equal(("上田 直", at.Time.GetUtcNow().UtcDateTime), (asked.AskedByName, asked.AskedAt));
        Assert.Equal(0, await new ExchangeHome(at.Ledger, at.Time).CountWaitingAsync(Both, Token));
        Assert.Equal(1, await new ExchangeHome(at.Ledger, at.Time).CountWaitingAsync(A.Manager, Token));
        await at.Runs.ApproveAsync(A.Manager, id, asked.Version);
        Assert.Equal(OperationResult.Denied, at.Log(Operation.ExchangeApproved)[0].Result);
    }

    [Fact]
    public async Task WhoeverApprovedIt_DoesNotSendIt()
    {
        var id = await _at.Desk.MakeAsync(A.Clerk, ExchangeKind.ReplicaChanges, ReplicaFixture.Purpose, ct: Token);
        await _at.Runs.AskApprovalAsync(A.Clerk, id, (await _at.RunAsync(id)).Version);
        await _at.Runs.ApproveAsync(Both, id, (await _at.RunAsync(id)).Version);
        var run = await _at.RunAsync(id);

        var refused = await Assert.ThrowsAsync<RuleException>(() => _at.Desk.OrderAsync(Both, id, run.Version, _at.Use.MediumUseId, ct: Token));

        Assert.Contains("自分が承認した連携のファイルは書き出せません", refused.Message, StringComparison.Ordinal);
        SignIn(Both, Role.Editor, Role.Approver);
        Assert.Contains("承認した人のほかの職員が書き出します", Render<ExchangePage>(p => p.Add(x => x.Id, id)).Markup, StringComparison.Ordinal);
        Assert.NotEmpty(await _at.SendAsync(run));
    }

    [Theory, EveryEngine]
    public async Task AWeekAfterTheApproval_NothingIsSent_UntilItIsCountedAndApprovedAnew(Engine engine)
    {
        using var at = new ReplicaFixture(engine);
        var run = await at.ApprovedAsync();
        at.Time.Advance(ExchangeRun.ApprovalLasts);
        _ = await at.Desk.OrderAsync(A.Clerk, run.ExchangeRunId, run.Version, at.Use.MediumUseId, ct: Token);
        at.Time.Advance(TimeSpan.FromSeconds(1));

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.SendAsync(run));

        Assert.Contains("承認から7日を過ぎている", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["承認の期限が切れた連携"], (await new ExchangeHome(at.Ledger, at.Time).ItemsAsync(A.OtherClerk, Token)).Select(i => i.Label));
        Assert.Contains("この承認は使えません", (await Assert.ThrowsAsync<RuleException>(() => at.Runs.ApproveAsync(A.Manager, run.ExchangeRunId, run.Version))).Message, StringComparison.Ordinal);
        await at.ChangeAsync(db => db.Doses.Single(d => d.DoseId == at.Second.DoseId).Status = Portal.Domain.Ledger.RecordStatus.Cancelled);

        Assert.Equal(2, (await at.Desk.AskAnewAsync(A.Clerk, run.ExchangeRunId, run.Version, ct: Token)).Adds);

        var asked = await at.RunAsync(run.ExchangeRunId);
        Assert.Equal((null, "追加 2、更新 0、削除 0、変わらない 0、番号なし 1、形式不備 0"), (asked.ApprovedByName, asked.Planned));
        Assert.Contains("「承認待ち」", (await Assert.ThrowsAsync<RuleException>(() => at.Desk.AskAnewAsync(A.Clerk, run.ExchangeRunId, asked.Version, ct: Token))).Message, StringComparison.Ordinal);
        await at.Runs.ApproveAsync(A.Manager, run.ExchangeRunId, asked.Version);
        Assert.NotEmpty(await at.SendAsync(await at.RunAsync(run.ExchangeRunId)));
    }

    [Fact]
    public async Task FiguresOfLongAgo_AreNotApproved_AndNotAskedForAsTheyAre()
    {
        var looked = await _at.Desk.LookAsync(A.Clerk, ExchangeKind.ReplicaChanges, ct: Token);
        var id = await _at.Desk.MakeAsync(A.Clerk, ExchangeKind.ReplicaChanges, ReplicaFixture.Purpose, looked, Token);
        var made = await _at.RunAsync(id);
        _at.Time.Advance(ExchangeRun.ApprovalLasts - TimeSpan.FromHours(1));
        await _at.Runs.AskApprovalAsync(A.Clerk, id, made.Version);
        _at.Time.Advance(TimeSpan.FromHours(2));
        var asked = await _at.RunAsync(id);

        Assert.Contains("承認できません", (await Assert.ThrowsAsync<RuleException>(() => _at.Runs.ApproveAsync(A.Manager, id, asked.Version))).Message, StringComparison.Ordinal);
        Assert.Contains("件数を確かめ直して", (await Assert.ThrowsAsync<RuleException>(() => _at.Runs.AskApprovalAsync(A.Clerk, id, asked.Version))).Message, StringComparison.Ordinal);

        await _at.Desk.AskAnewAsync(A.OtherClerk, id, asked.Version, ct: Token);
        await _at.Runs.ApproveAsync(A.Manager, id, (await _at.RunAsync(id)).Version);
        Assert.Equal("伊藤 健", (await _at.RunAsync(id)).AskedByName);
    }

    [Fact]
    public async Task WithoutTheRight_NothingIsAskedForAnew_AndTheAttemptIsLogged()
    {
        var run = await _at.ApprovedAsync();

        await Assert.ThrowsAsync<PermissionDeniedException>(() => _at.Desk.AskAnewAsync(A.Manager, run.ExchangeRunId, run.Version, ct: Token));

        Assert.Equal(OperationResult.Denied, _at.Log(Operation.ExchangeAsked)[^1].Result);
    }

    [Fact]
    public async Task ThePage_SaysUntilWhenItMayBeSent_AndAsksAnewAfterwards()
    {
        var run = await _at.ApprovedAsync();
        SignIn(A.Clerk, Role.Editor);
        Assert.Contains("書出しの期限", Render<ExchangePage>(p => p.Add(x => x.Id, run.ExchangeRunId)).Find("dl.facts").TextContent, StringComparison.Ordinal);
        _at.Time.Advance(TimeSpan.FromDays(8));

        var page = Render<ExchangePage>(p => p.Add(x => x.Id, run.ExchangeRunId));

        Assert.EndsWith("承認の期限切れ", page.Find(".page-head .tag").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("#outgoing-prepare"));
        await page.Find("#exchange-ask").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("件数を確かめ直し、承認を求めました。", page.Markup, StringComparison.Ordinal));
        Assert.Contains("承認者の承認を待っています", page.Markup, StringComparison.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _at.Dispose();
        }
    }
}
