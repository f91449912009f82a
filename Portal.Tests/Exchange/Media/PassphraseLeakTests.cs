using System.Net;
using System.Text;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Media;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog.Screens;
using Portal.Tests.Leaks;
using Portal.Tests.Security;
using Xunit;

namespace Portal.Tests.Exchange.Media;

/// <summary>An export by address, at the most talkative log level; afterwards its passphrase is looked for everywhere.</summary>
public sealed class PassphraseLeakTests : IDisposable
{
    private const string Purpose = "監査 R8-3 のため";

    private readonly CapturedLog _log = new();
    private readonly PortalHost _portal;

    public PassphraseLeakTests() => _portal = new PortalHost(configure: host => host
        .UseSetting("Logging:LogLevel:Default", "Trace")
        .UseSetting("Logging:LogLevel:Microsoft.EntityFrameworkCore", "Trace")
        .ConfigureTestServices(services => services.AddSingleton<ILoggerProvider>(_log)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NeitherTheLogNorTheDatabase_HoldsThePassphrase_NorDoesTheAddressOrTheFile()
    {
        using var auditor = await _portal.SignedInAsync("saito");
        var passphrase = Passphrase.New();
        var address = Addresses.LogExport(await OrderAsync(passphrase));

        using var answer = await PortalHost.GetAsync(auditor, address);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var file = await answer.Content.ReadAsByteArrayAsync(Token);
        Assert.NotEmpty(EncryptedZipTests.Open(file, passphrase.Show(), "操作ログ_20261123_104200.xlsx"));
        var places = Places().Append(("file", file)).Append(("headers", Encoding.UTF8.GetBytes($"{answer.Headers} {answer.Content.Headers}"))).Append(("address", Encoding.UTF8.GetBytes(address))).ToList();
        foreach (var words in (string[])[passphrase.Show(), passphrase.Show().Replace("-", "", StringComparison.Ordinal), passphrase.Show()[..11]])
        {
            Assert.All(places, place => Assert.False(Holds(place.Item2, words), $"in {place.Item1}"));
        }

        // What is looked through is what was written: the purpose stands in the database, the address in the log.
        Assert.Contains(places, place => place.Item1.Contains("ledger.db", StringComparison.Ordinal) && Holds(place.Item2, Purpose));
        Assert.Contains(places, place => place.Item1 == "log" && Holds(place.Item2, address));
    }

    public void Dispose() => _portal.Dispose();

    private static bool Holds(byte[] content, string words) =>
        content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(words)) >= 0 || content.AsSpan().IndexOf(Encoding.Unicode.GetBytes(words)) >= 0;

    private IEnumerable<(string, byte[])> Places()
    {
        SqliteConnection.ClearAllPools();
        return [.. Directory.GetFiles(_portal.Folder, "*", SearchOption.AllDirectories).Select(path => (path, Read(path))), ("log", Encoding.UTF8.GetBytes(string.Join('\n', _log.Lines)))];
    }

    private static byte[] Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private async Task<Guid> OrderAsync(Passphrase passphrase)
    {
        await using var db = _portal.Db();
        var person = await db.Accounts.Where(a => a.AccountId == "saito").Select(a => a.StaffMemberId).SingleAsync(Token);
        var by = A.Staff("saito", "斎藤 実", Role.Auditor) with { StaffMemberId = person };
        return _portal.Factory.Services.GetRequiredService<LogExportOrders>().Keep(
            by, new(new(LogQuestion.Day(JapanTime.DayOf(A.Now)), Purpose, await AMedium.ApproveForAsync(db, by)), passphrase));
    }
}
