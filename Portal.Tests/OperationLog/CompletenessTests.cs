using System.Net;
using Microsoft.EntityFrameworkCore;
using Portal.Demo;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Tests.Security;
using Xunit;

namespace Portal.Tests.OperationLog;

/// <summary>Five hundred acts, five hundred rows, each complete.</summary>
public sealed class CompletenessTests : IDisposable
{
    private const int Seed = 20261123;

    private readonly PortalHost _portal = new();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task FiveHundredScriptedActs_LeaveFiveHundredRows_ThatSayWhoWhereWhenWhatAndWhose()
    {
        var people = await PeopleAsync();
        var office = new ScriptedOffice(_portal, people, await StaffAsync(), new Random(Seed));
        var before = await LastNumberAsync();

        await office.WorkAsync(500);

        var all = _portal.Log().Where(e => e.Sequence > before).OrderBy(e => e.Sequence).ToList();
        // The server compares people by itself meanwhile; that is nobody's act.
        var rows = all.FindAll(e => e.Operation != Operation.TwinsSought);
        Assert.True(office.Expected.Count >= 500);
        Assert.Equal(office.Expected, rows.Select(ExpectedRow.Of));
        Assert.Equal(Enumerable.Range(1, all.Count).Select(i => before + i), all.Select(e => e.Sequence));
        Assert.All(rows, e => Assert.True(
            e is { At.Kind: DateTimeKind.Utc, AccountId.Length: > 0, StaffName.Length: > 0, Terminal.Length: > 0, Trace.Length: > 0, SessionId: not null, StaffMemberId: not null, Seal.Length: LogSeal.Length }));
        // The script has met every kind of act it knows.
        Assert.True(rows.Select(e => (e.Operation, e.Result)).Distinct().Count() >= 17);
    }

    [Fact]
    public async Task ByAddress_EveryRequest_LeavesARowWithItsSessionAndTrace()
    {
        using var clerk = await _portal.SignedInAsync("takahashi");
        using var administrator = await _portal.SignedInAsync("nakamura");
        var sessions = _portal.Log(Operation.SignedIn).ToDictionary(e => e.AccountId, e => e.SessionId);
        var before = await LastNumberAsync();
        (HttpClient Browser, string Account, string Path, Operation Operation, OperationResult Result)[] script =
        [
            .. Enumerable.Range(0, 20).SelectMany(_ => new (HttpClient, string, string, Operation, OperationResult)[]
            {
                (clerk, "takahashi", "/accounts/new", Operation.AccessDenied, OperationResult.Denied),
                (clerk, "takahashi", $"/log/people/{Guid.NewGuid()}", Operation.AccessDenied, OperationResult.Denied),
                (clerk, "takahashi", $"/log/exports/{Guid.NewGuid()}.zip", Operation.AccessDenied, OperationResult.Denied),
                (administrator, "nakamura", "/accounts/list.xlsx", Operation.AccountsExported, OperationResult.Done),
                (administrator, "nakamura", $"/accounts/reviews/{Guid.NewGuid()}/review.xlsx", Operation.ReviewExported, OperationResult.Failed),
            }),
        ];

        foreach (var (browser, _, path, _, result) in script)
        {
            using var answer = await PortalHost.GetAsync(browser, path);
            Assert.Equal(result switch { OperationResult.Done => HttpStatusCode.OK, OperationResult.Denied => HttpStatusCode.Forbidden, _ => HttpStatusCode.NotFound }, answer.StatusCode);
        }

        var rows = _portal.Log().Where(e => e.Sequence > before).OrderBy(e => e.Sequence).ToList();
        Assert.Equal(
            script.Select(s => (s.Account, s.Operation, s.Result, sessions[s.Account], DemoStaff.TerminalName)),
            rows.Select(e => (e.AccountId, e.Operation, e.Result, e.SessionId, e.Terminal)));
        Assert.Equal(rows.Count, rows.Select(e => e.Trace).OfType<string>().Distinct().Count());
    }

    private async Task<LedgerPerson[]> PeopleAsync()
    {
        await using var db = _portal.Db();
        LedgerPerson[] people = [.. Enumerable.Range(0, 12).Select(i => A.Person(residentNumber: $"{1_204_873 + i}", birthDate: "1950-03-04"))];
        db.AddRange(people);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return people;
    }

    private async Task<Dictionary<string, Guid>> StaffAsync()
    {
        await using var db = _portal.Db();
        return await db.Accounts.Where(a => a.StaffMemberId != null).ToDictionaryAsync(a => a.AccountId, a => a.StaffMemberId!.Value, TestContext.Current.CancellationToken);
    }

    private async Task<long> LastNumberAsync()
    {
        await using var db = _portal.Db();
        return (await db.LogHeads.SingleAsync(TestContext.Current.CancellationToken)).Sequence;
    }
}
