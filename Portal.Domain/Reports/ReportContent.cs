namespace Portal.Domain.Reports;

/// <summary>報告の内容 — every figure of one period as the ledger stood at one moment.</summary>
/// <param name="Period">See <see cref="ReportPeriod.Code"/>.</param>
/// <param name="AsOf">UTC; what was saved later is not in it.</param>
/// <param name="Tables">In the order of the report.</param>
/// <param name="Checks">Totals counted a second time by other queries.</param>
public sealed record ReportContent(string Period, DateTime AsOf, IReadOnlyList<ReportTable> Tables, IReadOnlyList<ReportCheck> Checks)
{
    public ReportTable? Find(string key) => Tables.FirstOrDefault(t => t.Key == key);
}

/// <summary>検算 — a total of the report beside the same number counted in another way.</summary>
public sealed record ReportCheck(string Label, long Reported, long Counted)
{
    public bool Agrees => Reported == Counted;
}
