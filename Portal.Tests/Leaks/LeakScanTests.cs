using System.Net;
using System.Text;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Demo;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;
using Portal.Features.Accounts;
using Portal.Features.Accounts.Reviews;
using Portal.Features.Corrections;
using Portal.Features.Exchange;
using Portal.Features.Ledger;
using Portal.Features.Ledger.MyNumbers;
using Portal.Tests.Accounts;
using Portal.Tests.Exchange;
using Portal.Tests.Security;
using Xunit;

namespace Portal.Tests.Leaks;

/// <summary>
/// Plants a thousand My Numbers — registered, shown, asked by, refused, typed where they do not belong — and looks for them in the database
/// and its write-ahead log, the application's log, the second place, every export and every answer.
/// </summary>
public sealed class LeakScanTests : IDisposable
{
    private const int Planted = 1_000;

    private static readonly string[] Numbers = PlantedNumbers.Make(Planted, seed: 4);

    private readonly CapturedLog _log = new();
    private readonly string _uploads = Directory.CreateTempSubdirectory("portal-leaks-").FullName;
    private readonly PortalHost _portal;
    private readonly List<(string Where, byte[] Content)> _answers = [];
    private int _next;

    public LeakScanTests() => _portal = new PortalHost(configure: host => host
        .UseSetting(MyNumberSetup.QuotaSetting, "500")
        .UseSetting("Exchange:Folder", _uploads)
        .UseSetting("Logging:LogLevel:Default", "Trace")
        .UseSetting("Logging:LogLevel:Microsoft.EntityFrameworkCore", "Trace")
        .ConfigureTestServices(services => services.AddSingleton<ILoggerProvider>(_log)));

    public void Dispose()
    {
        _portal.Dispose();
        Directory.Delete(_uploads, recursive: true);
    }

    private string Take() => Numbers[_next++];

    private T Of<T>() where T : notnull => _portal.Factory.Services.GetRequiredService<T>();

