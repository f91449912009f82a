using ClosedXML.Excel;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Cli;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Features.Accounts.Reviews;
using Portal.Tests.Accounts;
using Xunit;

namespace Portal.Tests.Cli;

public sealed class AccountCommandTests : IDisposable
{
    private const string Header = "職員番号,氏名,種別,発令日,備考\r\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-cli-").FullName;
    private readonly StaffMember _person = AnAccount.Person();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task PersonnelImport_DryRun_ThenForGood()
    {
        await PrepareAsync();
        var file = await WriteAsync($"{Header}12345,高橋 恵,異動,R9.4.1,\r\n");

        var (looked, words, _) = await RunAsync("personnel", "import", file, "--dry-run");
        Assert.Equal(ExitCode.Done, looked);
        Assert.Contains("先頭の0が失われた", words, StringComparison.Ordinal);
        Assert.Contains("1行 = 記録する 1 + 記録済み 0 + 誤り 0", words, StringComparison.Ordinal);

        var (taken, output, _) = await RunAsync("personnel", "import", file);
        Assert.Equal(ExitCode.Done, taken);
        Assert.Contains("発令を1件記録しました。", output, StringComparison.Ordinal);

        var (again, _, error) = await RunAsync("personnel", "import", file);
        Assert.Equal(ExitCode.Failed, again);
        Assert.Contains("新しい発令がありません", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PersonnelImport_WithABadLine_FailsAndNamesIt()
    {
        await PrepareAsync();

        var (code, output, error) = await RunAsync("personnel", "import", await WriteAsync($"{Header}999,山田,異動,R9.4.1,\r\n"));

        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("2行目: 職員番号「999」は職員名簿にありません", output, StringComparison.Ordinal);
        Assert.Contains("何も記録していません", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReviewExport_WritesTheWorkbook_AndOverwritesNothing()
    {
        var db = await PrepareAsync();
        await new ReviewDesk(db, ReviewCalendar.Default, TimeProvider.System).OpenAsync(AnAccount.Administrator);
        var file = Path.Combine(_folder, "tanaoroshi.xlsx");

        var (code, _, _) = await RunAsync("review", "export", "1", file);
        Assert.Equal(ExitCode.Done, code);
        using (var book = new XLWorkbook(file))
        {
            Assert.Equal("takahashi", book.Worksheet(ReviewWorkbook.List).Cell(2, 1).GetString());
        }

        Assert.Contains("すでにあります", (await RunAsync("review", "export", "1", file)).Error, StringComparison.Ordinal);
        Assert.Contains("第2回の棚卸はありません", (await RunAsync("review", "export", "2", file + "x")).Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Misused, (await RunAsync("review", "export", "zero", file)).Code);
    }

    private async Task<IDbContextFactory<PortalDb>> PrepareAsync()
    {
        await RunAsync("migrate");
        var factory = new PortalDbSetup.SqliteFactory($"Data Source={Database}");
        await using var db = factory.CreateDbContext();
        db.AddRange(_person, AnAccount.For(_person, "takahashi", Role.Editor));
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return factory;
    }

    private string Database => Path.Combine(_folder, "ledger.db");

    private async Task<string> WriteAsync(string text)
    {
        var file = Path.Combine(_folder, "hatsurei.csv");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        return file;
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await PortalCommands.RunAsync([.. args, "--database", Database], output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
