using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange;
using Portal.Domain.OperationLog;
using Portal.Security;

namespace Portal.Features.Exchange;

/// <summary>Downloads of an import: CSV with a byte order mark, so that a spreadsheet reads it, and no cell a formula.</summary>
public static class ImportEndpoints
{
    private const string Csv = "text/csv; charset=utf-8";

    public static void MapImportReports(this IEndpointRouteBuilder app)
    {
        var downloads = app.MapGroup(Addresses.Imports).RequireAuthorization(nameof(Permission.ImportRun));
        downloads.MapGet("/previews/{id:guid}/report", SendReportAsync);
        downloads.MapGet("/{id:guid}/held", SendHeldAsync);
    }

    private static async Task<IResult> SendReportAsync(
        Guid id, ImportDesk desk, IDbContextFactory<PortalDb> dbFactory, TimeProvider time, HttpContext context, CancellationToken cancellationToken)
    {
        var by = context.Staff();
        if (desk.Find(id, by) is not { } preview)
        {
            return Results.NotFound();
        }

        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.Add(OperationLogEntry.For(by, now, Operation.ImportReportDownloaded, subjectId: id, detail: $"エラー一覧 {preview.FaultCount}件"));
        await db.SaveChangesAsync(cancellationToken);
        return Results.File(preview.OpenReport(), Csv, "取込エラー一覧.csv");
    }

    private static async Task<IResult> SendHeldAsync(
        Guid id, IDbContextFactory<PortalDb> dbFactory, TimeProvider time, HttpContext context, CancellationToken cancellationToken)
    {
        var by = context.Staff();
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        if (await db.ImportRuns.AsNoTracking().SingleOrDefaultAsync(r => r.ImportRunId == id, cancellationToken) is not { } run)
        {
            return Results.NotFound();
        }

        var lines = await db.HeldLines.AsNoTracking().Where(l => l.ImportRunId == id).OrderBy(l => l.LineNumber).ThenBy(l => l.HeldLineId).ToListAsync(cancellationToken);
        db.Add(OperationLogEntry.For(by, now, Operation.ImportReportDownloaded, subjectId: id, detail: $"取込 {run.Number} の保留 {lines.Count}行"));
        await db.SaveChangesAsync(cancellationToken);

        var text = lines
            .Select(l => CsvText.Line(l.LineNumber.ToString(CultureInfo.InvariantCulture), l.State.Label(), l.Reason, l.Text.Split('\n', 2)[^1]))
            .Prepend(CsvText.Line("行", "状態", "理由", "内容"));
        var bytes = (byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Concat(text.Select(line => line + "\r\n")))];
        return Results.File(bytes, Csv, $"取込{run.Number}_保留一覧.csv");
    }
}
