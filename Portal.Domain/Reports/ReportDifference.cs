namespace Portal.Domain.Reports;

/// <summary>前回との差 — one figure that is another than in the run before.</summary>
public sealed record ReportDifference(string Table, string Title, string Row, string RowLabel, string Column, string ColumnLabel, long Before, long After)
{
    public long Change => After - Before;

    /// <summary>Every figure that differs, tables and rows of either report among them.</summary>
    public static IReadOnlyList<ReportDifference> Between(ReportContent before, ReportContent after)
    {
        List<ReportDifference> found = [];
        foreach (var (earlier, later) in Pair(before.Tables, after.Tables, t => t.Key))
        {
            var shown = later ?? earlier!;
            var columns = Pair(earlier?.Columns ?? [], later?.Columns ?? [], c => c.Key);
            foreach (var (was, now) in Pair(earlier?.Rows ?? [], later?.Rows ?? [], r => r.Key))
            {
                var row = now ?? was!;
                found.AddRange(
                    from pair in columns
                    let column = pair.After ?? pair.Before!
                    let then = earlier?[row.Key, column.Key] ?? 0
                    let since = later?[row.Key, column.Key] ?? 0
                    where then != since
                    select new ReportDifference(shown.Key, shown.Title, row.Key, row.Label, column.Key, column.Label, then, since));
            }
        }

        return found;
    }

    /// <summary>Both sides by their key: in the order of the later, what only the earlier has behind.</summary>
    private static List<(T? Before, T? After)> Pair<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, string> key) where T : class
    {
        var earlier = before.ToDictionary(key, StringComparer.Ordinal);
        return [.. after.Select(now => (earlier.Remove(key(now), out var was) ? was : null, (T?)now)), .. before.Where(was => earlier.ContainsKey(key(was))).Select(was => ((T?)was, (T?)null))];
    }
}
