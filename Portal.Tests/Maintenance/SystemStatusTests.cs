using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Time.Testing;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.OperationLog;
using Portal.Features.Maintenance.Backups;
using Portal.Features.Maintenance.Status;
using Xunit;

namespace Portal.Tests.Maintenance;

public sealed class SystemStatusTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(A.Now);
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-status-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, EveryEngine]
    public async Task TheState_NamesWhatItIs_AndIsWrittenInTheLog(Engine engine)
    {
        using var ledger = TestDb.On(engine);

        var status = await Desk(ledger).ShowAsync(A.Administrator, Token);

        Assert.Equal(["プログラム", "データベース", "バックアップ", "操作ログ", "鍵", "証明書", "利用"], status.Lines.Select(l => l.Subject).Distinct());
        Assert.Contains("最新です", Line(status, "スキーマ").Words, StringComparison.Ordinal);
        await using var db = ledger.CreateDbContext();
        Assert.Equal(OperationResult.Done, (await db.OperationLog.SingleAsync(e => e.Operation == Operation.SystemShown, Token)).Result);
    }

    [Theory, EveryEngine]
    public async Task WhoMayNotSeeIt_IsDenied(Engine engine)
    {
        using var ledger = TestDb.On(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => Desk(ledger).ShowAsync(A.Clerk, Token));
    }

    [Fact]
    public async Task ABackup_IsWanted_ThenThere_ThenOld()
    {
        using var ledger = TestDb.OnSqlite();
        Assert.Equal(TagKind.Warn, Line(await Desk(ledger).ShowAsync(A.Administrator, Token), "最後").Kind);

        await new BackupDesk(ledger, _time).MakeAsync(A.Administrator, _folder, ct: Token);
        Assert.Equal(TagKind.Ok, Line(await Desk(ledger).ShowAsync(A.Administrator, Token), "最後").Kind);

        _time.Advance(TimeSpan.FromDays(2));
        Assert.Contains("1日以上取っていません", Line(await Desk(ledger).ShowAsync(A.Administrator, Token), "最後").Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, TagKind.Warn, "バックアップがありません")]
    [InlineData(901L, TagKind.Warn, "5分ごとの定期実行を確かめて")]
    [InlineData(300L, TagKind.Ok, "10:37")]
    public void TheLogOfASqlServer_IsBackedUpEveryFiveMinutes(long? secondsAgo, TagKind kind, string words)
    {
        var line = BackupStatus.OfLog(secondsAgo, A.Now);

        Assert.Equal(kind, line.Kind);
        Assert.Contains(words, line.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, TagKind.Ok, "まで")]
    [InlineData(20, TagKind.Warn, "取替えを手配")]
    [InlineData(-1, TagKind.Error, "期限が切れています")]
    public void ACertificate_IsTakenInTime(int days, TagKind kind, string words)
    {
        using var key = ECDsa.Create();
        var file = Path.Combine(_folder, "portal.cer");
        using (var certificate = new CertificateRequest("CN=portal", key, HashAlgorithmName.SHA256).CreateSelfSigned(A.Now.AddDays(-400), A.Now.AddDays(days)))
        {
            File.WriteAllBytes(file, certificate.Export(X509ContentType.Cert));
        }

        var line = Assert.Single(On(("Kestrel:Certificates:Default:Path", file)).Lines(A.Now));

        Assert.Equal(kind, line.Kind);
        Assert.Contains(words, line.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void ACertificateThatIsNotThere_IsSaid() =>
        Assert.Equal(TagKind.Error, Assert.Single(On(("Kestrel:Endpoints:Web:Certificate:Path", "nowhere.pfx")).Lines(A.Now)).Kind);

    [Theory]
    [InlineData("Kestrel:Certificates:Default:Subject", "portal.otaru.test")]
    [InlineData("EntraId:ClientCredentials:0:CertificateDistinguishedName", "CN=portal.otaru.test")]
    public void ACertificateOfAStore_IsTakenInTimeToo(string setting, string subject)
    {
        using var key = ECDsa.Create();
        using var store = new X509Store("PortalTests", StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadWrite);
        using var certificate = new CertificateRequest("CN=portal.otaru.test", key, HashAlgorithmName.SHA256).CreateSelfSigned(A.Now.AddDays(-400), A.Now.AddDays(20));
        var settings = On((setting, subject), ("Kestrel:Certificates:Default:Store", "PortalTests"), ("EntraId:ClientCredentials:0:CertificateStorePath", "CurrentUser/PortalTests"));
        store.Add(certificate);
        try
        {
            Assert.Contains("取替えを手配", settings.Lines(A.Now)[0].Words, StringComparison.Ordinal);
        }
        finally
        {
            store.Remove(certificate);
        }

        Assert.Contains("ストアに、設定の証明書がありません", settings.Lines(A.Now)[0].Words, StringComparison.Ordinal);
    }

    private static StatusLine Line(SystemStatus status, string name) => status.Lines.Single(l => l.Name == name);

    private Certificates On(params (string Key, string Value)[] settings) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create<string, string?>(s.Key, s.Value))).Build(), _folder);

    private SystemStatusDesk Desk(TestDb ledger) =>
        new(ledger, TestKeys.Ring, TestKeys.Checkpoints(), On(), new OpenCircuits(), new HostingEnvironment { EnvironmentName = Environments.Production }, _time);
}
