using Portal.Domain.Accounts;
using Portal.Domain.Reports;
using Portal.Features.Corrections;

namespace Portal.Features.Reports;

/// <summary>帳票の設定 — what one person wants to see and to hand on.</summary>
/// <param name="Without">Tables left out, by <see cref="ReportTable.Key"/>: one added later is shown.</param>
/// <param name="WithCharts">Whether charts are drawn.</param>
public sealed record ReportSettings(IReadOnlyList<string> Without, bool WithCharts = true)
{
    public static ReportSettings All { get; } = new([]);

    public bool Has(string table) => !Without.Contains(table, StringComparer.Ordinal);

    public IReadOnlyList<ReportTable> Choose(IEnumerable<ReportTable> tables) => [.. tables.Where(t => Has(t.Key))];
}

/// <summary>Keeps them for each person.</summary>
public sealed class KeptReportSettings(Drafts drafts)
{
    private const string Form = "report-settings";

    public async Task<ReportSettings> OfAsync(Staff by) => await drafts.LoadAsync<ReportSettings>(by, Form) is { } kept ? kept.Content : ReportSettings.All;

    public Task KeepAsync(Staff by, ReportSettings settings) => drafts.SaveAsync(by, Form, settings);
}
