using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.ResidentIndex;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.ResidentIndex;
using Portal.Features.Exchange.ResidentIndex.Answers;
using Xunit;

namespace Portal.Tests.Exchange.ResidentIndex;

public class ClientDeskTests
{
    [Theory, EveryEngine]
    public async Task WhoDoesNotManageClients_EntersNone_AndTheDenialIsLogged(Engine engine)
    {
        using var at = new Fixture(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.EnterAsync(A.Manager, AClient.Entry()));

        Assert.Empty(at.Clients());
        Assert.Equal(OperationResult.Denied, at.Log(Operation.ClientSaved).Single().Result);
    }

    [Theory, EveryEngine]
    public async Task AClientNobodyHas_IsNotFound_AndTheLookIsLogged(Engine engine)
    {
        using var at = new Fixture(engine);
        Assert.Null(await at.Desk.OpenAsync(A.Administrator, Guid.NewGuid()));
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.RotateAsync(A.Administrator, Guid.NewGuid(), Guid.NewGuid()));
        Assert.Equal(OperationResult.Failed, at.Log(Operation.ClientsShown).Single().Result);
    }

    [Fact]
    public async Task EverythingMissing_IsSaidAtOnce()
    {
        using var at = new Fixture(Engine.Sqlite);
        var entry = new ClientEntry { Name = "123456789018", Scopes = [AddresseeScope.Residence], AddressRanges = "10.20.3", PerMinute = "0", ValidUntil = A.Day("2026-11-22") };

        var wrong = await Assert.ThrowsAsync<FieldProblemsException>(() => at.Desk.EnterAsync(A.Administrator, entry));

        Assert.Equal(
            [nameof(entry.Name), nameof(entry.System), nameof(entry.Contact), nameof(entry.Scopes), nameof(entry.AddressRanges), nameof(entry.PerMinute), nameof(entry.ValidUntil)],
            wrong.Problems.Select(p => p.Field));
        Assert.Empty(at.Clients());
    }

    [Theory, EveryEngine]
    public async Task AClientIsEntered_WithASecretKeptAsAHashOnly(Engine engine)
    {
        using var at = new Fixture(engine);

        var secret = await at.Desk.EnterAsync(A.Administrator, AClient.Entry());

        var client = at.Clients().Single();
        Assert.Equal((secret.ClientId, "国民健康保険", ClientState.Active, "中村 修"), (client.ClientId, client.Name, client.State, client.EnteredByName));
        Assert.Equal("addressee.basic addressee.residence addressee.vaccinations", client.Scopes);
        Assert.DoesNotContain(secret.Secret, client.SecretHash, StringComparison.Ordinal);
        Assert.DoesNotContain(secret.Secret, secret.ToString(), StringComparison.Ordinal);
        Assert.Equal(PasswordVerificationResult.Success, Fixture.Hasher.VerifyHashedPassword(client, client.SecretHash!, secret.Secret));
        Assert.All([Operation.ClientSaved, Operation.ClientSecretMade], operation => Assert.DoesNotContain(secret.Secret, at.Log(operation).Single().Detail, StringComparison.Ordinal));
        await Assert.ThrowsAsync<FieldProblemsException>(() => at.Desk.EnterAsync(A.Administrator, AClient.Entry()));
    }

    [Theory, EveryEngine]
    public async Task OfTwoWhoChangeOneClient_TheSecondIsTold(Engine engine)
    {
        using var at = new Fixture(engine);
        var id = (await at.Desk.EnterAsync(A.Administrator, AClient.Entry())).AddresseeClientId;
        var seen = at.Clients().Single().Version;

        await at.Desk.ChangeAsync(A.Administrator, id, seen, AClient.Entry("国保", AddresseeScope.Basic));
        var refused = await Assert.ThrowsAsync<RuleException>(() => at.Desk.StopAsync(A.Administrator, id, seen, "契約の終了のため"));

        Assert.Contains("同時に変更", refused.Message, StringComparison.Ordinal);
        Assert.Equal(("国保", "addressee.basic", ClientState.Active), (at.Clients().Single().Name, at.Clients().Single().Scopes, at.Clients().Single().State));
    }

    [Theory, EveryEngine]
    public async Task StoppedAndResumed_AClientNeedsANewSecret(Engine engine)
    {
        using var at = new Fixture(engine);
        var id = (await at.Desk.EnterAsync(A.Administrator, AClient.Entry())).AddresseeClientId;
        var before = at.Clients().Single();

        await Assert.ThrowsAsync<RuleException>(() => at.Desk.StopAsync(A.Administrator, id, before.Version, "ー"));
        await at.Desk.StopAsync(A.Administrator, id, before.Version, "シークレットの漏えいのおそれ");
        await Assert.ThrowsAsync<RuleException>(() => at.Desk.RotateAsync(A.Administrator, id, at.Clients().Single().Version));
        await at.Desk.ResumeAsync(A.Administrator, id, at.Clients().Single().Version);

        var after = at.Clients().Single();
        Assert.Equal((ClientState.Active, null, null), (after.State, after.SecretHash, after.StopReason));
        Assert.NotEqual(before.SecretStamp, after.SecretStamp);
        Assert.Equal("シークレットの漏えいのおそれ", at.Log(Operation.ClientStopped).Single().Purpose);
        await at.Desk.RotateAsync(A.Administrator, id, after.Version);
        Assert.NotNull(at.Clients().Single().SecretHash);
    }

    [Theory, EveryEngine]
    public async Task TheSystemsPage_ShowsCountersClientsAndAnswers(Engine engine)
    {
        using var at = new Fixture(engine);
        var secret = await at.Desk.EnterAsync(A.Administrator, AClient.Entry());
        var actor = at.Clients().Single().Actor(System.Net.IPAddress.Loopback);
        at.Ledger.Add(
            OperationLogEntry.For(actor, A.Now, Operation.AddresseeAnswered), OperationLogEntry.For(actor, A.Now, Operation.AddresseeAnswered),
            OperationLogEntry.For(actor, A.Now.AddDays(-8), Operation.AddresseeAnswered), OperationLogEntry.For(actor, A.Now, Operation.AddresseeAnswered, result: OperationResult.Denied), A.Person(residentNumber: null));

        var state = await new ResidentIndexSearch(at.Ledger, NumberRanges.Default, at.Time).ShowAsync(A.Administrator);
        var opened = await at.Desk.OpenAsync(A.Administrator, secret.AddresseeClientId);

        Assert.Equal((2, 1, 1, 90_000_000), (state.Counters.Count, state.Clients.Count, state.WithoutResidentNumber, state.Counters[0].Counter.LeftIn(state.Counters[0].Range)));
        Assert.Equal([(OperationResult.Done, 2), (OperationResult.Denied, 1)], opened!.Answers.OrderBy(a => a.Result).Select(a => (a.Result, a.Count)));
    }

    [Fact]
    public void EveryQuestion_IsAskedOnBothEngines()
    {
        using var db = TestDb.SqlServerOffline();
        Assert.Contains("COUNT", ResidentIndexSearch.Answers(db, "c-x", A.Now).ToQueryString(), StringComparison.Ordinal);
        Assert.All(
            [ResidentIndexSearch.Clients(db).ToQueryString(), ResidentIndexSearch.ChangeFiles(db).Take(5).ToQueryString(), AddresseeDesk.Doses(db, Guid.NewGuid()).ToQueryString()],
            sql => Assert.Contains("ORDER BY", sql, StringComparison.Ordinal));
        Assert.All([true, false], by => Assert.Contains("TOP(", AddresseeDesk.People(db, "1", by).ToQueryString(), StringComparison.Ordinal));
    }

    private sealed class Fixture : IDisposable
    {
        public static readonly PasswordHasher<AddresseeClient> Hasher = new();

        public Fixture(Engine engine)
        {
            Ledger = TestDb.On(engine);
            Desk = new(Ledger, Hasher, Time);
        }

        public TestDb Ledger { get; }
        public FakeTimeProvider Time { get; } = new(A.Now);
        public ClientDesk Desk { get; }

        public List<AddresseeClient> Clients()
        {
            using var db = Ledger.CreateDbContext();
            return [.. db.AddresseeClients];
        }

        public List<OperationLogEntry> Log(Operation operation)
        {
            using var db = Ledger.CreateDbContext();
            return [.. db.OperationLog.Where(e => e.Operation == operation).OrderBy(e => e.Sequence)];
        }

        public void Dispose() => Ledger.Dispose();
    }
}
