using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts;
using Portal.Features.Accounts.Reviews;

namespace Portal.Tests.Accounts.Reviews;

/// <summary>A clerk's ID (takahashi), a shared ID (madoguchi-a) of two at one terminal, and the one administrator (nakamura).</summary>
public sealed class ReviewFixture : IDisposable
{
    public ReviewFixture(Engine engine = Engine.Sqlite)
    {
        Ledger = TestDb.On(engine);
        Terminal = AnAccount.Terminal(Clerk);
        Own = AnAccount.For(Clerk, "takahashi", Role.Editor);
        Shared = AnAccount.Shared("madoguchi-a", [Clerk, Colleague], [Terminal]);
        Kanri = AnAccount.For(Administrator, "nakamura", Role.Administrator);
        Ledger.Add(Clerk, Colleague, Administrator, Terminal, Own, Shared, Kanri);
        Desk = new ReviewDesk(Ledger, ReviewCalendar.Default, Time);
        Search = new ReviewSearch(Ledger, ReviewCalendar.Default, Time);
        Export = new ReviewExport(Ledger, Time);
    }

    public TestDb Ledger { get; }
    public FakeTimeProvider Time { get; } = new(A.Now);
    public StaffMember Clerk { get; } = AnAccount.Person();
    public StaffMember Colleague { get; } = AnAccount.Person("伊藤 健", "012346", "健康増進課");
    public StaffMember Administrator { get; } = AnAccount.Person("中村 修", "000777", "総務課");
    public Terminal Terminal { get; }
    public Account Own { get; }
    public Account Shared { get; }
    public Account Kanri { get; }
    public ReviewDesk Desk { get; }
    public ReviewSearch Search { get; }
    public ReviewExport Export { get; }

    public async Task<IdReview> NowAsync(IdReview review)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.IdReviews.AsNoTracking().Include(r => r.Lines).SingleAsync(r => r.IdReviewId == review.IdReviewId);
    }

    public async Task<Account> NowAsync(Account account)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.WholeAccounts().AsNoTracking().SingleAsync(a => a.AccountKey == account.AccountKey);
    }

    public async Task ChangeAsync(Account account, Action<Account> change)
    {
        await using var db = Ledger.CreateDbContext();
        change(await db.LoadAccountAsync(account.AccountKey));
        await db.SaveChangesAsync();
    }

    public async Task<IdReviewLine> AnswerAsync(IdReview review, Account account, ReviewDecision decision, string? note = null, Staff? by = null)
    {
        var line = (await NowAsync(review)).Lines.Single(l => l.AccountKey == account.AccountKey);
        return await Desk.AnswerAsync(by ?? AnAccount.Chief, line.IdReviewLineId, decision, note, line.Version);
    }

    /// <summary>継続 for all but those named.</summary>
    public async Task<IdReview> AnsweredAsync(params (Account Account, ReviewDecision Decision)[] others)
    {
        var review = await Desk.OpenAsync(AnAccount.Administrator);
        foreach (var account in (Account[])[Own, Shared, Kanri])
        {
            var decision = others.FirstOrDefault(o => o.Account == account).Decision;
            await AnswerAsync(review, account, decision, decision == ReviewDecision.Keep ? null : "窓口の閉鎖により不要");
        }

        return review;
    }

    public async Task CloseAsync(IdReview review, string? note = "全件を確認した", Staff? by = null) =>
        await Desk.CloseAsync(by ?? AnAccount.Administrator, review.IdReviewId, note, (await NowAsync(review)).Lines.ToDictionary(l => l.IdReviewLineId, l => l.Version));

    public async Task<List<OperationLogEntry>> LogAsync(Operation operation)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.OperationLog.AsNoTracking().Where(e => e.Operation == operation).OrderBy(e => e.Sequence).ToListAsync();
    }

    public void Dispose() => Ledger.Dispose();
}
