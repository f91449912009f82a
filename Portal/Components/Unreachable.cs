using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Portal.Components;

/// <summary>A page whose database does not answer, or whose look cannot be written down: nothing is shown.</summary>
internal static class Unreachable
{
    public static bool Is(Exception exception) => exception is DbException or DbUpdateException;

    /// <param name="again">What to do once more: 開いて, 検索して, 表示して.</param>
    public static string Words(string again) => $"データベースから答えがないか、操作ログに記録できません。少し待って、もう一度{again}ください。続くときはシステム担当に伝えてください。";
}
