using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Keys;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Ledger.MyNumbers;
using Portal.Keys;
using Xunit;

namespace Portal.Tests.Ledger.MyNumbers;

/// <summary>New keys for My Numbers, while others read and write.</summary>
public sealed class MyNumberRekeyingTests : IDisposable
{
    private static readonly Staff By = Staff.System("test");

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-rekey-").FullName;
    private readonly KeyFile _file;
    private readonly KeyRing _keys;
    private readonly MyNumberVault _vault;

    public MyNumberRekeyingTests()
    {
        _file = new KeyFile(Path.Combine(_folder, "keys.json"));
        _file.Make(A.Now);
        _keys = new KeyRing(_file);
        _vault = new MyNumberVault(_keys);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, EveryEngine]
    public async Task EveryRow_IsWrittenAnew_AndTheLogSaysSoAtBothEnds(Engine engine)
    {
        using var ledger = Filled(engine, 2_300);
        var reported = new List<(int Done, int Total)>();

        var outcome = await Rekeying(ledger).RunAsync(By, KeyUse.MyNumber, (done, total) => reported.Add((done, total)), TestContext.Current.CancellationToken);

        Assert.Equal((2, 2_300, false), (outcome.Key.Id, outcome.Rows, outcome.Resumed));
        Assert.Equal([(1_000, 2_300), (2_000, 2_300), (2_300, 2_300)], reported);
        AssertAllReadable(ledger, keyId: 2, indexKeyId: 1);
        Assert.Equal(["個人番号の暗号化 第2号 開始 2,300件", "個人番号の暗号化 第2号 終了 2,300件"], Details(ledger));
    }

    [Theory, EveryEngine]
    public async Task TheIndex_IsMadeAnew_AndANumberIsFoundAllTheWhile(Engine engine)
    {
        using var ledger = Filled(engine, 1_200);
        var missed = 0;
        using var over = new CancellationTokenSource();
        var asking = Task.Run(async () =>
        {
            for (var i = 0; !over.IsCancellationRequested; i = (i + 97) % 1_200)
            {
                await using var db = ledger.CreateDbContext();
                missed += await db.FindNumberAsync(_vault, Number(i)) is null ? 1 : 0;
            }
        }, TestContext.Current.CancellationToken);

        await Rekeying(ledger).RunAsync(By, KeyUse.MyNumberIndex, (_, _) => { }, TestContext.Current.CancellationToken);
        await over.CancelAsync();
        await asking;

        Assert.Equal(0, missed);
        AssertAllReadable(ledger, keyId: 1, indexKeyId: 2);
    }

    [Fact]
    public async Task StoppedHalfWay_EveryRowIsReadable_AndTheNextRunGoesOnWithTheSameKey()
    {
        using var ledger = Filled(Engine.Sqlite, 2_300);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Rekeying(ledger).RunAsync(By, KeyUse.MyNumber, (done, _) => { if (done == 1_000) { stop.Cancel(); } }, stop.Token));
        AssertAllReadable(ledger);

        var outcome = await Rekeying(ledger).RunAsync(By, KeyUse.MyNumber, (_, _) => { }, TestContext.Current.CancellationToken);

