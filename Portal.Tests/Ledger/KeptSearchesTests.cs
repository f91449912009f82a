using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Features.Corrections;
using Portal.Features.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public class KeptSearchesTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(A.Now));

    [Theory, EveryEngine]
    public async Task ASearch_IsKeptForItsOwnerOnly(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var kept = Kept(ledger);

        var id = await kept.KeepAsync(A.Clerk, "サトウ S25");

        Assert.Equal("サトウ S25", await kept.FindAsync(A.Clerk, id));
        Assert.Null(await kept.FindAsync(A.OtherClerk, id));
        Assert.Null(await kept.FindAsync(A.Clerk, Guid.NewGuid()));
    }

    [Theory, EveryEngine]
    public async Task TheText_StandsNowhereInPlain(Engine engine)
    {
        using var ledger = TestDb.On(engine);

        await Kept(ledger).KeepAsync(A.Clerk, "サトウ");

        await using var db = ledger.CreateDbContext();
        var draft = await db.Drafts.SingleAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("サトウ", draft.Form + draft.Payload, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task OldSearches_AreSweptAndOtherDraftsStay(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var drafts = new Drafts(ledger, new EphemeralDataProtectionProvider(), _time);
        await drafts.SaveAsync(A.Clerk, "dose:register", "入力中");
        await Kept(ledger).KeepAsync(A.Clerk, "サトウ");

        _time.Advance(KeptSearches.KeptFor + TimeSpan.FromSeconds(1));
        await Kept(ledger).KeepAsync(A.OtherClerk, "スズキ");

        await using var db = ledger.CreateDbContext();
        Assert.Equal([A.OtherClerk.AccountId, A.Clerk.AccountId], await db.Drafts.OrderBy(d => d.PersonKey).Select(d => d.PersonKey).ToListAsync(TestContext.Current.CancellationToken));
        Assert.NotNull(await db.Drafts.SingleOrDefaultAsync(d => d.Form == "dose:register", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task APossibleMyNumber_IsNeverKept()
    {
        using var ledger = TestDb.OnSqlite();

        await Assert.ThrowsAsync<InvalidOperationException>(() => Kept(ledger).KeepAsync(A.Clerk, "123456789018"));
    }

    private KeptSearches Kept(TestDb ledger) => new(new Drafts(ledger, _protection, _time), ledger, _time);

    private readonly EphemeralDataProtectionProvider _protection = new();
}
