using Microsoft.Data.Sqlite;
using Portal.Cli;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Cli;

public sealed class CheckCommandTests : IDisposable
{
    private readonly TestDb _ledger = TestDb.OnSqlite();

    [Fact]
    public async Task ItPrintsWhatIsLeft_ByRule_AndEndsWell()
    {
        var (faulty, sound) = (A.Person(), A.Person(name: "鈴木 一郎", kana: "スズキ イチロウ", residentNumber: "0001204874"));
        _ledger.Add(faulty, A.Dose(faulty, 2, on: "2021-07-11"), sound, A.Dose(sound));
        using StringWriter said = new(), beside = new();

        var code = await PortalCommands.RunAsync(["check", "--database", new SqliteConnectionStringBuilder(_ledger.ConnectionString).DataSource], said, beside, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("回数の抜け", said.ToString(), StringComparison.Ordinal);
        Assert.Contains("2人を点検しました", beside.ToString(), StringComparison.Ordinal);
        using var db = _ledger.CreateDbContext();
        Assert.Contains(db.OperationLog.AsEnumerable(), e => e.Operation is Operation.LedgerChecked && e.Result is OperationResult.Done);
    }

    public void Dispose() => _ledger.Dispose();
}
