using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Keys;
using Portal.Domain.OperationLog;
using Portal.Keys;
using Xunit;

namespace Portal.Tests.Keys;

/// <summary>The keys of cookies and drafts in the database, for all nodes.</summary>
public sealed class CookieKeyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-cookie-keys-").FullName;
    private readonly List<ServiceProvider> _nodes = [];
    private readonly KeyRing _keys;

    public CookieKeyTests()
    {
        var file = new KeyFile(Path.Combine(_folder, "keys.json"));
        file.Make(A.Now);
        _keys = new KeyRing(file);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _nodes.ForEach(node => node.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    [Theory, EveryEngine]
    public async Task WhatOneNodeProtects_OpensAtTheOther_AndAfterARestart(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var (one, other) = (await NodeAsync(ledger), await NodeAsync(ledger));

        var cookie = Protector(one).Protect("高橋");

        Assert.Equal("高橋", Protector(other).Unprotect(cookie));
        Assert.Equal("高橋", Protector(await NodeAsync(ledger)).Unprotect(cookie));
    }

    [Theory, EveryEngine]
    public async Task NodesThatStartAtOnce_MakeOneKey(Engine engine)
    {
        using var ledger = TestDb.On(engine);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => NodeAsync(ledger), Token)));

        await using var db = ledger.CreateDbContext();
        Assert.Equal(1, await db.CookieKeys.CountAsync(Token));
    }

    [Fact]
    public async Task InTheDatabase_NothingOfTheKeyIsInClear()
    {
        using var ledger = TestDb.OnSqlite();
        var node = await NodeAsync(ledger);
        var secret = node.GetRequiredService<CookieKeyTable>().GetAllElements().Single().Descendants("value").Single().Value;

        await using var db = ledger.CreateDbContext();
        var row = Encoding.Latin1.GetString((await db.CookieKeys.SingleAsync(Token)).Sealed);

        Assert.DoesNotContain(secret, row, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARowThatIsNotSealedWithTheRing_OrWasMoved_IsNoKey()
    {
        using var ledger = TestDb.OnSqlite();
        var node = await NodeAsync(ledger);
        var own = node.GetRequiredService<CookieKeyTable>().GetAllElements().Single();
        await using var db = ledger.CreateDbContext();
        var sealedHere = (await db.CookieKeys.SingleAsync(Token)).Sealed;
        db.AddRange(
            new CookieKey { CookieKeyId = Guid.NewGuid(), KeyId = 1, Sealed = Encoding.UTF8.GetBytes(own.ToString()), MadeAt = A.Now },
            new CookieKey { CookieKeyId = Guid.NewGuid(), KeyId = 1, Sealed = sealedHere, MadeAt = A.Now },
            new CookieKey { CookieKeyId = Guid.NewGuid(), KeyId = 7, Sealed = sealedHere, MadeAt = A.Now },
            new CookieKey { CookieKeyId = Guid.NewGuid(), KeyId = 1, Sealed = [1], MadeAt = A.Now },
            CookieKey.Seal(own.ToString(), TestKeys.Key(1, KeyUse.CookieKeys), A.Now));
        await db.SaveChangesAsync(Token);

        Assert.Equal(own, Assert.Single(node.GetRequiredService<CookieKeyTable>().GetAllElements()), XNode.DeepEquals);
    }

    [Theory, InlineData(KeyUse.OperationLog), InlineData(KeyUse.CookieKeys)]
    public async Task WhereTheRowOfAChangeCannotBeWritten_NoKeyIsChanged(KeyUse use)
    {
        using var ledger = TestDb.OnSqlite();
        using var other = ledger.Hold();
        var care = new KeyCare(ledger.Impatient(), _keys, TimeProvider.System);

        var failure = await Assert.ThrowsAnyAsync<Exception>(() =>
            use is KeyUse.OperationLog ? care.RotateLogAsync(A.Administrator) : care.RotateCookieKeysAsync(A.Administrator, Token));

        Assert.Contains("他の処理で使われています", FailureWords.Of(failure), StringComparison.Ordinal);
        Assert.Equal(1, _keys.Current(use).Id);
    }

    [Theory, EveryEngine]
    public async Task AfterARotation_NobodySignsInAgain_AndTheOldKeyCanGo(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var cookie = Protector(await NodeAsync(ledger)).Protect("高橋");
        var care = new KeyCare(ledger, _keys, TimeProvider.System) { Settling = TimeSpan.Zero };
        var inUse = await Assert.ThrowsAsync<RuleException>(() => care.RemoveAsync(A.Administrator, KeyUse.CookieKeys, 1, Token));

        var (key, rows) = await care.RotateCookieKeysAsync(A.Administrator, Token);
        await care.RemoveAsync(A.Administrator, KeyUse.CookieKeys, 1, Token);

        Assert.Equal((2, 1), (key.Id, rows));
        Assert.Equal("高橋", Protector(await NodeAsync(ledger)).Unprotect(cookie));
        Assert.Contains("先に keys rotate", inUse.Message, StringComparison.Ordinal);
        await using var db = ledger.CreateDbContext();
        Assert.Contains("第2号 1件", (await db.OperationLog.SingleAsync(e => e.Operation == Operation.CookieKeyRotated, Token)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServerThatBecomesTwo_TakesItsDraftsAlong()
    {
        using var ledger = TestDb.OnSqlite();
        var draft = Protector(await NodeAsync(ledger, store: "Folder")).Protect("書きかけ");

        var node = await NodeAsync(ledger);

        Assert.Equal("書きかけ", Protector(node).Unprotect(draft));
    }

    [Fact]
    public async Task InAFolder_NothingOfTheKeyIsInClear_AndNobodyElseMayReadIt()
    {
        using var ledger = TestDb.OnSqlite();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows seals the files itself.");
        var cookie = Protector(await NodeAsync(ledger, store: "Folder")).Protect("高橋");

        var file = Assert.Single(Directory.GetFiles(Ring));
        Assert.DoesNotContain("masterKey", await File.ReadAllTextAsync(file, Token), StringComparison.Ordinal);
        Assert.Equal("高橋", Protector(await NodeAsync(ledger, store: "Folder")).Unprotect(cookie));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Ring));
        }
    }

    [Fact]
    public async Task AFolderInClearFromBefore_StaysReadable_AndARotationSealsIt()
    {
        using var ledger = TestDb.OnSqlite();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows seals the files itself.");
        var file = new KeyFile(Path.Combine(_folder, "older.json"));
        file.Write([.. KeySource.MakeAll(A.Now).Where(k => k.Use is not KeyUse.CookieKeys)]);
        var keys = new KeyRing(file);
        var draft = Protector(await NodeAsync(ledger, "Folder", keys)).Protect("書きかけ");
        var clear = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Ring)), Token);
        keys.Rotate(KeyUse.CookieKeys, A.Now);
        var node = await NodeAsync(ledger, "Folder", keys);
        Assert.Equal("書きかけ", Protector(node).Unprotect(draft));
        var care = new KeyCare(ledger, keys, TimeProvider.System) { Settling = TimeSpan.Zero, Files = node.GetService<CookieKeyFolder> };

        var (key, files) = await care.RotateCookieKeysAsync(A.Administrator, Token);
        await care.RemoveAsync(A.Administrator, KeyUse.CookieKeys, 1, Token);

        Assert.Contains("masterKey", clear, StringComparison.Ordinal);
        Assert.Equal((2, 1, 1), (key.Id, files, await care.CountAsync(KeyUse.CookieKeys, 2, Token)));
        Assert.DoesNotContain("masterKey", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Ring)), Token), StringComparison.Ordinal);
        Assert.Equal("書きかけ", Protector(await NodeAsync(ledger, "Folder", keys)).Unprotect(draft));
    }

    [Fact]
    public async Task AKeyThatFilesAreSealedWith_CannotGo_AndAFileThatDoesNotOpenIsNoKey()
    {
        using var ledger = TestDb.OnSqlite();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows seals the files itself.");
        var node = await NodeAsync(ledger, store: "Folder");
        Protector(node).Protect("高橋");
        _keys.Rotate(KeyUse.CookieKeys, A.Now);
        var folder = node.GetRequiredService<CookieKeyFolder>();
        var care = new KeyCare(ledger, _keys, TimeProvider.System) { Settling = TimeSpan.Zero, Files = () => folder };

        var inUse = await Assert.ThrowsAsync<RuleException>(() => care.RemoveAsync(A.Administrator, KeyUse.CookieKeys, 1, Token));
        var own = Assert.Single(Directory.GetFiles(Ring));
        await File.WriteAllTextAsync(Path.Combine(Ring, "key-moved.xml"), (await File.ReadAllTextAsync(own, Token)).Replace("keyId=\"1\"", "keyId=\"2\"", StringComparison.Ordinal), Token);
        await File.WriteAllTextAsync(Path.Combine(Ring, "key-cut.xml"), "<sealedCookieKey", Token);

        Assert.Contains("先に keys rotate", inUse.Message, StringComparison.Ordinal);
        Assert.Single(folder.GetAllElements());
    }

    [Fact]
    public async Task WithoutAKeyOfItsOwn_ADatabaseKeepsNone_AndTheCureIsNamed()
    {
        using var ledger = TestDb.OnSqlite();
        var file = new KeyFile(Path.Combine(_folder, "older.json"));
        file.Write([.. KeySource.MakeAll(A.Now).Where(k => k.Use is not KeyUse.CookieKeys)]);
        var older = new KeyRing(file);

        var refused = await Assert.ThrowsAsync<RuleException>(() => NodeAsync(ledger, keys: older));
        older.Rotate(KeyUse.CookieKeys, A.Now);

        Assert.Contains("keys rotate cookie-keys", refused.Message, StringComparison.Ordinal);
        Assert.Equal("高橋", Protector(await NodeAsync(ledger, keys: older)).Unprotect(Protector(await NodeAsync(ledger, keys: older)).Protect("高橋")));
    }

    [Fact]
    public async Task AnotherPlace_IsRefusedInWords()
    {
        using var ledger = TestDb.OnSqlite();

        var refused = await Assert.ThrowsAsync<RuleException>(() => NodeAsync(ledger, store: "Redis"));

        Assert.Contains("KeyRing:Store", refused.Message, StringComparison.Ordinal);
    }

    private string Ring => Path.Combine(_folder, "ring");

    private static IDataProtector Protector(ServiceProvider node) => node.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private async Task<ServiceProvider> NodeAsync(TestDb ledger, string store = "Database", KeyRing? keys = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("KeyRing:Store", store), new("KeyRing:Folder", "ring")]).Build();
        var node = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton(keys ?? _keys)
            .AddSingleton<IDbContextFactory<PortalDb>>(ledger).AddCookieKeys(configuration, _folder).BuildServiceProvider();
        lock (_nodes)
        {
            _nodes.Add(node);
        }

        await node.PrepareCookieKeysAsync(configuration, _folder, Token);
        return node;
    }
}
