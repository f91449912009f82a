using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts;
using Xunit;

namespace Portal.Tests.Accounts;

public class AccountListTests
{
    [Theory, EveryEngine]
    public async Task TheViews_FollowTheClock(Engine engine)
    {
        using var at = new AccountFixture(engine);
        // Issued a month ago, valid for a year; the last sign-in of the second was 89 days before the clock's day.
        at.Add(at.Clerk, "takahashi", Role.Editor);
        var ito = Person(at, "伊藤 健", "022222");
        var used = AnAccount.For(ito, "ito", Role.Viewer);
        used.LastSignInAt = A.Now.AddDays(-89);
        at.Ledger.Add(used);

        Assert.Equal(["takahashi"], await IdsAsync(at, AccountListView.Never));
        Assert.Empty(await IdsAsync(at, AccountListView.Unused90));
        Assert.Equal(["ito", "takahashi"], await IdsAsync(at, AccountListView.Current));
        Assert.Equal(["89日前", "未使用"], (await ListAsync(at, AccountListView.All)).Select(r => r.LastUse));

        at.Time.SetUtcNow(A.Now.Date.AddHours(15));
        Assert.Equal(["ito"], await IdsAsync(at, AccountListView.Unused90));
        Assert.Equal("90日前", (await ListAsync(at, AccountListView.Unused90))[0].LastUse);

        at.Time.SetUtcNow(A.Now.AddDays(62));
        Assert.Equal(["ito", "takahashi"], await IdsAsync(at, AccountListView.Unused90));

        at.Time.SetUtcNow(A.Now.AddDays(340));
        Assert.Equal(["ito", "takahashi"], await IdsAsync(at, AccountListView.Expiring));

        at.Time.SetUtcNow(A.Now.AddDays(366));
        Assert.Equal(["ito", "takahashi"], await IdsAsync(at, AccountListView.Ended));
        Assert.Empty(await IdsAsync(at, AccountListView.Never));
        Assert.Equal("期限切れ", (await ListAsync(at, AccountListView.All))[0].Standing.Words);
    }

    [Theory, EveryEngine]
    public async Task WhoHasGoneByAnEvent_IsNotInUse_ThoughNobodyActed(Engine engine)
    {
        using var at = new AccountFixture(engine);
        at.Add(at.Clerk, "takahashi", Role.Editor);
        at.Ledger.Add(AnAccount.Event(at.Clerk, PersonnelEventKind.Transfer, AnAccount.Today.AddDays(1)));
        Assert.Equal(["takahashi"], await IdsAsync(at, AccountListView.Current));

        at.Time.SetUtcNow(A.Now.AddDays(1));

        Assert.Empty(await IdsAsync(at, AccountListView.Current));
        Assert.Empty(await IdsAsync(at, AccountListView.Never));
        Assert.Equal("異動・退職", Assert.Single(await ListAsync(at, AccountListView.Ended)).Standing.Words);
    }

    [Theory, EveryEngine]
    public async Task WhatWaits_IsListedAndCountedForWhoeverCanDoIt(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var ito = Person(at, "伊藤 健", "022222");
        var account = at.Add(ito, "ito", Role.Viewer);
        var key = await at.Desk.RequestAsync(AnAccount.Chief, AccountFixture.RequestFor(at.Clerk));
        await at.Desk.RequestChangeAsync(AnAccount.Chief, account.AccountKey, account.Version, new() { Roles = [Role.Editor], ValidUntil = account.ValidUntil, Reason = "業務の追加のため" });

        Assert.Equal(["ito", "takahashi"], await IdsAsync(at, AccountListView.Waiting));
        Assert.Equal((0, 2, 0), await CountsAsync(at));

        await at.Desk.ApproveAsync(AnAccount.Administrator, key, await at.VersionOfAsync(key));
        Assert.Equal(["takahashi"], await IdsAsync(at, AccountListView.Unissued));
        // The change and the issue; the chief issues nothing.
        Assert.Equal((0, 2, 0), await CountsAsync(at));
    }

