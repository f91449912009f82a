using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;

namespace Portal.Features.Accounts.SignIn;

/// <summary>What runs out for the person who is signed in: the password's age, the ID's term.</summary>
public sealed class OwnNotices(IDbContextFactory<PortalDb> dbFactory, PasswordPolicy policy, TimeProvider time)
{
    private const int TermNoticeDays = 30;

    public async Task<IReadOnlyList<HomeItem>> ItemsAsync(Staff by, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        if (await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.AccountId == by.AccountId, cancellationToken) is not { } account)
        {
            return [];
        }

        List<HomeItem> items = [];
        var id = Credential.IdOf(account.AccountKey);
        var changedAt = await db.Credentials.Where(c => c.Id == id).Select(c => c.PasswordChangedAt).SingleOrDefaultAsync(cancellationToken);
        if (changedAt is { } at && policy.NoticeOf(at, now) is { } left)
        {
            items.Add(new HomeItem("パスワードの変更", Words(left), Addresses.OwnAccount, KindOf(left)));
        }

        var term = account.ValidUntil.DayNumber - JapanTime.DayOf(now).DayNumber;
        if (term <= TermNoticeDays)
        {
            items.Add(new HomeItem("このIDの期限（続けて使うときは所属長を通じて変更を申請）", Words(term), Addresses.OwnAccount, KindOf(term)));
        }

        return items;
    }

    private static string Words(int daysLeft) => daysLeft == 0 ? "今日まで" : $"あと{daysLeft}日";

    private static TagKind KindOf(int daysLeft) => daysLeft <= 7 ? TagKind.Error : TagKind.Warn;
}
