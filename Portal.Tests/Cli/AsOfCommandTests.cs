using Microsoft.Data.Sqlite;
using Portal.Cli;
using Xunit;

namespace Portal.Tests.Cli;

public sealed class AsOfCommandTests : IDisposable
{
    private readonly TestDb _ledger = TestDb.OnSqlite();

    public AsOfCommandTests()
    {
        var person = A.Person();
        _ledger.Add(person, A.Dose(person), A.Person(name: "佐藤 花", kana: "サトウ ハナ", residentNumber: "0001204874"));
    }

    [Theory]
    [InlineData("1204873", "2023-01-01", ExitCode.Done, "令和5年1月1日 23:59 の記録", "")]
    [InlineData("1204873", "2023-01-01T09:30", ExitCode.Done, "令和5年1月1日 09:30 の記録", "")]
    [InlineData("サトウ", "2023-01-01", ExitCode.Failed, "", "2人以上")]
    [InlineData("999999", "2023-01-01", ExitCode.Failed, "", "当てはまる人がいません")]
    [InlineData("1204873", "2020-01-01", ExitCode.Failed, "", "登録されたのは令和4年11月23日")]
    [InlineData("1204873", "0001-01-01", ExitCode.Misused, "", "日時として読めません")]
    [InlineData("1204873", "きのう", ExitCode.Misused, "", "日時として読めません")]
    public async Task ItPrints_WhatStoodThen_OrSaysWhyNot(string number, string at, int code, string output, string error)
    {
        using StringWriter said = new(), refused = new();

        var result = await PortalCommands.RunAsync(
            ["as-of", number, "--at", at, "--database", new SqliteConnectionStringBuilder(_ledger.ConnectionString).DataSource], said, refused, TestContext.Current.CancellationToken);

        Assert.Equal(code, result);
        Assert.Contains(output, said.ToString(), StringComparison.Ordinal);
        Assert.Contains(error, refused.ToString(), StringComparison.Ordinal);
        Assert.Equal(code == ExitCode.Done, said.ToString().Contains("EX3617", StringComparison.Ordinal));
    }

    public void Dispose() => _ledger.Dispose();
}
