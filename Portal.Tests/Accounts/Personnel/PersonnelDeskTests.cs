using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Accounts.Personnel;

public class PersonnelDeskTests
{
    [Theory, EveryEngine]
    public async Task WithoutTheRight_EveryActIsDeniedAndLogged(Engine engine)
    {
        using var at = new PersonnelFixture(engine);
        var happening = await at.EnterAsync();

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.EnterAsync(AnAccount.Chief, at.Leaver.StaffMemberId, PersonnelEventKind.Retirement, PersonnelFixture.Day, null));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.CancelAsync(AnAccount.Chief, happening.PersonnelEventId, "取り違えた"));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.ConfirmAsync(AnAccount.Chief, happening.PersonnelEventId, at.Own.AccountKey, null));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Work.ListAsync(AnAccount.Chief, TestContext.Current.CancellationToken));

        Assert.Single(await at.LogAsync(Operation.PersonnelEventEntered), e => e.Result == OperationResult.Denied);
        Assert.Equal(OperationResult.Denied, Assert.Single(await at.LogAsync(Operation.PersonnelEventCancelled)).Result);
        Assert.Equal(OperationResult.Denied, Assert.Single(await at.LogAsync(Operation.PersonnelConfirmed)).Result);
        Assert.Equal(OperationResult.Denied, Assert.Single(await at.LogAsync(Operation.AccountsShown)).Result);
    }

    [Theory, EveryEngine]
    public async Task AnEvent_OfNobody_OrTwice_OrDecadesAway_IsRefused(Engine engine)
    {
        using var at = new PersonnelFixture(engine);
        await at.EnterAsync();

        await Assert.ThrowsAsync<RuleException>(() => at.Desk.EnterAsync(AnAccount.Administrator, Guid.NewGuid(), PersonnelEventKind.Transfer, PersonnelFixture.Day, null));
        Assert.Contains("すでに記録されています", (await Assert.ThrowsAsync<RuleException>(() => at.EnterAsync())).Message, StringComparison.Ordinal);
        Assert.Contains("離れすぎています", (await Assert.ThrowsAsync<RuleException>(() => at.EnterAsync(on: new DateOnly(2062, 12, 1)))).Message, StringComparison.Ordinal);
        Assert.Contains("個人番号", (await Assert.ThrowsAsync<RuleException>(() => at.Desk.EnterAsync(
            AnAccount.Administrator, at.Leaver.StaffMemberId, PersonnelEventKind.Retirement, PersonnelFixture.Day, "123456789018"))).Message, StringComparison.Ordinal);
        Assert.Single((await at.NowAsync(at.Leaver)).Events);
    }

    [Theory, EveryEngine]
    public async Task AnEvent_IsRecordedWithWhoAndWhen(Engine engine)
    {
        using var at = new PersonnelFixture(engine);

        var happening = await at.NowAsync(await at.EnterAsync());

        Assert.Equal((AnAccount.Administrator.Name, A.Now, "健康増進課へ"), (happening.EnteredByName, happening.EnteredAt, happening.Note));
        var entry = Assert.Single(await at.LogAsync(Operation.PersonnelEventEntered));
        Assert.Equal((happening.PersonnelEventId, "012345 小林 誠 異動 2026-12-01"), (entry.SubjectId!.Value, entry.Detail));
    }

    [Theory, EveryEngine]
    public async Task TheSameEvent_EnteredByTwoAtOnce_IsRecordedOnce(Engine engine)
    {
        using var at = new PersonnelFixture(engine);

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () => await Record.ExceptionAsync(() => at.EnterAsync()))));

        Assert.Single(results, refusal => refusal is null);
        Assert.All(results.OfType<Exception>(), refusal => Assert.IsType<RuleException>(refusal));
        Assert.Single((await at.NowAsync(at.Leaver)).Events);
    }

    [Theory, EveryEngine]
    public async Task ThePreview_NamesEachIdAndTerminal_AndWritesNothing(Engine engine)
    {
        using var at = new PersonnelFixture(engine);

        var preview = await at.Desk.PreviewAsync(AnAccount.Administrator, at.Leaver.StaffMemberId, PersonnelEventKind.Transfer, PersonnelFixture.Day);

        Assert.Equal(["kobayashi", "madoguchi-a"], preview.Touched.Select(t => t.Account.AccountId));
        Assert.Equal([[PersonnelEffect.Revoked], [PersonnelEffect.MembershipEnds]], preview.Touched.Select(t => t.Effects));
        Assert.Equal("窓口2", Assert.Single(preview.Terminals));
        Assert.Empty(preview.Warnings);
        Assert.Empty((await at.NowAsync(at.Leaver)).Events);
        Assert.Empty(await at.LogAsync(Operation.PersonnelEventEntered));
    }

    [Theory, EveryEngine]
    public async Task ThePreview_WarnsOfAPastDay_AndOfTheLastAdministrator(Engine engine)
    {
        using var at = new PersonnelFixture(engine);
        Task<Portal.Features.Accounts.Personnel.PersonnelPreview> LookAsync(DateOnly on) =>
            at.Desk.PreviewAsync(AnAccount.Administrator, at.Administrator.StaffMemberId, PersonnelEventKind.Retirement, on);

        Assert.Contains("過ぎています", Assert.Single((await LookAsync(AnAccount.Today.AddDays(-3))).Warnings), StringComparison.Ordinal);
        Assert.Empty((await LookAsync(PersonnelFixture.Day)).Warnings);

        // The other one leaves a day earlier, so on this day there is nobody else.
        await at.EnterAsync(PersonnelEventKind.Retirement, PersonnelFixture.Day.AddDays(-1), at.OtherAdministrator);
        Assert.Equal("最後の指定管理者です。発令日までに後任を発行してください。", Assert.Single((await LookAsync(PersonnelFixture.Day)).Warnings));

        // It is a fact all the same.
        await at.EnterAsync(PersonnelEventKind.Retirement, PersonnelFixture.Day, at.Administrator);
    }

    [Theory, EveryEngine]
    public async Task ACancelledEvent_CountsNoMore(Engine engine)
    {
        using var at = new PersonnelFixture(engine);
        var happening = await at.EnterAsync();
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.CancelAsync(AnAccount.Administrator, happening.PersonnelEventId, " "));
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.CancelAsync(AnAccount.Administrator, Guid.NewGuid(), "別の職員と取り違えた"));

        await at.Desk.CancelAsync(AnAccount.Administrator, happening.PersonnelEventId, "別の職員と取り違えた");

        at.GoTo(PersonnelFixture.Day);
        Assert.Null(AccessRights.RefusalOf(await at.NowAsync(at.Own), await at.NowAsync(at.Leaver), null, at.Time.GetUtcNow().UtcDateTime));
        Assert.Equal(0, await at.SweepAsync());
        Assert.Empty(await at.Work.ListAsync(AnAccount.Administrator, TestContext.Current.CancellationToken));
        Assert.Equal("別の職員と取り違えた", Assert.Single(await at.LogAsync(Operation.PersonnelEventCancelled)).Purpose);
        Assert.Contains("すでに取り消されています", (await Assert.ThrowsAsync<RuleException>(
            () => at.Desk.CancelAsync(AnAccount.Administrator, happening.PersonnelEventId, "もう一度取り消す"))).Message, StringComparison.Ordinal);
        // The same event may be entered again.
        await at.EnterAsync();
    }

    [Theory, EveryEngine]
    public async Task AnEventCarriedOut_IsNotCancelled_AndSaysWhatToDo(Engine engine)
    {
        using var at = new PersonnelFixture(engine);
        var happening = await at.EnterAsync();
        at.GoTo(PersonnelFixture.Day);
        await at.SweepAsync();

        var refusal = await Assert.ThrowsAsync<RuleException>(() => at.Desk.CancelAsync(AnAccount.Administrator, happening.PersonnelEventId, "取り違えていた"));

        Assert.Contains("新しく申請", refusal.Message, StringComparison.Ordinal);
        Assert.Null((await at.NowAsync(happening)).CancelledAt);
    }

    [Theory, EveryEngine]
    public async Task OnesOwnEvent_IsNeitherCancelledNorConfirmed(Engine engine)
    {
        using var at = new PersonnelFixture(engine);
        var happening = await at.EnterAsync(person: at.Administrator);
        var self = PersonnelFixture.By(at.Administrator);

        await Assert.ThrowsAsync<RuleException>(() => at.Desk.CancelAsync(self, happening.PersonnelEventId, "取り違えた"));
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.ConfirmAsync(self, happening.PersonnelEventId, at.Kanri.AccountKey, null));

        Assert.Empty((await at.NowAsync(happening)).Confirmations);
        Assert.Equal((0, 1), (await at.Work.CountAsync(self, TestContext.Current.CancellationToken), await at.Work.CountAsync(PersonnelFixture.By(at.OtherAdministrator), TestContext.Current.CancellationToken)));
    }
}