    [Fact]
    public async Task OfAThousandPlantedNumbers_NoneIsFoundAnywhere_InAnyWayOfWriting()
    {
        using var browser = await _portal.SignedInAsync("ito");
        var by = await ProvedAsync(browser);
        var people = Enumerable.Range(0, 600).Select(i => A.Person(residentNumber: $"{i:D10}")).ToList();
        await using (var db = _portal.Db())
        {
            db.AddRange(people);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await RegisterAndUseAsync(by, people);
        await TypeWhereTheyDoNotBelongAsync(by, people);
        await PostAsync(browser);
        await DownloadAsync(people[0]);

        Assert.InRange(_next, 700, Planted);
        var scanner = new LeakScanner(Numbers);
        Assert.Empty(Everything(scanner));
        // The control: one of them written into each of the places is found in each.
        var control = Take();
        await WriteControlAsync(control);
        var found = Everything(new LeakScanner([control]));
        Assert.All(["ledger.db", "log:", "list.xlsx!"], where => Assert.Contains(found, hit => hit.StartsWith(where, StringComparison.Ordinal)));
    }

    private async Task RegisterAndUseAsync(Staff by, List<LedgerPerson> people)
    {
        var (desk, use) = (Of<MyNumberDesk>(), Of<MyNumberUseDesk>());
        foreach (var (person, i) in people.Select((person, i) => (person, i)))
        {
            var number = Take();
            await desk.RegisterAsync(by, person.LedgerPersonId, number, MyNumberPurpose.MovedIn, $"転-{i}");
            if (i < 40)
            {
                (await use.ShowAsync(by, person.LedgerPersonId, MyNumberPurpose.Certificate, $"証-{i}")).Dispose();
                Assert.Equal(person.LedgerPersonId, await use.SearchAsync(by, number, MyNumberPurpose.MovedOut, $"提-{i}"));
                Assert.Null(await use.SearchAsync(by, Take(), MyNumberPurpose.MovedOut, $"提-{i}"));
                await RefusedAsync(() => desk.RegisterAsync(by, people[^1].LedgerPersonId, number, MyNumberPurpose.MovedIn, "転-1"), i < people.Count - 1);
                await RefusedAsync(() => use.ShowAsync(by, person.LedgerPersonId, MyNumberPurpose.Certificate, Take()));
                await RefusedAsync(() => use.SearchAsync(by with { SessionId = null }, Take(), MyNumberPurpose.Certificate, "証-1"));
                await RefusedAsync(() => desk.RegisterAsync(A.Clerk, person.LedgerPersonId, Take(), MyNumberPurpose.Certificate, "証-1"));
            }
        }
    }

    private async Task TypeWhereTheyDoNotBelongAsync(Staff by, List<LedgerPerson> people)
    {
        var person = people[1].LedgerPersonId;
        var administrator = AnAccount.Administrator;
        await Of<LedgerSearch>().FindAsync(Take(), by);
        await Of<LedgerSearch>().FindAsync(Fours(Take()), by, notMyNumber: true);
        await RefusedAsync(() => Of<KeptSearches>().KeepAsync(by, Fours(Take())));
        await Of<Drafts>().SaveAsync(by, "dose:remarks", new { Remarks = $"番号 {Take()}" });
        await Of<Drafts>().SaveAsync(by, "my-number:search", new { Scene = (string?)null, CaseNumber = Take() });
        await new MyNumberForm { CaseNumber = Take() }.KeepAsync(Of<Drafts>(), by, person);
        await RefusedAsync(() => Of<PersonSheet>().RecordPrintAsync(person, $"本人 {Take()} への説明", by));
        await RefusedAsync(() => Of<PersonSheet>().ShowAddressAsync(person, Fours(Take()), by));
        await RefusedAsync(() => Of<MyNumberDesk>().RemoveAsync(by, person, $"誤り {FullWidth(Take())}"));
        await RefusedAsync(() => Task.Run(() => TypedText.Read(RecordKind.Person, RecordItems.Find(RecordKind.Person, PersonFields.Name.Key), Take())));
        await RefusedAsync(() => Task.Run(() => TerminalEntry.NameOf(Take())));
        var account = await AccountAsync("sasaki");
        await RefusedAsync(() => Of<StaffMemberDesk>().EnterAsync(administrator, new StaffMemberEntry(Take(), "高橋 恵", "タカハシ", "保健総務課", null)));
        await RefusedAsync(() => Of<StaffMemberDesk>().EnterAsync(administrator, new StaffMemberEntry("0991", Take(), "タカハシ", Take(), Take())));
        await RefusedAsync(() => Of<IssueDesk>().SuspendAsync(administrator, account.AccountKey, account.Version, Take()));
        await RefusedAsync(() => Of<EvidenceStore>().AttachAsync(A.Clerk, person, $"{Take()}.pdf", new MemoryStream("%PDF-1.7 "u8.ToArray())), isNeeded: false);
        await ImportAsync();
    }

    /// <summary>A column of numbers is a file nobody takes; a number in a line is a line that is not taken, and whose report does not repeat it.</summary>
    private async Task ImportAsync()
    {
        var desk = Of<ImportDesk>();
        var column = Csv.Lines("宛名番号,券番号,備考", $"0000000001,1,{Take()}", $"0000000002,2,{Take()}");
        await RefusedAsync(() => desk.PreviewAsync(new MemoryStream(Encoding.UTF8.GetBytes(column)), $"{Take()}.csv", ImportKind.Residents, A.Clerk));
        var lines = Csv.Lines([Csv.ResidentHeader, Csv.Resident(number: "0000009001", building: "さくら荘"), Csv.Resident(number: "0000009002", name: Take(), building: "さくら荘"), Csv.Resident(number: "0000009003", building: Fours(Take()))]);
        var preview = await desk.PreviewAsync(new MemoryStream(Encoding.UTF8.GetBytes(lines)), $"転入 {Take()}.csv", ImportKind.Residents, A.Clerk);
        _answers.Add(("report", Bytes(preview.OpenReport())));
        _answers.Add(("preview", Encoding.UTF8.GetBytes(string.Join('\n', preview.Faults.Select(f => $"{f.Column} {f.Value} {f.Reason}")))));
        Assert.NotEmpty(preview.Faults);
        desk.Discard(preview.ImportPreviewId);
    }

    private async Task PostAsync(HttpClient browser)
    {
        await AnswerAsync(browser, "/own/again", new() { ["secret"] = Take(), ["back"] = "/" });
        using var stranger = _portal.BrowserAtTerminal();
        await AnswerAsync(stranger, "/sign-in", new() { ["id"] = Take(), ["password"] = Take() });
        await AnswerAsync(stranger, "/sign-in", new() { ["id"] = Fours(Take()), ["password"] = Take(), ["back"] = "/ledger" });
        await AnswerAsync(stranger, "/terminal", new() { ["code"] = Take() });
    }

    private async Task DownloadAsync(LedgerPerson person)
    {
        var review = await Of<ReviewDesk>().OpenAsync(AnAccount.Administrator);
        foreach (var (account, addresses) in new (string, string[])[]
        {
            ("nakamura", ["/", "/accounts/list.xlsx", $"/accounts/reviews/{review.IdReviewId}/review.xlsx", "/own", "/no-such-page"]),
            ("ito", ["/", "/ledger", $"/ledger/people/{person.LedgerPersonId}", "/ledger/my-number", "/own/again?back=%2Fledger", $"/corrections/evidence/{Guid.NewGuid()}"]),
        })
        {
            using var browser = await _portal.SignedInAsync(account);
            foreach (var address in addresses)
            {
                using var answer = await PortalHost.GetAsync(browser, address);
                _answers.Add((address.Split('/')[^1], await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
            }
        }
    }

    private async Task AnswerAsync(HttpClient browser, string path, Dictionary<string, string> fields)
    {
        using var answer = await PortalHost.PostAsync(browser, path, fields);
        _answers.Add((path, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
        _answers.Add((path, Encoding.UTF8.GetBytes(answer.Headers.ToString())));
    }

    private List<string> Everything(LeakScanner scanner)
    {
        using (var db = _portal.Db())
        {
            // Held open, so that the write-ahead log stays there to be looked at.
            db.Database.OpenConnection();
            Assert.True(db.People.Any());
            Assert.True(File.Exists(Path.Combine(_portal.Folder, "ledger.db-wal")));
            return
            [
                .. scanner.FindIn(_portal.Folder),
                .. scanner.FindIn(_uploads),
                .. scanner.Find(string.Join('\n', _log.Lines), "log:"),
                .. _answers.SelectMany(answer => scanner.Find(answer.Content, answer.Where)),
            ];
        }
    }

    private async Task WriteControlAsync(string control)
    {
        LoggerMessage.Define<string>(LogLevel.Information, default, "{Number}")(Of<ILoggerFactory>().CreateLogger("Control"), control, null);
        await using (var db = _portal.Db())
        {
            (await db.StaffMembers.FirstAsync(s => s.Name == "伊藤 健", TestContext.Current.CancellationToken)).Department = control;
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        using var browser = await _portal.SignedInAsync("nakamura");
        using var answer = await PortalHost.GetAsync(browser, "/accounts/list.xlsx");
        _answers.Add(("list.xlsx", await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
    }

    /// <summary>伊藤, signed in and proved, as the circuit would hand them to an act.</summary>
    private async Task<Staff> ProvedAsync(HttpClient browser)
    {
        using var answer = await PortalHost.PostAsync(browser, "/own/again", new() { ["secret"] = DemoStaff.Password, ["back"] = "/" });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        await using var db = _portal.Db();
        var session = await db.Sessions.SingleAsync(TestContext.Current.CancellationToken);
        return A.Staff("ito", "伊藤 健", Role.Editor, Role.NumberHandler) with { StaffMemberId = session.StaffMemberId, SessionId = session.SessionId };
    }

    private async Task<Account> AccountAsync(string id)
    {
        await using var db = _portal.Db();
        return await db.Accounts.SingleAsync(a => a.AccountId == id, TestContext.Current.CancellationToken);
    }

    private async Task RefusedAsync(Func<Task> act, bool isNeeded = true)
    {
        var refused = await Record.ExceptionAsync(act);
        Assert.True(refused is not null || !isNeeded, "Nothing was refused.");
        _answers.Add(("refusal", Encoding.UTF8.GetBytes($"{refused}")));
        Assert.True(refused is null or RuleException or PermissionDeniedException or InvalidOperationException, $"{refused}");
    }

    private static string Fours(string number) => string.Join(' ', number.Chunk(4).Select(four => new string(four)));

    private static string FullWidth(string number) => string.Concat(number.Select(digit => (char)(digit - '0' + '０')));

    private static byte[] Bytes(Stream stream)
    {
        using (stream)
        {
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        }
    }
}
