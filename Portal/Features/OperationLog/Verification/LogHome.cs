using Portal.Components;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog.Verification;

/// <summary>What the log has to say on the home page of those who look after it.</summary>
public sealed class LogHome(LogVerifyDesk desk, LogCheckpoints checkpoints, TimeProvider time)
{
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    public async Task<IReadOnlyList<HomeItem>> ItemsAsync(Staff by, CancellationToken cancellationToken)
    {
        if (!by.May(Permission.LogReview))
        {
            return [];
        }

        List<HomeItem> items = [];
        var last = await desk.LastAsync(cancellationToken);
        if (last is { Result: OperationResult.Failed })
        {
            items.Add(new("操作ログの検証", "異常が見つかりました", Addresses.LogVerification, TagKind.Error));
        }
        else if (last is null || time.GetUtcNow().UtcDateTime - last.At > Daily)
        {
            items.Add(new("操作ログの検証", last is null ? "まだ検証していません" : $"前回は{(int)(time.GetUtcNow().UtcDateTime - last.At).TotalDays}日前です", Addresses.LogVerification, TagKind.Warn));
        }

        if (checkpoints.FailingSince is { } since)
        {
            items.Add(new("操作ログの控え", $"{Moments.Show(since)}から書き込めていません", Addresses.LogVerification, TagKind.Error));
        }

        return items;
    }
}
