using Portal.Domain.Accounts;
using Portal.Features.Exchange.Media;
using Portal.Security;

namespace Portal.Features.Exchange.Lists;

public static class ListsSetup
{
    public static IServiceCollection AddListExports(this IServiceCollection services) => services
        .AddSingleton<ListExportDesk>()
        .AddSingleton<ListExportOrders>()
        .AddSingleton<KeptListChoices>();

    public static void MapListExports(this IEndpointRouteBuilder app) =>
        app.MapGet($"{Addresses.ListFiles}/{{id:guid}}.zip", SendAsync).RequireAuthorization(nameof(Permission.LedgerExport));

    private static async Task<IResult> SendAsync(Guid id, ListExportOrders orders, ListExportDesk desk, HttpContext context, CancellationToken cancellationToken)
    {
        var by = context.Staff();
        return await orders.AnswerAsync(by, id, "「一覧の出力」の画面", async ready =>
        {
            var sending = await desk.BeginAsync(by, ready, cancellationToken);
            return Downloads.Stream(context, (body, stop) => desk.WriteAsync(sending, body, stop), EncryptedZip.ContentType, sending.ZipName);
        });
    }
}