    [Theory]
    [InlineData("TAKA", "takahashi")]
    [InlineData("髙橋", "")]
    [InlineData("高橋恵", "takahashi")]
    [InlineData("たかはし", "takahashi")]
    [InlineData("増進", "ito")]
    [InlineData("012345", "takahashi")]
    [InlineData("%", "")]
    [InlineData("  ", "ito,takahashi")]
    public async Task TheText_NarrowsByIdNameReadingDepartmentAndNumber(string text, string ids)
    {
        using var at = new AccountFixture();
        at.Add(at.Clerk, "takahashi", Role.Editor);
        var ito = AnAccount.Person("伊藤 健", "022222", "健康増進課");
        ito.Kana = "イトウ ケン";
        at.Ledger.Add(ito);
        at.Add(ito, "ito", Role.Viewer);

        Assert.Equal(ids, string.Join(',', (await at.Viewing.ListAsync(AnAccount.Administrator, AccountListView.All, text, TestContext.Current.CancellationToken)).Select(r => r.Account.AccountId)));
    }

    [Theory, EveryEngine]
    public async Task Looking_Printing_AndExporting_AreLogged_AndNeedTheRight(Engine engine)
    {
        using var at = new AccountFixture(engine);
        at.Add(at.Clerk, "takahashi", Role.Editor);
        await ListAsync(at, AccountListView.Never);
        await at.Viewing.RecordPrintAsync(AnAccount.Chief, AccountListView.Never, 1);
        await at.Viewing.ExportAsync(AnAccount.Chief, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Viewing.ExportAsync(A.Clerk, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Viewing.RecordPrintAsync(A.Clerk, AccountListView.All, 1));

        Assert.Equal("一覧 未使用 1件", Assert.Single(await at.LogAsync(Operation.AccountsShown)).Detail);
        var exports = await at.LogAsync(Operation.AccountsExported);
        Assert.Equal(["Excel 1件", "印刷 未使用 1件"], exports.Where(e => e.Result == OperationResult.Done).Select(e => e.Detail).Order(StringComparer.Ordinal));
        Assert.Equal(2, exports.Count(e => e.Result == OperationResult.Denied));
    }

    [Fact]
    public void EveryQuery_IsTranslatedForSqlServer()
    {
        using var db = TestDb.SqlServerOffline();

        Assert.All(AccountSearch.Views, v => Assert.Contains("TOP", AccountSearch.Accounts(db, v.View, "高橋", A.Now).ToQueryString(), StringComparison.Ordinal));
        Assert.Contains("TOP", StaffMemberSearch.People(db, "高橋", 12).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("[Session]", OpenSessionDesk.Rows(db, SessionLimits.Default, A.Now).ToQueryString(), StringComparison.Ordinal);
    }

    private static StaffMember Person(AccountFixture at, string name, string number)
    {
        var person = AnAccount.Person(name, number);
        at.Ledger.Add(person);
        return person;
    }

    private static Task<IReadOnlyList<AccountRow>> ListAsync(AccountFixture at, AccountListView view) =>
        at.Viewing.ListAsync(AnAccount.Administrator, view, null, TestContext.Current.CancellationToken);

    private static async Task<List<string>> IdsAsync(AccountFixture at, AccountListView view) =>
        [.. (await ListAsync(at, view)).Select(r => r.Account.AccountId)];

    private static async Task<(int Asker, int Administrator, int Clerk)> CountsAsync(AccountFixture at) => (
        await at.Viewing.CountWaitingAsync(AnAccount.Chief, TestContext.Current.CancellationToken),
        await at.Viewing.CountWaitingAsync(AnAccount.Administrator, TestContext.Current.CancellationToken),
        await at.Viewing.CountWaitingAsync(A.Clerk, TestContext.Current.CancellationToken));
}
