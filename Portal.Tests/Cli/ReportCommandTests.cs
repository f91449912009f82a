using ClosedXML.Excel;
using Microsoft.Data.Sqlite;
using Portal.Cli;
using Portal.Features.Reports;
using Xunit;

namespace Portal.Tests.Cli;

public sealed class ReportCommandTests : IDisposable
{
    private readonly TestDb _ledger = TestDb.OnSqlite();
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.xlsx");

    public ReportCommandTests()
    {
        var person = A.Person();
        _ledger.Add(person, A.Dose(person));
    }

    [Theory]
    [InlineData("--month", "2021-06", null, "令和3年6月", 1)]
    [InlineData("--fiscal-year", "2021", null, "令和3年度", 1)]
    [InlineData("--month", "2021-06", "2022-01-01", "令和3年6月", 0)]
    public async Task ItWritesTheWorkbook_OfAPeriod_AsTheLedgerStood(string option, string period, string? asOf, string label, int doses)
    {
        var (code, said, refused) = await RunAsync([option, period, "--out", _file, .. asOf is null ? Array.Empty<string>() : ["--as-of", asOf]]);

        Assert.Equal((ExitCode.Done, ""), (code, refused));
        Assert.Contains($"{label} 第1号", said, StringComparison.Ordinal);
        using var book = new XLWorkbook(_file);
        Assert.Contains(label, book.Worksheet(ReportWorkbook.Cover).Cell(1, 1).GetString(), StringComparison.Ordinal);
        Assert.Contains($"接種 {doses}回", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--out", "x.xlsx")]
    [InlineData("--month", "2021-06")]
    [InlineData("--month", "2021-13", "--out", "x.xlsx")]
    [InlineData("--month", "2021-06", "--fiscal-year", "2021", "--out", "x.xlsx")]
    [InlineData("--month", "2021-06", "--as-of", "きのう", "--out", "x.xlsx")]
    public async Task WhatCannotBeMeant_IsMisuse_AndNothingIsWritten(params string[] arguments)
    {
        var (code, _, refused) = await RunAsync(arguments);

        Assert.Equal(ExitCode.Misused, code);
        Assert.NotEmpty(refused);
        Assert.False(File.Exists("x.xlsx"));
    }

    public void Dispose()
    {
        File.Delete(_file);
        _ledger.Dispose();
    }

    private async Task<(int Code, string Said, string Refused)> RunAsync(string[] arguments)
    {
        using StringWriter said = new(), refused = new();
        var code = await PortalCommands.RunAsync(
            ["report", "monthly", .. arguments, "--database", new SqliteConnectionStringBuilder(_ledger.ConnectionString).DataSource], said, refused, TestContext.Current.CancellationToken);
        return (code, said.ToString(), refused.ToString());
    }
}
