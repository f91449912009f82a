using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Features.Accounts.Personnel;
using Portal.Features.Accounts.Reviews;
using Portal.Features.Accounts.SharedIds;

namespace Portal.Features.Accounts;

/// <summary>What waits in 利用者管理, on the home page of those who deal with it.</summary>
public sealed class AccountHome(
    IDbContextFactory<PortalDb> dbFactory, AccountViewDesk accounts, PersonnelWork personnel, SharedIdSearch shared, ReviewSearch reviews, TimeProvider time)
{
    public async Task<IReadOnlyList<HomeItem>> ItemsAsync(Staff by, CancellationToken cancellationToken = default) =>
    [
        .. Line("承認・発行を待っている利用者ID", await accounts.CountWaitingAsync(by, cancellationToken), "件", $"{Addresses.Accounts}?view=waiting"),
        .. Line("発令により確認が必要なID", await personnel.CountAsync(by, cancellationToken), "件", Addresses.Personnel, TagKind.Warn),
        .. Line("職員・端末・期限の確認が必要な共用ID", await shared.CountFlaggedAsync(by, cancellationToken), "件", Addresses.SharedIds, TagKind.Warn),
        .. Line("30日以内に期限を迎える利用者ID", await CountExpiringAsync(by, cancellationToken), "件", $"{Addresses.Accounts}?view=expiring", TagKind.Warn),
        .. by.May(Permission.AccountView) ? ReviewLines(by, await reviews.StateAsync(by, cancellationToken)) : [],
    ];

    private async Task<int> CountExpiringAsync(Staff by, CancellationToken cancellationToken)
    {
        if (!by.May(Permission.AccountIssue))
        {
            return 0;
        }

        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return (await AccountSearch.ListAsync(db, AccountListView.Expiring, null, time.GetUtcNow().UtcDateTime, cancellationToken)).Count;
    }

    private static IEnumerable<HomeItem> ReviewLines(Staff by, ReviewState state)
    {
        if (state is { IsOverdue: true, NextDueOn: { } due } && (by.May(Permission.ReviewManage) || by.May(Permission.ReviewAnswer)))
        {
            yield return new HomeItem("棚卸の期限超過", $"{JapaneseDate.Format(due)}まで", Addresses.Reviews, TagKind.Error);
        }

        if (state.Open is not { } open)
        {
            yield break;
        }

        var (words, kind) = state.IsPastAnswerDay ? ("回答期限を過ぎています", TagKind.Error) : ($"{JapaneseDate.Format(open.DueOn)}まで", TagKind.Warn);
        if (state.WaitingForMe > 0)
        {
            yield return new HomeItem($"棚卸の判定を待っているID {state.WaitingForMe}件", words, Addresses.Review(open.IdReviewId), kind);
        }

        if (by.May(Permission.ReviewManage))
        {
            yield return new HomeItem($"棚卸 第{open.Number}回 {open.Lines}件中 {open.Decided}件判定済み", words, Addresses.Review(open.IdReviewId), kind);
        }
    }

    private static IEnumerable<HomeItem> Line(string label, int count, string unit, string href, TagKind kind = TagKind.Neutral) =>
        count > 0 ? [new HomeItem(label, $"{count:N0}{unit}", href, kind)] : [];
}
