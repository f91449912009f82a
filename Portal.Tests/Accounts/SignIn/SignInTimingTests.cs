using System.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portal.Domain.Accounts;
using Portal.Features.Accounts.SignIn;
using Xunit;

namespace Portal.Tests.Accounts.SignIn;

/// <summary>
/// Whether the time an answer takes tells which IDs exist. A hash left out would show as the whole of its time; here it takes as long
/// as a tenth of the real one, and the medians of 200 and 200 tries, one after the other, may differ by a fraction of it.
/// </summary>
[Collection(Journeys.JourneyCollection.Name)]
public sealed class SignInTimingTests : IDisposable
{
    private const int Tries = 200;
    private const int Rounds = 20_000;

    private readonly TestDb _ledger = TestDb.OnSqlite();
    private readonly CountingHasher _hasher = new();
    private readonly PasswordDesk _desk;

    public SignInTimingTests()
    {
        _desk = new PasswordDesk(_ledger, _hasher, new PasswordPolicy(), TimeProvider.System);
        var person = AnAccount.Person();
        _ledger.Add(person);
        for (var each = 0; each < Tries; each++)
        {
            var account = AnAccount.For(person, $"shokuin{each}", Role.Viewer);
            _ledger.Add(account, new Credential { Id = Credential.IdOf(account.AccountKey), UserName = account.AccountId, PasswordHash = Hash, SecurityStamp = "x" });
        }
    }

    private static string Hash { get; } = new CountingHasher().HashPassword(new Credential(), "kaze-no-tayori-0930");

    public void Dispose() => _ledger.Dispose();

    [Fact]
    public async Task TwoHundredKnownAndTwoHundredUnknown_TakeTheSameWorkAndTheSameTime()
    {
        await _desk.TryAsync("shokuin0", "warm-up", "");
        await _desk.TryAsync("dare", "warm-up", "");
        _hasher.Verified = 0;
        List<double> known = [], unknown = [];
        for (var each = 0; each < Tries; each++)
        {
            known.Add(await TimeAsync($"shokuin{each}"));
            unknown.Add(await TimeAsync($"daremo{each}"));
        }

        Assert.Equal(2 * Tries, _hasher.Verified);
        var (knownMedian, unknownMedian) = (Median(known), Median(unknown));
        Assert.True(Math.Abs(knownMedian - unknownMedian) <= 5, $"known {knownMedian:0.0} ms, unknown {unknownMedian:0.0} ms");
    }

    private async Task<double> TimeAsync(string id)
    {
        var watch = Stopwatch.StartNew();
        Assert.Null(await _desk.TryAsync(id, "chigau-pasuwaado-17", "窓口2"));
        return watch.Elapsed.TotalMilliseconds;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    /// <summary>The framework's own hasher, which also counts what it is asked.</summary>
    private sealed class CountingHasher() : PasswordHasher<Credential>(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }))
    {
        public int Verified { get; set; }

        public override PasswordVerificationResult VerifyHashedPassword(Credential user, string hashedPassword, string providedPassword)
        {
            Verified++;
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