        Assert.Equal((2, 1_300, true), (outcome.Key.Id, outcome.Rows, outcome.Resumed));
        AssertAllReadable(ledger, keyId: 2, indexKeyId: 1);
        Assert.Equal("個人番号の暗号化 第2号 続き 1,300件", Details(ledger)[1]);
    }

    [Theory, EveryEngine]
    public async Task RowsChangedAndRemovedMeanwhile_AndRowsWrittenWithTheOldKey_AreMet(Engine engine)
    {
        using var ledger = Filled(engine, 1_500);
        // A portal that has not seen the new key yet.
        var stale = new MyNumberVault(new KeyRing(new KeySetting(File.ReadAllText(_file.Path))));
        var late = A.Person(residentNumber: "777");
        ledger.Add(late);

        await Rekeying(ledger).RunAsync(By, KeyUse.MyNumber, (done, _) =>
        {
            using var db = ledger.CreateDbContext();
            if (done == 1_000)
            {
                db.Add(stale.Make(late.LedgerPersonId, Number(9_000), "ito", A.Now));
                var waiting = db.EncryptedMyNumbers.Where(n => n.KeyId == 1).OrderBy(n => n.LedgerPersonId).Take(2).ToList();
                stale.Put(waiting[0], Number(9_001));
                db.Remove(waiting[1]);
                db.SaveChanges();
            }
        }, TestContext.Current.CancellationToken);

        using var after = ledger.CreateDbContext();
        Assert.Equal(1_500, await after.EncryptedMyNumbers.CountAsync(n => n.KeyId == 2, TestContext.Current.CancellationToken));
        Assert.NotNull(await after.FindNumberAsync(_vault, Number(9_001)));
        AssertAllReadable(ledger, keyId: 2, indexKeyId: 1);
    }

    [Fact]
    public async Task AKey_IsTakenOut_OnlyWhenNoRowHangsOnIt_AndComesBackWhenOneTurnsUp()
    {
        using var ledger = Filled(Engine.Sqlite, 20);
        var care = new KeyCare(ledger, _keys, TimeProvider.System) { Settling = TimeSpan.FromMilliseconds(300) };
        var inUse = await Assert.ThrowsAsync<RuleException>(() => care.RemoveAsync(By, KeyUse.MyNumber, 1, TestContext.Current.CancellationToken));
        Assert.Contains("20件", inUse.Message, StringComparison.Ordinal);
        var stale = new MyNumberVault(new KeyRing(new KeySetting(File.ReadAllText(_file.Path))));
        await Rekeying(ledger).RunAsync(By, KeyUse.MyNumber, (_, _) => { }, TestContext.Current.CancellationToken);

        var late = A.Person(residentNumber: "777");
        ledger.Add(late);
        var removing = care.RemoveAsync(By, KeyUse.MyNumber, 1, TestContext.Current.CancellationToken);
        while (_keys.All.Any(k => k is { Use: KeyUse.MyNumber, Id: 1 }))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        ledger.Add(stale.Make(late.LedgerPersonId, Number(9_000), "ito", A.Now));
        await Assert.ThrowsAsync<RuleException>(() => removing);
        AssertAllReadable(ledger);

        await Rekeying(ledger).RunAsync(By, KeyUse.MyNumber, (_, _) => { }, TestContext.Current.CancellationToken);
        await care.RemoveAsync(By, KeyUse.MyNumber, 1, TestContext.Current.CancellationToken);
        Assert.Equal([2], _keys.All.Where(k => k.Use == KeyUse.MyNumber).Select(k => k.Id));
        AssertAllReadable(ledger);
        await using var db = ledger.CreateDbContext();
        Assert.Contains("第1号", Assert.Single(db.OperationLog.Where(e => e.Operation == Operation.KeyRemoved).ToList()).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANumberOfTwoPeople_TakenInUnderTwoKeys_StopsTheSwitch_AndNamesBoth()
    {
        using var ledger = Filled(Engine.Sqlite, 3);
        var stale = new MyNumberVault(new KeyRing(new KeySetting(File.ReadAllText(_file.Path))));
        await Rekeying(ledger).RunAsync(By, KeyUse.MyNumberIndex, (_, _) => { }, TestContext.Current.CancellationToken);
        var twin = A.Person(residentNumber: "778");
        ledger.Add(twin);
        ledger.Add(stale.Make(twin.LedgerPersonId, Number(1), "ito", A.Now));

        var refused = await Assert.ThrowsAsync<RuleException>(() => Rekeying(ledger).RunAsync(By, KeyUse.MyNumberIndex, (_, _) => { }, TestContext.Current.CancellationToken));

        Assert.Contains($"{twin.LedgerPersonId}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("同じ個人番号", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithAKeyFileOfAnotherLedger_NothingIsRewritten()
    {
        using var ledger = Filled(Engine.Sqlite, 5);
        var elsewhere = new KeyFile(Path.Combine(_folder, "other.json"));
        elsewhere.Make(A.Now);
        var others = new KeyRing(elsewhere);

        var refused = await Assert.ThrowsAsync<RuleException>(() => new MyNumberRekeying(ledger, others, new MyNumberVault(others), TimeProvider.System) { Settling = TimeSpan.Zero }
            .RunAsync(By, KeyUse.MyNumber, (_, _) => { }, TestContext.Current.CancellationToken));

        Assert.Contains("読み出せないため、切替えを止めました", refused.Message, StringComparison.Ordinal);
        AssertAllReadable(ledger, keyId: 1, indexKeyId: 1);
    }

    [Fact]
    public void TheQuestionForOlderRows_IsOneSqlServerCanAnswerFromTheIndex()
    {
        using var db = TestDb.SqlServerOffline();

        Assert.Contains("[KeyId] <", MyNumberRekeying.Older(db, KeyUse.MyNumber, 2).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("[IndexKeyId] <", MyNumberRekeying.Older(db, KeyUse.MyNumberIndex, 2).ToQueryString(), StringComparison.Ordinal);
    }

    private MyNumberRekeying Rekeying(TestDb ledger) => new(ledger, _keys, _vault, TimeProvider.System) { Settling = TimeSpan.FromMilliseconds(50) };

    private TestDb Filled(Engine engine, int rows)
    {
        var ledger = TestDb.On(engine);
        var people = Enumerable.Range(0, rows).Select(i => A.Person(residentNumber: $"{i:D10}")).ToList();
        ledger.Add([.. people]);
        ledger.Add([.. people.Select((person, i) => _vault.Make(person.LedgerPersonId, Number(i), "ito", A.Now))]);
        return ledger;
    }

    private void AssertAllReadable(TestDb ledger, int? keyId = null, int? indexKeyId = null)
    {
        using var db = ledger.CreateDbContext();
        Assert.All(db.EncryptedMyNumbers.ToList(), row =>
        {
            _vault.Show(row).Dispose();
            Assert.Equal((keyId ?? row.KeyId, indexKeyId ?? row.IndexKeyId), (row.KeyId, row.IndexKeyId));
        });
    }

    private static List<string?> Details(TestDb ledger)
    {
        using var db = ledger.CreateDbContext();
        return [.. db.OperationLog.Where(e => e.Operation == Operation.MyNumberRekeyed).OrderBy(e => e.Sequence).Select(e => e.Detail)];
    }

    /// <summary>Invented; no two alike.</summary>
    internal static MyNumber Number(int index) => Enumerable.Range(0, 10)
        .Select(check => MyNumber.TryParse($"{20_000_000_000 + index}{check}", out var number) ? number : (MyNumber?)null).First(number => number is not null)!.Value;
}
