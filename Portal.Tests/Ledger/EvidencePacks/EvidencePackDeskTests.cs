using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Media;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Ledger.EvidencePacks;
using Portal.Tests.Exchange.Media;
using Xunit;

namespace Portal.Tests.Ledger.EvidencePacks;

public sealed class EvidencePackDeskTests
{
    private static readonly DateOnly Today = JapanTime.DayOf(A.Now);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task WithoutTheRight_NothingIsMade_AndTheDenialIsLogged(Engine engine)
    {
        using var at = new Fixture(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.MakeAsync(A.Clerk, at.Order(), Passphrase.New(), Stop));

        Assert.Equal((Operation.EvidencePackMade, OperationResult.Denied), (await at.LogAsync()).Select(e => (e.Operation, e.Result)).Single());
    }

    [Theory, EveryEngine]
    public async Task OfNobody_NothingIsMade_AndTheAttemptIsLogged(Engine engine)
    {
        using var at = new Fixture(engine);

        Assert.Null(await at.Desk.MakeAsync(A.Manager, at.Order() with { PersonId = Guid.NewGuid() }, Passphrase.New(), Stop));

        Assert.Equal(OperationResult.Failed, (await at.LogAsync()).Single().Result);
    }

    [Theory, EveryEngine]
    public async Task ThePack_IsInTheLog_WithTheHashOfItsManifest_AndWhatForIsInBoth(Engine engine)
    {
        using var at = new Fixture(engine);

        var file = await at.MakeAsync();

        var row = (await at.LogAsync()).Single();
        Assert.Equal((Operation.EvidencePackMade, "開示請求 第12号"), (row.Operation, row.Purpose));
        Assert.Equal($"目録 {EvidenceManifest.LogFormOf(EvidenceManifest.HashOf(Entry(file, "manifest.json")))}、媒体 M-001（使用第1号）、職員名なし", row.Detail);
        Assert.Contains("開示請求 第12号", Text(file, "record.html"), StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task TheRecord_IsShownAsItStoodThatDay_AndItsHistoryWhole(Engine engine)
    {
        using var at = new Fixture(engine);
        await at.CorrectNameAsync("佐藤 和江");

        var now = Text(await at.MakeAsync(), "record.html");
        var before = Text(await at.MakeAsync(at.Order() with { AsOf = Today.AddDays(-1) }), "record.html");

        Assert.Contains("<th scope=\"row\">氏名</th><td>佐藤 和江</td>", now, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">氏名</th><td>佐藤 和子</td>", before, StringComparison.Ordinal);
        Assert.All([now, before], page => Assert.Contains("氏名: 佐藤 和子 → 佐藤 和江", page, StringComparison.Ordinal));
    }

    [Theory, EveryEngine]
    public async Task NothingOfAnotherPerson_IsInside(Engine engine)
    {
        using var at = new Fixture(engine);
        var neighbour = A.Person("佐藤 一郎", "サトウ イチロウ", "0009990001", "1948-01-02", Sex.Male);
        at.Db.Add(neighbour, A.Dose(neighbour, lot: "ZZ9999"));
        await at.LookAsync(neighbour.LedgerPersonId, "隣人の照会");
        await at.LookAsync(at.Person.LedgerPersonId, "佐藤 一郎さまの窓口での照会");

        var file = await at.MakeAsync();

        foreach (var name in new[] { "record.html", "record.json", "manifest.json" })
        {
            var text = Text(file, name);
            Assert.All(["佐藤 一郎", "イチロウ", "0009990001", "ZZ9999", "隣人の照会", $"{neighbour.LedgerPersonId}"], other => Assert.DoesNotContain(other, text, StringComparison.Ordinal));
        }

        Assert.Contains("<td class=\"\">個人票の表示</td>", Text(file, "record.html"), StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task AProtectedAddress_StaysHidden_UnlessItIsAskedForWithThatRight(Engine engine)
    {
        using var at = new Fixture(engine, isProtected: true);

        var hidden = await at.MakeAsync();
        var shown = await at.MakeAsync(at.Order() with { ShowsAddress = true });

        Assert.All(["record.html", "record.json"], name => Assert.DoesNotContain("花園", Text(hidden, name), StringComparison.Ordinal));
        Assert.Contains(ProtectedAddress.Words, Text(hidden, "record.html"), StringComparison.Ordinal);
        Assert.Contains("花園", Text(shown, "record.html"), StringComparison.Ordinal);
        Assert.Equal(
            [Operation.EvidencePackMade, Operation.ProtectedAddressShown, Operation.EvidencePackMade],
            (await at.LogAsync()).Select(e => e.Operation));
        var without = A.Manager with { Permissions = new HashSet<Permission> { Permission.EvidencePackMake } };
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.MakeAsync(without, at.Order() with { ShowsAddress = true }, Passphrase.New(), Stop));
    }

    [Fact]
    public async Task NamesAreText_AndNothingElse()
    {
        using var at = new Fixture(Engine.Sqlite, name: "<script>alert(1)</script>");

        var page = Text(await at.MakeAsync(), "record.html");

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void TheRowsAboutOnePerson_AreAskedForByTheirIndex()
    {
        using var db = TestDb.SqlServerOffline();

        Assert.Contains("ORDER BY [o].[At], [o].[Sequence]", EvidencePackReader.Looks(db, Guid.Empty).ToQueryString(), StringComparison.Ordinal);
    }

    internal static byte[] Entry(byte[] file, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        using var content = new MemoryStream();
        zip.GetEntry(name)!.Open().CopyTo(content);
        return content.ToArray();
    }

    internal static string Text(byte[] file, string name) => Encoding.UTF8.GetString(Entry(file, name));

    internal sealed class Fixture : IDisposable
    {
        public Fixture(Engine engine, bool isProtected = false, string name = "佐藤 和子")
        {
            Db = TestDb.On(engine);
            Use = AMedium.Approved(Stick, A.Manager, files: 99);
            Person = A.Person(name);
            Person.IsProtected = isProtected;
            Db.Add(Person, A.Dose(Person), Stick, Use);
            Desk = new(Db, TestKeys.Ring, new FakeTimeProvider(new DateTimeOffset(A.Now)));
        }

        public TestDb Db { get; }

        public LedgerPerson Person { get; }

        public EvidencePackDesk Desk { get; }

        public Medium Stick { get; } = AMedium.Stick();

        /// <summary>An approved use of the medium, the manager's.</summary>
        public MediumUse Use { get; }

        public EvidencePackOrder Order() => new(Person.LedgerPersonId, Today, "開示請求 第12号", Use.MediumUseId);

        /// <summary>The pack, unpacked from the ZIP it leaves in.</summary>
        public async Task<byte[]> MakeAsync(EvidencePackOrder? order = null)
        {
            var passphrase = Passphrase.New();
            var file = (await Desk.MakeAsync(A.Manager, order ?? Order(), passphrase, Stop))!;
            return EncryptedZipTests.Open(file.Content, passphrase.Show(), file.Name);
        }

        public async Task<List<OperationLogEntry>> LogAsync()
        {
            await using var db = Db.CreateDbContext();
            return await db.OperationLog.OrderBy(e => e.Sequence).ToListAsync(Stop);
        }

        public async Task LookAsync(Guid personId, string purpose, Staff? by = null, MyNumberPurpose? scene = null)
        {
            await using var db = Db.CreateDbContext();
            db.Add(OperationLogEntry.For(by ?? A.Viewer, A.Now, Operation.SheetOpened, personId, purpose: purpose, scene: scene));
            await db.SaveChangesAsync(Stop);
        }

        public async Task CorrectNameAsync(string name)
        {
            await using var db = Db.CreateDbContext();
            var person = await db.People.SingleAsync(p => p.LedgerPersonId == Person.LedgerPersonId, Stop);
            var revision = new Revision
            {
                RevisionId = Guid.CreateVersion7(),
                LedgerPersonId = person.LedgerPersonId,
                RecordKind = RecordKind.Person,
                RecordId = person.LedgerPersonId,
                Act = RevisionAct.Correct,
                Reason = ReasonKind.PersonRequest,
                RequestedBy = "takahashi",
                RequestedByName = "高橋 恵",
                Terminal = "窓口2",
                RequestedAt = A.Now.AddHours(-1),
                AppliedAt = A.Now.AddHours(-1),
                FromVersion = person.Version,
                ToVersion = Guid.CreateVersion7(),
                Changes = [new() { Field = "name", OldValue = person.Name, NewValue = name }],
            };
            (person.Name, person.Version) = (name, revision.ToVersion.Value);
            db.Add(revision);
            await db.SaveChangesAsync(Stop);
        }

        public void Dispose() => Db.Dispose();
    }
}
