using Portal.Domain;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Exchange.IntermediateServer;

/// <summary>情報提供, from the question of another body to our answer; and what is kept of both directions.</summary>
public sealed class ProvisionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task WhoMustNotBeAnsweredByAMachine_IsAnsweredByTwoPeople(Engine engine)
    {
        using var at = new InquiryFixture(engine);
        var taken = await at.ReceiveAsync(SheetStandIn.Request("R1", "100000000002"), SheetStandIn.Request("R2", "100000000003"));
        Assert.Equal((2, 0, 0), (taken.Waiting, taken.Refused, taken.NothingThere));

        await at.ProposeAsync("R1", ProvisionDecision.Give);
        await at.ProposeAsync("R2", ProvisionDecision.Give);
        Assert.Equal(ProvisionState.AwaitsApproval, (await at.ProvisionAsync("R1")).State);
        await Assert.ThrowsAsync<RuleException>(() => at.SendAsync(ExchangeKind.ProvisionAnswers));
        var own = await at.ProvisionAsync("R1");
        var both = A.Staff("takahashi", "高橋 恵", Portal.Domain.Accounts.Role.Editor, Portal.Domain.Accounts.Role.Approver);
        await Assert.ThrowsAsync<RuleException>(() => at.Provisions.ApproveAsync(both, own.ProvisionId, own.Version));
        await at.ApproveAsync("R1");
        await at.ApproveAsync("R2");

        var (_, answered) = SheetStandIn.Read(await at.SendAsync(ExchangeKind.ProvisionAnswers), "provision-answer-1");
        var first = answered.Where(a => a["受付番号"] == "R1").ToDictionary(a => a["項目名"], a => a["値"]);
        Assert.Equal(("1", "20210620", "EX3617", "012033"), (first["接種回数"], first["接種日"], first["ロット番号"], first["接種自治体コード"]));
        Assert.All(answered, a => Assert.Equal("0", a["結果コード"]));
        Assert.DoesNotContain(answered.Where(a => a["受付番号"] == "R2"), a => a["項目名"] is "接種自治体コード" or "医療機関コード");
        Assert.Equal(ProvisionState.Sent, (await at.ProvisionAsync("R2")).State);
    }

    [Theory, EveryEngine]
    public async Task OutsideTheList_IsRefusedAtOnce_Recorded_AndLogged(Engine engine)
    {
        using var at = new InquiryFixture(engine);

        var taken = await at.ReceiveAsync(SheetStandIn.Request("R1", "100000000001", item: "27"), SheetStandIn.Request("R2", "100000000001", at: "20240526235959"));

        Assert.Equal((0, 2), (taken.Waiting, taken.Refused));
        Assert.All(["R1", "R2"], received => Assert.Equal((ProvisionState.Decided, ProvisionDecision.Refuse), (at.ProvisionAsync(received).Result.State, at.ProvisionAsync(received).Result.Decision)));
        Assert.Equal([ProvisionEvent.Refused, ProvisionEvent.Refused], at.Kept().Select(r => r.Event));
        Assert.Equal([OperationResult.Denied, OperationResult.Denied, OperationResult.Done], at.Log(Operation.ProvisionsReceived).Select(e => e.Result));
        var (_, answered) = SheetStandIn.Read(await at.SendAsync(ExchangeKind.ProvisionAnswers), "provision-answer-1");
        Assert.Equal(["3", "3"], answered.Select(a => a["結果コード"]));
        Assert.Equal(2, at.Kept().Count);
    }

    [Fact]
    public async Task NotDisclosed_NeedsAReason_ThatDoesNotLeaveTheHouse()
    {
        using var at = new InquiryFixture();
        await at.ReceiveAsync(SheetStandIn.Request("R1", "100000000003"));
        await Assert.ThrowsAsync<RuleException>(() => at.ProposeAsync("R1", ProvisionDecision.Withhold));

        await at.ProposeAsync("R1", ProvisionDecision.Withhold, "支援措置のため所在を知られるおそれ");
        await at.ApproveAsync("R1");
        var file = await at.SendAsync(ExchangeKind.ProvisionAnswers);

        var line = Assert.Single(SheetStandIn.Read(file, "provision-answer-1").Lines);
        Assert.Equal(("2", "", ""), (line["結果コード"], line["項目名"], line["値"]));
        Assert.DoesNotContain("支援措置", System.Text.Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        var kept = Assert.Single(at.Kept());
        Assert.Equal((ProvisionEvent.Withheld, "支援措置のため所在を知られるおそれ", null), (kept.Event, kept.Reason, kept.ProvidedAt));
    }

    [Fact]
    public async Task WhoIsNotInTheLedger_IsAnsweredSo_AndWhoseFlagIsLifted_ByOnePerson()
    {
        using var at = new InquiryFixture();
        var taken = await at.ReceiveAsync(SheetStandIn.Request("R1", "999"), SheetStandIn.Request("R2", "0100000000002"));
        Assert.Equal((1, 1), (taken.Waiting, taken.NothingThere));
        await at.ChangeAsync(db => db.People.Single(p => p.LedgerPersonId == at.Suzuki.LedgerPersonId).NoAutoReply = false);

        await at.ProposeAsync("R2", ProvisionDecision.Give);

        Assert.Equal((ProvisionState.Decided, "高橋 恵"), ((await at.ProvisionAsync("R2")).State, (await at.ProvisionAsync("R2")).DecidedByName));
        var (_, answered) = SheetStandIn.Read(await at.SendAsync(ExchangeKind.ProvisionAnswers), "provision-answer-1");
        Assert.Equal("1", answered.Single(a => a["受付番号"] == "R1")["結果コード"]);
        Assert.Equal([ProvisionEvent.Given, ProvisionEvent.NothingThere], at.Kept().Select(r => r.Event).Order());
    }

    [Theory]
    [InlineData(AnswerFault.Truncated, "途中で切れています")]
    [InlineData(AnswerFault.WrongCount, "件数が合いません")]
    [InlineData(AnswerFault.WrongEncoding, "UTF-8 ではありません")]
    [InlineData(AnswerFault.Duplicate, "受付番号 R1 が2つあります")]
    [InlineData(AnswerFault.Empty, "1件もありません")]
    public async Task ARequestFileOutOfForm_IsRefusedWhole(AnswerFault fault, string words)
    {
        using var at = new InquiryFixture();

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.ReceiveAsync(SheetStandIn.Write("provision-request-1", 41, [SheetStandIn.Request("R1", "100000000002")], fault)));

        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.Empty(at.All<Provision>());
    }

    [Fact]
    public async Task TheSameFileOnceMore_IsRefused()
    {
        using var at = new InquiryFixture();
        await at.ReceiveAsync(SheetStandIn.Request("R1", "100000000002"));

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.ReceiveAsync(SheetStandIn.Request("R0", "100000000002"), SheetStandIn.Request("R1", "100000000002")));

        Assert.Contains("受付番号 R1 はすでに受け付けています", refused.Message, StringComparison.Ordinal);
        Assert.Single(at.All<Provision>());
    }

    [Theory, EveryEngine]
    public async Task EveryInquiryAndProvision_IsKept_AndFoundByPersonAndPeriod(Engine engine)
    {
        using var at = new InquiryFixture(engine);
        await at.ApprovedAsync(at.Suzuki);
        await at.SendAsync();
        await at.TakeAsync(SheetStandIn.Write("inquiry-answer-1", 1, [.. SheetStandIn.Dose(1, 1, "1", "20210620", "EX3617")]));
        at.Time.Advance(TimeSpan.FromDays(10));
        await at.ReceiveAsync(SheetStandIn.Request("R1", "100000000002"));
        await at.ProposeAsync("R1", ProvisionDecision.Give);
        await at.ApproveAsync("R1");
        await at.SendAsync(ExchangeKind.ProvisionAnswers);

        var suzuki = await at.Records.FindAsync(A.Manager, new(at.Suzuki.LedgerPersonId), Token);
        var sato = await at.Records.FindAsync(A.Manager, new(at.Sato.LedgerPersonId), Token);
        var november = await at.Records.FindAsync(A.Manager, new(null, A.Day("2026-11-01"), A.Day("2026-11-30")), Token);

        Assert.Equal([ProvisionEvent.Given, ProvisionEvent.Asked, ProvisionEvent.Received], suzuki.Rows.Select(r => r.Record.Event).OrderBy(e => e == ProvisionEvent.Given ? 0 : 1).ThenBy(e => e));
        Assert.Empty(sato.Rows);
        Assert.Equal(2, november.Rows.Count);
        var given = suzuki.Rows.Single(r => r.Record.Event == ProvisionEvent.Given).Record;
        Assert.Equal(("北海道札幌市", "北海道小樽市", 25, A.Now.AddDays(10)), (given.Asker, given.Giver, given.Item, given.ProvidedAt));
        Assert.Equal("接種回数・接種日・ワクチンメーカー・製品コード・ロット番号・接種量・接種自治体コード（1件）", given.Items);
        Assert.Equal(new DateTime(2026, 11, 20, 0, 15, 0, DateTimeKind.Utc), given.RequestedAt);
        await Assert.ThrowsAsync<RuleException>(() => at.Records.FindAsync(A.Manager, new(null, A.Day("2026-12-01"), A.Day("2026-11-30")), Token));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Records.FindAsync(A.Clerk, new(), Token));
    }

    [Theory, EveryEngine]
    public async Task ARecord_IsNeverChanged_AndNotDeletedWithinSevenYears(Engine engine)
    {
        using var at = new InquiryFixture(engine);
        await at.ReceiveAsync(SheetStandIn.Request("R1", "100000000001", item: "27"));
        var kept = Assert.Single(at.Kept());
        Assert.Equal(A.Day("2033-11-23"), kept.KeptUntil);

        await Assert.ThrowsAsync<RuleException>(() => at.ChangeAsync(db => db.Remove(kept)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => at.ChangeAsync(db => db.Update(kept)));

        Assert.Empty((await at.Records.FindAsync(A.Manager, new(OnlyDue: true), Token)).Rows);
        at.Time.Advance(A.Day("2033-11-24").ToDateTime(TimeOnly.MinValue) - A.Day("2026-11-23").ToDateTime(TimeOnly.MinValue));
        var due = await at.Records.FindAsync(A.Manager, new(OnlyDue: true), Token);
        Assert.Equal((1, 1), (due.Due, due.Rows.Count));
    }

    [Theory]
    [InlineData("2024-02-28T14:59:00Z", "2031-02-28")]
    [InlineData("2024-02-28T15:00:00Z", "2031-02-28")]
    [InlineData("2026-12-31T15:00:00Z", "2034-01-01")]
    public void SevenYears_AreCountedFromJapansDay(string at, string until) =>
        Assert.Equal(A.Day(until), ProvisionRecord.KeepUntil(DateTime.Parse(at, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal)));

    [Fact]
    public async Task Printing_NeedsAPurpose_AndIsLogged()
    {
        using var at = new InquiryFixture();
        await Assert.ThrowsAsync<RuleException>(() => at.Records.PrintAsync(A.Manager, new(at.Sato.LedgerPersonId), 0, ""));

        await at.Records.PrintAsync(A.Manager, new(at.Sato.LedgerPersonId), 3, "開示請求への対応");

        var row = Assert.Single(at.Log(Operation.ProvisionRecordsPrinted));
        Assert.Equal((at.Sato.LedgerPersonId, "開示請求への対応"), (row.LedgerPersonId, row.Purpose));
    }
}
