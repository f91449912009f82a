using Microsoft.Data.Sqlite;
using Portal.Cli;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Cli;

public sealed class MergeCommandTests : IDisposable
{
    private readonly TestDb _ledger = TestDb.OnSqlite();
    private readonly LedgerPerson _keeper = A.Person(address: null);
    private readonly LedgerPerson _other = A.Person(residentNumber: "0001204999");

    public MergeCommandTests() => _ledger.Add(_keeper, _other, A.Dose(_other));

    [Fact]
    public async Task APreview_ChangesNothing_ThenTheyAreMerged_AndTakenBackByNumber()
    {
        var (previewed, words, _) = await RunAsync("merge", "1204873", "1204999", "--reason", "二重登録の確認", "--preview");
        Assert.Equal(ExitCode.Done, previewed);
        Assert.Contains("接種記録1件", words, StringComparison.Ordinal);
        Assert.Contains("花園四丁目1番2号", words, StringComparison.Ordinal);
        Assert.Equal((Guid?)null, MergedInto());

        var (merged, said, _) = await RunAsync("merge", "1204873", "1204999", "--reason", "二重登録の確認");
        Assert.Equal(ExitCode.Done, merged);
        Assert.Contains("統合しました", said, StringComparison.Ordinal);
        Assert.Equal(_keeper.LedgerPersonId, MergedInto());

        var (undone, told, _) = await RunAsync("merge", "--undo", "1204999", "--reason", "別人と分かったため");
        Assert.Equal(ExitCode.Done, undone);
        Assert.Contains("取り消しました", told, StringComparison.Ordinal);
        Assert.Equal((Guid?)null, MergedInto());
        using var db = _ledger.CreateDbContext();
        Assert.Equal(_other.LedgerPersonId, db.Doses.Single().LedgerPersonId);
        Assert.Equal("別人と分かったため", db.Revisions.First(r => r.Act == RevisionAct.Unmerge).ReasonText);
    }

    [Theory]
    [InlineData(ExitCode.Misused, "2人か、--undo", "merge", "1204873", "--reason", "二重登録")]
    [InlineData(ExitCode.Misused, "2人か、--undo", "merge", "1204873", "1204999", "--undo", "1204873", "--reason", "二重登録")]
    [InlineData(ExitCode.Failed, "当てはまる人がいません", "merge", "1204873", "999999", "--reason", "二重登録")]
    [InlineData(ExitCode.Failed, "同じ人", "merge", "1204873", "1204873", "--reason", "二重登録")]
    [InlineData(ExitCode.Failed, "取り消せる統合はありません", "merge", "--undo", "1204873", "--reason", "操作の誤り")]
    public async Task WhatCannotBeDone_IsSaid(int code, string error, params string[] args)
    {
        var (result, _, refused) = await RunAsync(args);

        Assert.Equal(code, result);
        Assert.Contains(error, refused, StringComparison.Ordinal);
    }

    public void Dispose() => _ledger.Dispose();

    private Guid? MergedInto()
    {
        using var db = _ledger.CreateDbContext();
        return db.People.Single(p => p.LedgerPersonId == _other.LedgerPersonId).MergedIntoId;
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using StringWriter output = new(), error = new();
        var code = await PortalCommands.RunAsync(
            [.. args, "--database", new SqliteConnectionStringBuilder(_ledger.ConnectionString).DataSource], output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
