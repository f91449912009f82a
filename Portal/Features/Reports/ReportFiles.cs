using Portal.Domain.Accounts;

namespace Portal.Features.Reports;

/// <summary>The workbook of a run: its figures as they were kept, its differences explained.</summary>
public sealed class ReportFiles(ReportDesk desk, ReportExplainer explainer, KeptReportSettings settings)
{
    /// <returns>Null when there is no such run.</returns>
    public async Task<(byte[] Content, string FileName)?> WorkbookAsync(Staff by, Guid runId, CancellationToken cancellationToken = default)
    {
        if (await desk.ExportAsync(by, runId, cancellationToken) is not { } report)
        {
            return null;
        }

        var book = ReportWorkbook.Make(report, await explainer.ExplainAsync(report, cancellationToken), await settings.OfAsync(by));
        return (book, ReportWorkbook.FileName(report.Run));
    }
}
