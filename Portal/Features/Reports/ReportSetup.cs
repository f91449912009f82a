using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Reports;
using Portal.Security;

namespace Portal.Features.Reports;

public static class ReportSetup
{
    /// <summary>For so long a run the portal made by itself is told of on the home page.</summary>
    private static readonly TimeSpan Told = TimeSpan.FromDays(14);

    /// <summary>Monthly reports, their runs and files, and the run the portal makes by itself.</summary>
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton(provider => new ReportCounter(provider.GetRequiredService<ReadingFactory>()))
        .AddSingleton<ReportDesk>()
        .AddSingleton<ReportRowsDesk>()
        .AddSingleton(provider => new ReportExplainer(provider.GetRequiredService<ReadingFactory>(), provider.GetRequiredService<ReportCounter>()))
        .AddSingleton<KeptReportSettings>()
        .AddSingleton<ReportFiles>()
        .AddSingleton<OpenDataDesk>()
        .AddScoped(provider => new HomeSource((by, cancellationToken) => ScheduledAsync(provider, by, cancellationToken)));

    public static void MapReports(this IEndpointRouteBuilder app)
    {
        app.MapGet($"{Addresses.ReportRuns}/{{id:guid}}/report.xlsx", SendWorkbookAsync).RequireAuthorization(nameof(Permission.ReportExport));
        app.MapGet($"{Addresses.Reports}/{{period}}/open-data.{{kind:regex(^(csv|ndjson)$)}}", SendOpenDataAsync).RequireAuthorization(nameof(Permission.ReportExport));
    }

    internal static IQueryable<ReportRun> Scheduled(PortalDb db, DateTime since) =>
        db.ReportRuns.AsNoTracking().Where(r => r.ScheduledPeriod != null && r.MadeAt >= since).OrderByDescending(r => r.Number);

    private static async Task<IReadOnlyList<HomeItem>> ScheduledAsync(IServiceProvider provider, Staff by, CancellationToken cancellationToken)
    {
        if (!by.May(Permission.ReportExport))
        {
            return [];
        }

        await using var db = await provider.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(cancellationToken);
        var since = provider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime - Told;
        return
        [
            .. (await Scheduled(db, since).ToListAsync(cancellationToken))
                .Select(run => new HomeItem($"月次報告 {ReportPeriod.Parse(run.Period).Label}ができました", $"第{run.Number}号", Addresses.ReportRun(run.ReportRunId))),
        ];
    }

    private static async Task<IResult> SendWorkbookAsync(Guid id, ReportFiles files, HttpContext context, CancellationToken cancellationToken) => await Downloads.AnswerAsync(async () =>
        await files.WorkbookAsync(context.Staff(), id, cancellationToken) is { } book ? Results.File(book.Content, Sheets.ContentType, book.FileName) : Results.NotFound());

    private static async Task<IResult> SendOpenDataAsync(
        string period, string kind, [FromQuery] string? at, OpenDataDesk desk, TimeProvider time, HttpContext context, CancellationToken cancellationToken) => await Downloads.AnswerAsync(async () =>
    {
        var of = ReportPeriod.Parse(period);
        var moment = MomentAddress.Parse(at, time.GetUtcNow().UtcDateTime);
        if (at is not null && moment is null)
        {
            throw new RuleException("アドレスの時点を読めません。月次報告から開き直してください。");
        }

        var isCsv = kind == "csv";
        var content = await desk.MakeAsync(context.Staff(), of, moment, isCsv, cancellationToken);
        return Results.File(content, isCsv ? "text/csv; charset=utf-8" : "application/x-ndjson", $"opendata_{of.Code}.{kind}");
    });
}
