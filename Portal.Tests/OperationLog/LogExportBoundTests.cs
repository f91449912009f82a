using System.IO.Compression;
using Portal.Domain.Exchange.Media;
using Portal.Domain.OperationLog;
using Portal.Tests.Exchange.Media;
using Xunit;

namespace Portal.Tests.OperationLog;

/// <summary>What an export takes, to the row.</summary>
public sealed class LogExportBoundTests
{
    private static readonly LogExportOrder Order = new(LogQuestion.Day(A.Day("2026-11-23")), "監査 R8-3 のため", LogScreensFixture.UseId);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task WhatWasWrittenAfterTheSearch_IsNotTaken_AndTheLogSaysUpToWhere(Engine engine)
    {
        using var at = new LogScreensFixture(engine);
        at.Add(Operation.SheetOpened);
        at.Add(Operation.SheetPrinted);
        var found = await at.Search.FindAsync(LogScreensFixture.Auditor, Order.Question, cancellationToken: Stop);
        at.Add(Operation.LedgerSearched);
        var order = Order with { UpTo = found.UpTo };

        Assert.Equal(found.Rows.Count, (await at.Export.CheckAsync(LogScreensFixture.Auditor, order, Stop)).Count);
        await at.Export.MakeAsync(LogScreensFixture.Auditor, order, Passphrase.New(), Stop);

        Assert.Equal("Excel 2件、媒体 M-001（使用第1号）、期間 2026-11-23～2026-11-23、番号 2まで", Assert.Single(at.Log(Operation.LogExported)).Detail);
    }

    [Fact]
    public async Task TheSheet_SaysHowFarItReaches()
    {
        using var at = new LogScreensFixture();
        at.Ledger.Add([.. Enumerable.Range(0, 5).Select(_ => OperationLogEntry.For(at.Clerk, A.Now, Operation.LedgerSearched))]);

        var passphrase = Passphrase.New();
        var file = await at.Export.MakeAsync(LogScreensFixture.Auditor, Order, passphrase, Stop);
        var book = EncryptedZipTests.Open(file.Content, passphrase.Show(), "操作ログ_20261123_104200.xlsx");

        using var zip = new ZipArchive(new MemoryStream(book));
        var sheets = zip.Entries.Where(e => e.FullName.Contains("worksheets/", StringComparison.Ordinal)).Select(e => new StreamReader(e.Open()).ReadToEnd()).ToList();
        Assert.Contains(sheets, sheet => sheet.Contains("dimension ref=\"A1:P6\"", StringComparison.Ordinal));
    }
}
