using ClosedXML.Excel;
using Microsoft.Data.Sqlite;
using Portal.Cli;
using Portal.Domain.OperationLog;
using Portal.Features.Safeguards;
using Xunit;

namespace Portal.Tests.Cli;

public sealed class SafeguardsCommandTests : IDisposable
{
    private readonly TestDb _ledger = TestDb.OnSqlite();
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-safeguards-").FullName;

    [Fact]
    public async Task TheWorkbook_IsWritten_Once_AndLogged()
    {
        var file = Path.Combine(_folder, "inspection.xlsx");

        var (code, output, error) = await RunAsync("export", "--file", file);

        Assert.Equal((ExitCode.Done, "自己点検表を inspection.xlsx に出力しました。", ""), (code, output.TrimEnd(), error));
        using (var book = new XLWorkbook(file))
        {
            Assert.Equal(Promises.All.Count + 1, book.Worksheet(InspectionWorkbook.List).RowsUsed().Count());
        }

        var (again, _, words) = await RunAsync("export", "--file", file);
        Assert.Equal(ExitCode.Failed, again);
        Assert.Contains("すでにあります", words, StringComparison.Ordinal);
        await using var db = _ledger.CreateDbContext();
        Assert.Equal(("system", OperationResult.Done), db.OperationLog.Where(e => e.Operation == Operation.SafeguardsExported).Select(e => new ValueTuple<string, OperationResult>(e.AccountId, e.Result)).Single());
    }

    [Fact]
    public async Task WithoutAFile_ItIsNotUnderstood() => Assert.Equal(ExitCode.Misused, (await RunAsync("export")).Code);

    public void Dispose()
    {
        _ledger.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] line)
    {
        using StringWriter output = new(), error = new();
        var database = new SqliteConnectionStringBuilder(_ledger.ConnectionString).DataSource;
        var code = await PortalCommands.RunAsync(["safeguards", .. line, "--database", database], output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
