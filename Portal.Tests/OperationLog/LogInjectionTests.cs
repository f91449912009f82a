using System.Net;
using System.Text;
using Portal.Domain.Exchange.Media;
using Portal.Domain.OperationLog;
using Portal.Features.Ledger;
using Portal.Features.OperationLog.Screens;
using Portal.Tests.Exchange.Media;
using Portal.Tests.Security;
using Xunit;

namespace Portal.Tests.OperationLog;

/// <summary>Whatever is typed, a row of the log stays one line that says what was done by whom.</summary>
public sealed class LogInjectionTests : IDisposable
{
    private static readonly string[] Marks =
    [
        "\r\n", "\n", "\r", "\u0085", "\u2028", "\u2029", "\v", "\f", "\u001b[2J", "\u001b[1A\u001b[2K", "\u001b]0;x\u0007", "\u009b31m", "\0", "\b\b\b\b", "\t", "\u202e", "\u202d", "\u2066", "\u2067", "\u2068",
        "\u2069", "\u200e", "\u200f", "\u061c", "\ufeff", "\u200b", "\u200d", "\u00ad", "\ud800", "\u2060",
    ];

    private readonly LogScreensFixture _at = new();

    public void Dispose() => _at.Dispose();

    /// <summary>Five hundred, the same each time: a mark or several, somewhere within what looks like a row of the log.</summary>
    private static IReadOnlyList<string> Payloads
    {
        get
        {
            var random = new Random(20261123);
            string[] forged = ["2026-11-23 10:42:00 takahashi 窓口2 個人票の表示 完了", "本人への説明", "</td></tr><tr><td>", "\",\"nakamura\",\"", "saito\tLogExported\tDone", "99999 | nakamura | AccountRevoked"];
            return [.. Enumerable.Range(0, 500).Select(i => string.Concat(
                forged[random.Next(forged.Length)], Marks[i % Marks.Length], forged[random.Next(forged.Length)], Marks[random.Next(Marks.Length)], forged[random.Next(forged.Length)]))];
        }
    }

    [Fact]
    public async Task FiveHundredStrings_ThroughEveryTypedColumn_ForgeNoLine()
    {
        await using (var db = _at.Ledger.CreateDbContext())
        {
            db.AddRange(Payloads.Select(p => OperationLogEntry.For(
                A.Clerk with { AccountId = p, Name = p, Terminal = p, Trace = p }, A.Now, Operation.SheetPrinted, _at.Person.LedgerPersonId, detail: p, purpose: p)));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var rows = _at.Log();

        Assert.Equal(500, rows.Count);
        Assert.All(rows.SelectMany(e => new[] { e.AccountId, e.StaffName, e.Terminal, e.Trace!, e.Purpose!, e.Detail! }), AssertOneLine);
    }

    [Fact]
    public async Task FiveHundredPurposes_ThroughTheDesks_LeaveOneRowEach_OrNone()
    {
        var sheet = new PersonSheet(_at.Ledger, _at.Time);
        var accepted = 0;
        foreach (var payload in Payloads)
        {
            try
            {
                await sheet.RecordPrintAsync(_at.Person.LedgerPersonId, payload, _at.Clerk);
                accepted++;
            }
            catch (Domain.RuleException)
            {
                // Too long, or what reads as no words: nothing is printed, nothing written.
            }
        }

        var rows = _at.Log();
        Assert.Equal(accepted, rows.Count);
        Assert.True(accepted > 250, $"{accepted}");
        Assert.All(rows, e => Assert.Equal(("takahashi", Operation.SheetPrinted, OperationResult.Done), (e.AccountId, e.Operation, e.Result)));
        Assert.All(rows, e => AssertOneLine(e.Purpose!));
    }

    [Fact]
    public async Task WhatIsTypedAsAnAccount_AtTheSignIn_ForgesNoRow()
    {
        using var portal = new PortalHost();
        using var browser = portal.BrowserAtTerminal();
        foreach (var payload in Payloads.Take(60))
        {
            using var answer = await PortalHost.PostAsync(browser, "/sign-in", new() { ["id"] = payload.Replace("\ud800", "", StringComparison.Ordinal), ["password"] = payload.Replace("\ud800", "", StringComparison.Ordinal) });
            Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest or HttpStatusCode.TooManyRequests, $"{answer.StatusCode}");
        }

        var rows = portal.Log(Operation.SignInFailed);
        Assert.NotEmpty(rows);
        Assert.True(rows.Count <= 60);
        // An ID nobody has is not written as typed.
        Assert.All(rows, e => Assert.Equal("-", e.AccountId));
        Assert.Equal(rows.Count, portal.Log().Count);
    }

    /// <summary>The export is where a row becomes lines for other programs.</summary>
    [Fact]
    public async Task InTheExport_EachRowIsOneRow_AndNoCellHasALineEnd()
    {
        await FiveHundredStrings_ThroughEveryTypedColumn_ForgeNoLine();

        var passphrase = Passphrase.New();
        var file = await new LogExportDesk(_at.Ledger, _at.Time).MakeAsync(
            LogScreensFixture.Auditor, new(LogQuestion.Day(A.Day("2026-11-23")), "監査 R8-3 のため", LogScreensFixture.UseId), passphrase, TestContext.Current.CancellationToken);

        using var book = new ClosedXML.Excel.XLWorkbook(new MemoryStream(EncryptedZipTests.Open(file.Content, passphrase.Show(), Path.ChangeExtension(file.Name, ".xlsx"))));
        var sheet = book.Worksheet(LogWorkbook.List);
        Assert.Equal(501, sheet.LastRowUsed().RowNumber());
        Assert.All(sheet.CellsUsed(), cell => AssertOneLine(cell.GetString()));
    }

    private static void AssertOneLine(string text)
    {
        Assert.DoesNotContain(text, char.IsControl);
        Assert.All(text.EnumerateRunes(), rune => Assert.False(
            Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator || rune == Rune.ReplacementChar, $"U+{rune.Value:X4} in {text}"));
    }
}
