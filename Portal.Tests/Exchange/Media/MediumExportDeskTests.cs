using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Media;
using Portal.Features.Exchange.Media;
using Xunit;

namespace Portal.Tests.Exchange.Media;

public sealed class MediumExportDeskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task OnlyOnesOwnApprovedUses_OfMediaInOrder_CanBeChosen(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var media = Enumerable.Range(1, 7).Select(i => AMedium.Stick($"M-{i:000}")).ToList();
        media[2].State = MediumState.Lost;
        media[3].Encryption = MediumEncryption.None;
        var back = AMedium.Approved(media[4], A.Clerk, 5);
        back.BackAt = A.Now;
        var mine = AMedium.Approved(media[0], A.Clerk, 1);
        ledger.Add([.. media]);
        ledger.Add(
            mine, AMedium.Approved(media[1], A.OtherClerk, 2), AMedium.Approved(media[2], A.Clerk, 3), AMedium.Approved(media[3], A.Clerk, 4), back,
            AMedium.Waiting(media[5], A.Clerk, 6), AMedium.Approved(media[6], A.Clerk, 7, eraseInDays: -1));

        var usable = Assert.Single(await Desk(ledger).UsableAsync(A.Clerk, Token));

        Assert.Equal(mine.MediumUseId, usable.MediumUseId);
        Assert.Equal("使用第1号 M-001（USBメモリ） 医師会への提供、あと3ファイル・100,000件、消去期限 R8.12.7", usable.Words);
    }

    [Theory, EveryEngine]
    public async Task AFile_IsPutWithinTheCallersSave_AndCounted(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var stick = AMedium.Stick();
        var use = AMedium.Approved(stick, A.Clerk, files: 2, rows: 1_000);
        ledger.Add(stick, use);

        await PutAsync(ledger, A.Clerk, use, 400);

        await using var db = ledger.CreateDbContext();
        var file = Assert.Single(await db.MediumFiles.ToListAsync(Token));
        Assert.Equal(("一覧.xlsx", 400L, 900L, "窓口2", A.Clerk.Name), (file.Name, file.Rows, file.Bytes, file.Terminal, file.WrittenByName));
        Assert.Equal((1, 400L), await db.MediumUses.Select(u => new ValueTuple<int, long>(u.Files, u.Rows)).SingleAsync(Token));
    }

    [Theory, EveryEngine]
    public async Task WhatWasNotApproved_IsRefused_AndNothingIsPut(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var (stick, other) = (AMedium.Stick(), AMedium.Stick("M-002"));
        var use = AMedium.Approved(stick, A.Clerk, files: 1, rows: 1_000);
        var waiting = AMedium.Waiting(other, A.Clerk, 2);
        ledger.Add(stick, other, use, waiting);

        Assert.Contains("申請した本人だけ", (await Assert.ThrowsAsync<RuleException>(() => PutAsync(ledger, A.OtherClerk, use, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("承認待ち", (await Assert.ThrowsAsync<RuleException>(() => PutAsync(ledger, A.Clerk, waiting, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("1,000件）を超えます", (await Assert.ThrowsAsync<RuleException>(() => PutAsync(ledger, A.Clerk, use, 1_001))).Message, StringComparison.Ordinal);
        var gone = AMedium.Approved(stick, A.Clerk);
        Assert.Contains("申請してください", (await Assert.ThrowsAsync<RuleException>(() => PutAsync(ledger, A.Clerk, gone, 1))).Message, StringComparison.Ordinal);
        await using var db = ledger.CreateDbContext();
        Assert.False(await db.MediumFiles.AnyAsync(Token));
    }

    [Theory, EveryEngine]
    public async Task ThePlan_BindsTwoExports_ThatGoAtOnce(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var stick = AMedium.Stick();
        var use = AMedium.Approved(stick, A.Clerk, files: 1);
        ledger.Add(stick, use);
        await using var db = ledger.CreateDbContext();
        await MediumExportDesk.PutAsync(db, A.Clerk, use.MediumUseId, "二.xlsx", 1, 9, A.Now, Token);

        await PutAsync(ledger, A.Clerk, use, 1);

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => db.SaveChangesAsync(Token));
    }

    [Theory, EveryEngine]
    public async Task TwoFilesThatEndAtOnce_AreBothCounted(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var stick = AMedium.Stick();
        var use = AMedium.Approved(stick, A.Clerk, files: 2);
        ledger.Add(stick, use);
        var files = new List<Guid>();
        foreach (var name in (string[])["一.zip", "二.zip"])
        {
            await using var db = ledger.CreateDbContext();
            files.Add((await MediumExportDesk.BeginAsync(db, A.Clerk, use.MediumUseId, name, 5, A.Now, Token)).File.MediumFileId);
            await db.SaveChangesAsync(Token);
        }

        var disturbed = false;
        await MediumExportDesk.FinishAsync(ledger, files[0], 5, 900, A.Now, () =>
        {
            if (!disturbed)
            {
                disturbed = true;
                MediumExportDesk.FinishAsync(ledger, files[1], 6, 900, A.Now, () => null).GetAwaiter().GetResult();
            }

            return null;
        });

        await using var all = ledger.CreateDbContext();
        Assert.Equal((2, 11L), await all.MediumUses.Select(u => new ValueTuple<int, long>(u.Files, u.Rows)).SingleAsync(Token));
    }

    [Fact]
    public void TheChoice_IsOneStatementOnSqlServer()
    {
        using var db = TestDb.SqlServerOffline();

        Assert.DoesNotContain("APPLY", MediumExportDesk.Usable(db, "takahashi", JapanTime.DayOf(A.Now)).ToQueryString(), StringComparison.Ordinal);
    }

    private static MediumExportDesk Desk(TestDb ledger) => new(ledger, new FakeTimeProvider(A.Now));

    private static async Task PutAsync(TestDb ledger, Staff by, MediumUse use, long rows)
    {
        await using var db = ledger.CreateDbContext();
        await MediumExportDesk.PutAsync(db, by, use.MediumUseId, "一覧.xlsx", rows, 900, A.Now, Token);
        await db.SaveChangesAsync(Token);
    }
}
