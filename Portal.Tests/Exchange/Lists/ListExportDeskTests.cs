using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Lists;
using Portal.Domain.Exchange.Media;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Lists;
using Xunit;

namespace Portal.Tests.Exchange.Lists;

public sealed class ListExportDeskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task WithoutTheRight_NothingIsCountedOrMade_AndTheAttemptsAreLogged(Engine engine)
    {
        using var at = new ListFixture(engine);
        var ready = await at.OrderAsync(await WithPeopleAsync(at));

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.LookAsync(A.Clerk, ready.Order.Question, cancellationToken: Token));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.OrderAsync(A.Clerk, ready.Look, ListFixture.Purpose, at.Use.MediumUseId, cancellationToken: Token));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.BeginAsync(A.Clerk, ready, Token));

        Assert.Equal([OperationResult.Done, OperationResult.Denied], at.Log(Operation.ListPrepared).Select(e => e.Result));
        Assert.Equal([OperationResult.Denied, OperationResult.Denied], at.Log(Operation.ListExported).Select(e => e.Result));
        await using var db = at.Ledger.CreateDbContext();
        Assert.Empty(await db.MediumFiles.ToListAsync(Token));
    }

    [Theory]
    [InlineData(null, true, nameof(ListOrder.Purpose))]
    [InlineData("番号 123456789018 の件", true, nameof(ListOrder.Purpose))]
    [InlineData(ListFixture.Purpose, false, nameof(ListOrder.MediumUseId))]
    public async Task WithoutAPurposeAndAMedium_NothingIsMade(string? purpose, bool hasMedium, string field)
    {
        using var at = new ListFixture();
        var look = await at.Desk.LookAsync(ListFixture.Reporter, await WithPeopleAsync(at), cancellationToken: Token);

        var refused = await Assert.ThrowsAsync<FieldProblemsException>(() => at.Desk.OrderAsync(ListFixture.Reporter, look, purpose, hasMedium ? at.Use.MediumUseId : null, cancellationToken: Token));

        Assert.Equal(field, Assert.Single(refused.Problems).Field);
    }

    [Fact]
    public async Task AUseThatIsSomebodyElses_OrTooSmall_OrALookThatIsOld_IsRefused()
    {
        using var at = new ListFixture(plannedRows: 2);
        var look = await at.Desk.LookAsync(ListFixture.Reporter, await WithPeopleAsync(at), cancellationToken: Token);
        Assert.Equal(3, look.Rows);

        Assert.Contains("承認された数", (await Assert.ThrowsAsync<FieldProblemsException>(() => OrderAsync(look, at))).Message, StringComparison.Ordinal);
        Assert.Contains("本人", (await Assert.ThrowsAsync<FieldProblemsException>(() => at.Desk.OrderAsync(A.Manager, look, ListFixture.Purpose, at.Use.MediumUseId, cancellationToken: Token))).Message, StringComparison.Ordinal);
        at.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.Contains("30分", (await Assert.ThrowsAsync<RuleException>(() => OrderAsync(look, at))).Message, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task AnExport_IsInTheLogAndTheRegister_BeforeItsFirstByte_AndOpensWithItsPassphrase(Engine engine)
    {
        using var at = new ListFixture(engine);
        var ready = await at.OrderAsync(await WithPeopleAsync(at));
        Assert.Empty(at.Log(Operation.ListExported));

        var sending = await at.Desk.BeginAsync(ListFixture.Reporter, ready, Token);
        var row = Assert.Single(at.Log(Operation.ListExported));
        Assert.Equal((ListFixture.Purpose, at.Use.MediumUseId, OperationResult.Done), (row.Purpose, row.SubjectId, row.Result));
        Assert.Equal("被接種者 CSV（UTF-8） 10項目、条件なし（全件）、3件、媒体の使用 第1号", row.Detail);
        await using (var db = at.Ledger.CreateDbContext())
        {
            var file = await db.MediumFiles.SingleAsync(Token);
            Assert.Equal((sending.ZipName, 3L, MediumFileState.Writing, null), (file.Name, file.Rows, file.State, file.Bytes));
            Assert.Equal(0, (await db.MediumUses.SingleAsync(Token)).Files);
        }

        using var answer = new MemoryStream();
        await at.Desk.WriteAsync(sending, answer, Token);

        var text = Encoding.UTF8.GetString(ListFixture.Unzip(answer.ToArray(), ready.Passphrase.Show()));
        Assert.Equal(4, text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal((ListRunState.Done, 3L), (ready.Run.State, ready.Run.Done));
        Assert.Single(at.Log(Operation.ListExported));
        Assert.Empty(at.Log(Operation.ListExportStopped));
        // A log review counts it among what left, with its size.
        var reviewed = new LogReviewRow { Sequence = row.Sequence, At = row.At, AccountId = row.AccountId, StaffName = row.StaffName, Operation = row.Operation, Result = row.Result, Detail = row.Detail };
        Assert.Equal((true, 3), (reviewed.IsExport, reviewed.Records));
        await using var all = at.Ledger.CreateDbContext();
        var whole = await all.MediumFiles.SingleAsync(Token);
        Assert.Equal((MediumFileState.Written, 3L, answer.Length), (whole.State, whole.Rows, whole.Bytes));
        Assert.Equal((1, 3L), await all.MediumUses.Select(u => new ValueTuple<int, long>(u.Files, u.Rows)).SingleAsync(Token));
        Assert.DoesNotContain(await all.OperationLog.Select(e => e.Detail + e.Purpose).ToListAsync(Token), e => e!.Contains(ready.Passphrase.Show(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnExportStoppedOnTheWay_SaysSoInTheLog(bool byThePage)
    {
        using var at = new ListFixture();
        var sending = await at.Desk.BeginAsync(ListFixture.Reporter, await at.OrderAsync(await WithPeopleAsync(at)), Token);
        using var gone = new CancellationTokenSource();
        if (byThePage)
        {
            sending.Ready.Run.Stop();
        }
        else
        {
            await gone.CancelAsync();
        }

        using var answer = new MemoryStream();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => at.Desk.WriteAsync(sending, answer, gone.Token));

        var row = Assert.Single(at.Log(Operation.ListExportStopped));
        Assert.Equal((OperationResult.Failed, "0/3で中止: 中止", ListRunState.Stopped), (row.Result, row.Detail, sending.Ready.Run.State));
        await using var db = at.Ledger.CreateDbContext();
        Assert.Equal((MediumFileState.Stopped, 0L), await db.MediumFiles.Select(f => new ValueTuple<MediumFileState, long>(f.State, f.Rows)).SingleAsync(Token));
        Assert.Equal((0, 0L), await db.MediumUses.Select(u => new ValueTuple<int, long>(u.Files, u.Rows)).SingleAsync(Token));
    }

    [Fact]
    public async Task AnAnswerThatBreaks_EndsTheWriting_AndSaysSoInTheLog()
    {
        using var at = new ListFixture();
        at.Ledger.Add([.. Enumerable.Range(0, 3_000).Select(i => A.Person(residentNumber: $"{i:0000000000}", address: $"花園{Guid.NewGuid()}{Guid.NewGuid()}"))]);
        var sending = await at.Desk.BeginAsync(ListFixture.Reporter, await at.OrderAsync(ListFixture.Ask(ListKind.People, columns: [.. ListColumns.Of(ListKind.People).Select(c => c.Key)])), Token);

        using var broken = new Broken();
        await Assert.ThrowsAsync<IOException>(() => at.Desk.WriteAsync(sending, broken, Token));

        Assert.Equal(OperationResult.Failed, Assert.Single(at.Log(Operation.ListExportStopped)).Result);
    }

    [Fact]
    public async Task WhatCp932CannotHold_IsFoundBefore_AndOnlyReplacedWhenAsked_WithItsCountInTheLog()
    {
        using var at = new ListFixture();
        at.Ledger.Add(A.Person("𠮷野 はるか", residentNumber: "0001"), A.Person("𠮷田 〜", residentNumber: "0002"));
        var asked = ListFixture.Ask(ListKind.People, ListFormat.CsvCp932);

        var look = await at.Desk.LookAsync(ListFixture.Reporter, asked, cancellationToken: Token);

        Assert.Equal([("𠮷", 2L, "0001 0002"), ("〜", 1L, "0002")], look.Unwritable.Shown.Select(c => (c.Text, c.Count, string.Join(' ', c.Places))));
        var refused = await Assert.ThrowsAsync<FieldProblemsException>(() => OrderAsync(look, at));
        Assert.Equal(nameof(ListOrder.Replaces), Assert.Single(refused.Problems).Field);

        var ready = await at.Desk.OrderAsync(ListFixture.Reporter, look, ListFixture.Purpose, at.Use.MediumUseId, replaces: true, Token);
        var sending = await at.Desk.BeginAsync(ListFixture.Reporter, ready, Token);
        using var answer = new MemoryStream();
        await at.Desk.WriteAsync(sending, answer, Token);

        Assert.Contains("〓 3字", Assert.Single(at.Log(Operation.ListExported)).Detail, StringComparison.Ordinal);
        Assert.Contains("〓野 はるか", Cp932.Encoding.GetString(ListFixture.Unzip(answer.ToArray(), ready.Passphrase.Show())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFileToBeImported_IsNeverReplacedIn()
    {
        using var at = new ListFixture();
        at.Ledger.Add(A.Person("𠮷野 はるか"));
        var look = await at.Desk.LookAsync(ListFixture.Reporter, ListFixture.Ask(ListKind.ResidentFile, ListFormat.CsvCp932), cancellationToken: Token);

        Assert.Equal(1, look.Unwritable.Total);
        await Assert.ThrowsAsync<FieldProblemsException>(() => at.Desk.OrderAsync(ListFixture.Reporter, look, ListFixture.Purpose, at.Use.MediumUseId, replaces: true, Token));
    }

    [Fact]
    public async Task WhatChangedBetweenOrderAndFile_IsInTheLogAsItWasWritten()
    {
        using var at = new ListFixture();
        var sending = await at.Desk.BeginAsync(ListFixture.Reporter, await at.OrderAsync(await WithPeopleAsync(at)), Token);
        at.Ledger.Add(A.Person(residentNumber: "0009"));

        using var answer = new MemoryStream();
        await at.Desk.WriteAsync(sending, answer, Token);

        Assert.Equal("書き終えた数 4件（用意したとき 3件）、〓 0字", at.Log(Operation.ListExported)[^1].Detail);
    }

    private static Task<ListReady> OrderAsync(ListLook look, ListFixture at) =>
        at.Desk.OrderAsync(ListFixture.Reporter, look, ListFixture.Purpose, at.Use.MediumUseId, cancellationToken: Token);

    private static Task<ListQuestion> WithPeopleAsync(ListFixture at)
    {
        at.Ledger.Add(A.Person(residentNumber: "0001"), A.Person(residentNumber: "0002"), A.Person(residentNumber: "0003"));
        return Task.FromResult(ListFixture.Ask(ListKind.People));
    }

    private sealed class Broken : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("gone");
    }
}
