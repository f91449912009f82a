namespace Portal.Domain.Reports;

/// <summary>A column: how addresses name it, and what people read.</summary>
public sealed record ReportHead(string Key, string Label);

/// <summary>A row of figures, one for each column.</summary>
public sealed record ReportRow(string Key, string Label, IReadOnlyList<long> Values)
{
    public long Total => Values.Sum();
}

/// <summary>One table of a report, as it was counted: its own words stand in it, so that it reads the same whatever changes later.</summary>
/// <param name="Key">How addresses name it.</param>
/// <param name="Title">What people read.</param>
/// <param name="RowTitle">Heading of the rows.</param>
/// <param name="Columns">Heads of the figures.</param>
/// <param name="Rows">In the order of the report.</param>
/// <param name="Adds">Whether the columns add up to something, and the rows too.</param>
public sealed record ReportTable(string Key, string Title, string RowTitle, IReadOnlyList<ReportHead> Columns, IReadOnlyList<ReportRow> Rows, bool Adds = true)
{
    public long Total => Rows.Sum(r => r.Total);

    public IReadOnlyList<long> Totals => [.. Columns.Select((_, at) => Rows.Sum(r => r.Values[at]))];

    /// <summary>Zero where the table has no such row or column.</summary>
    public long this[string row, string column]
    {
        get
        {
            var at = Columns.ToList().FindIndex(c => c.Key == column);
            return at < 0 ? 0 : Rows.FirstOrDefault(r => r.Key == row)?.Values[at] ?? 0;
        }
    }
}
