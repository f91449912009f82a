using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.OperationLog.Screens;

public static class LogScreensSetup
{
    /// <summary>Searching the log, a resident's viewers, a person's day, the export.</summary>
    public static IServiceCollection AddLogScreens(this IServiceCollection services) => services
        .AddSingleton<LogSearch>()
        .AddSingleton<KeptLogQuestions>()
        .AddSingleton<LogViewersDesk>()
        .AddSingleton<LogDayDesk>()
        .AddSingleton<LogExportDesk>()
        .AddSingleton<LogExportOrders>();

    public static void MapLogExports(this IEndpointRouteBuilder app) =>
        app.MapGet($"{Addresses.LogExports}/{{id:guid}}.zip", SendAsync).RequireAuthorization(nameof(Permission.LogExport));

    private static async Task<IResult> SendAsync(
        Guid id, LogExportOrders orders, LogExportDesk desk, HttpContext context, CancellationToken cancellationToken)
    {
        var by = context.Staff();
        return await orders.AnswerAsync(
            by, id, "操作ログの「Excelに出力」", async order => (await desk.MakeAsync(by, order.Order, order.Passphrase, cancellationToken)).ToResult());
    }
}
