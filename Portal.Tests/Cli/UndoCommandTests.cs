using Microsoft.Data.Sqlite;
using Portal.Cli;
using Portal.Domain.Corrections;
using Portal.Tests.Corrections;
using Portal.Tests.DataQuality.BulkFixes;
using Xunit;

namespace Portal.Tests.Cli;

public sealed class UndoCommandTests
{
    [Fact]
    public async Task ACorrection_IsTakenBack_AndItsHistoryKept()
    {
        using var at = new DeskFixture(Engine.Sqlite);
        var opened = await at.OpenDoseAsync();
        var made = Assert.IsType<CorrectionOutcome.Applied>(await at.CorrectDoseAsync(opened.Texts, "lotNumber", "EX3618")).Revision;

        var (code, said) = await RunAsync(at.Ledger, "undo", "revision", made.RevisionId.ToString(), "--reason", "別の人の予診票だった");

        Assert.Equal((ExitCode.Done, "EX3617"), (code, (await at.DoseNowAsync()).LotNumber));
        Assert.Contains("訂正の前の値に戻しました", said, StringComparison.Ordinal);
        Assert.Equal(2, (await at.RevisionsAsync()).Count(r => r.RecordId == at.Dose.DoseId));
    }

    [Fact]
    public async Task OnlyWhatThatCorrectionChanged_GoesBack_AndWhatWasChangedAgainStays()
    {
        using var at = new DeskFixture(Engine.Sqlite);
        var made = Assert.IsType<CorrectionOutcome.Applied>(await at.Desk.CorrectAsync(
            A.Clerk, RecordKind.Dose, at.Dose.DoseId, Ask.For((await at.OpenDoseAsync()).Texts, ("doctor", "潮 二郎"), ("lotNumber", "EX3618")))).Revision;
        await at.CorrectDoseAsync((await at.OpenDoseAsync()).Texts, "lotNumber", "EY2173");
        await at.CorrectDoseAsync((await at.OpenDoseAsync()).Texts, "place", "保健所");

        var (code, said) = await RunAsync(at.Ledger, "undo", "revision", made.RevisionId.ToString(), "--reason", "別の人の予診票だった");

        var now = await at.DoseNowAsync();
        Assert.Equal((ExitCode.Done, "潮 一郎", "EY2173", "保健所"), (code, now.Doctor, now.LotNumber, now.Place));
        Assert.Contains("そのままです: ロット番号", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABulkFix_IsTakenBackWhole()
    {
        using var at = new BulkFixFixture();
        var id = await at.RequestAsync();
        await at.Desk.ApproveAsync(A.Manager, id);

        var (code, said) = await RunAsync(at.Ledger, "undo", "bulk-fix", id.ToString(), "--reason", "別のロットの予診票だった");

        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("元に戻した 3件", said, StringComparison.Ordinal);
        Assert.Equal(["EX36I7", "EX36I7", "EX36I7", "EX3617"], await at.LotsAsync());
    }

    [Fact]
    public async Task WhatIsNotThere_IsSaid_AndNothingChanges()
    {
        using var ledger = TestDb.OnSqlite();
        foreach (var (kind, id) in new[] { ("revision", Guid.NewGuid().ToString()), ("import", "7"), ("bulk-fix", Guid.NewGuid().ToString()) })
        {
            var (code, said) = await RunAsync(ledger, "undo", kind, id, "--reason", "取り消してみる");

            Assert.NotEqual((kind, ExitCode.Done), (kind, code));
            Assert.NotEmpty(said);
        }
    }

    private static async Task<(int Code, string Said)> RunAsync(TestDb ledger, params string[] arguments)
    {
        using StringWriter said = new(), beside = new();
        string[] all = [.. arguments, "--database", new SqliteConnectionStringBuilder(ledger.ConnectionString).DataSource];
        var code = await PortalCommands.RunAsync(all, said, beside, TestContext.Current.CancellationToken);
        return (code, beside.ToString());
    }
}
