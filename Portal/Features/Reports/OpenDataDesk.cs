using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Domain.Reports;
using Portal.Features.OperationLog;

namespace Portal.Features.Reports;

/// <summary>オープンデータ — a period in the shape of the open data of VRS, one object a line or as CSV. Numbers of people only.</summary>
public sealed class OpenDataDesk(IDbContextFactory<PortalDb> dbFactory, ReportCounter counter, TimeProvider time)
{
    /// <param name="by">Who takes it.</param>
    /// <param name="period">Its days of vaccination.</param>
    /// <param name="asOf">UTC; null for now.</param>
    /// <param name="isCsv">CSV, or NDJSON.</param>
    /// <param name="cancellationToken">Given up.</param>
    /// <exception cref="Domain.RuleException">The moment is still to come.</exception>
    public async Task<byte[]> MakeAsync(Staff by, ReportPeriod period, DateTime? asOf, bool isCsv, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.ReportExport, Operation.ReportOpenDataExported, now, cancellationToken: cancellationToken);
        var moment = ReportDesk.Demand(asOf, now);
        var rows = OpenDataRow.Of(await counter.FactsAsync(period.From, period.To, moment, cancellationToken));
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.Add(OperationLogEntry.For(by, now, Operation.ReportOpenDataExported, detail: $"{period.Label} 時点 {Moments.ShowExact(moment)} {(isCsv ? "CSV" : "NDJSON")} {rows.Count}行"));
        await db.SaveChangesAsync(cancellationToken);
        return Encoding.UTF8.GetBytes(isCsv ? Csv(rows) : Ndjson(rows));
    }

    private static string Ndjson(IEnumerable<OpenDataRow> rows) => string.Concat(rows.Select(r => JsonSerializer.Serialize(new
    {
        date = Date(r),
        prefecture = OpenDataRow.Prefecture,
        gender = r.Gender,
        age = r.Age,
        medical_worker = OpenDataRow.MedicalWorker,
        status = r.Status,
        count = r.Count,
    }) + "\n"));

    private static string Csv(IEnumerable<OpenDataRow> rows) => "date,prefecture,gender,age,medical_worker,status,count\r\n"
        + string.Concat(rows.Select(r => $"{Date(r)},{OpenDataRow.Prefecture},{r.Gender},{r.Age},{(OpenDataRow.MedicalWorker ? "true" : "false")},{r.Status},{r.Count}\r\n"));

    private static string Date(OpenDataRow row) => row.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
