using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Cli;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Tests.Accounts;
using Xunit;

namespace Portal.Tests.Cli;

public sealed class AccountCommandTests : IDisposable
{
    private static readonly string[] First = ["issue-first-admin", "--id", "nakamura", "--number", "0107", "--name", "中村 修", "--kana", "ナカムラ オサム", "--department", "保健総務課"];

    private readonly TestDb _ledger = TestDb.OnSqlite();

    [Fact]
    public async Task TheFirstAdministrator_IsMadeOnce_WithACodeAndARowForEachStep()
    {
        var (code, output, error) = await RunAsync(First);

        Assert.Equal(ExitCode.Done, code);
        Assert.Matches(@"初回コード  [0-9A-Z]{4}(-[0-9A-Z]{4}){3}", output);
        Assert.Contains("二度と表示できません", error, StringComparison.Ordinal);
        Assert.Equal(
            [Operation.AccountRequested, Operation.AccountApproved, Operation.AccountIssued, Operation.StaffMemberSaved],
            await OperationsAsync());

        var (again, nothing, words) = await RunAsync([.. First.Select(a => a == "nakamura" ? "nakamura2" : a)]);
        Assert.Equal((ExitCode.Failed, ""), (again, nothing));
        Assert.Contains("「nakamura」がすでに使われています", words, StringComparison.Ordinal);
        Assert.Equal(4, (await OperationsAsync()).Count);
    }

    [Theory]
    [InlineData("--name", "木村 聡", "番号です")]
    [InlineData("--kana", "中村", "カナ")]
    [InlineData("--id", "9", "英小文字")]
    public async Task WhatIsWrongWithTheFirst_IsSaid_AndNothingIsMade(string option, string value, string words)
    {
        _ledger.Add(AnAccount.Person("中村 修", "0107"));
        string[] line = [.. First];
        line[Array.IndexOf(line, option) + 1] = value;

        var (code, output, error) = await RunAsync(line);

        Assert.Equal((ExitCode.Failed, ""), (code, output));
        Assert.Contains(words, error, StringComparison.Ordinal);
        Assert.Empty(await OperationsAsync());
    }

    [Fact]
    public async Task AnApprovedId_IsListedAndIssued_ThenStoppedAndEnded()
    {
        var person = AnAccount.Person();
        var account = Account.Request(AnAccount.Chief, "takahashi", person, [Role.Editor], Domain.JapanTime.DayOf(DateTime.UtcNow).AddMonths(3), "窓口業務のため", DateTime.UtcNow);
        account.Approve(AnAccount.Administrator, DateTime.UtcNow);
        _ledger.Add(person, account);

        var (listed, table, _) = await RunAsync("list", "--view", "unissued");
        Assert.Equal(ExitCode.Done, listed);
        Assert.Contains("takahashi  個人ID  高橋 恵", table, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failed, (await RunAsync("list", "--view", "ended")).Code);

        Assert.Contains("初回コード", (await RunAsync("issue", "takahashi")).Output, StringComparison.Ordinal);
        Assert.Contains("承認済みのID", (await RunAsync("issue", "takahashi")).Error, StringComparison.Ordinal);
        Assert.Contains("停止の理由", (await RunAsync("suspend", "takahashi", "--reason", "-")).Error, StringComparison.Ordinal);
        Assert.Equal("takahashi を停止しました。", (await RunAsync("suspend", "takahashi", "--reason", "長く使っていないため")).Output.TrimEnd());
        Assert.Equal("takahashi を失効させました。", (await RunAsync("revoke", "takahashi", "--reason", "退職のため")).Output.TrimEnd());
        Assert.Contains("見つかりません", (await RunAsync("revoke", "nobody", "--reason", "退職のため")).Error, StringComparison.Ordinal);

        await using var db = _ledger.CreateDbContext();
        Assert.Equal(AccountState.Revoked, (await db.Accounts.SingleAsync(TestContext.Current.CancellationToken)).State);
    }

    [Theory]
    [InlineData("list", "--view", "nonsense")]
    [InlineData("suspend", "takahashi")]
    [InlineData("issue-first-admin", "--id", "nakamura")]
    public async Task WhatIsNotUnderstood_IsRefused(params string[] line) => Assert.Equal(ExitCode.Misused, (await RunAsync(line)).Code);

    public void Dispose() => _ledger.Dispose();

    private async Task<List<Operation>> OperationsAsync()
    {
        await using var db = _ledger.CreateDbContext();
        return [.. (await db.OperationLog.Select(e => e.Operation).ToListAsync()).Order()];
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] line)
    {
        using StringWriter output = new(), error = new();
        var file = new SqliteConnectionStringBuilder(_ledger.ConnectionString).DataSource;
        var code = await PortalCommands.RunAsync(["account", .. line, "--database", file], output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
