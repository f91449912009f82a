using Portal.Components;
using Portal.Domain.Accounts;
using Portal.Features.Exchange.Media;
using Portal.Features.Ledger.MyNumbers;
using Portal.Security;

namespace Portal.Features.Exchange.Vrs.Transfers;

public static class TransferSetup
{
    public static IServiceCollection AddTransfers(this IServiceCollection services) => services
        .AddSingleton<TransferDesk>()
        .AddSingleton<TransferListDesk>()
        .AddSingleton<TransferAcceptDesk>()
        .AddSingleton<TransferAnswers>()
        .AddSingleton<TransferOrderDesk>()
        .AddSingleton<TransferOrders>()
        .AddSingleton<TransferSender>()
        .AddSingleton<MyNumberSendDesk>()
        .AddSingleton<TransferHome>()
        .AddScoped(provider => new HomeSource((by, ct) => provider.GetRequiredService<TransferHome>().ItemsAsync(by, ct)));

    public static void MapTransferFiles(this IEndpointRouteBuilder app) =>
        app.MapGet($"{Addresses.TransferFiles}/{{id:guid}}.zip", SendAsync).RequireAuthorization(nameof(Permission.MyNumberUse));

    private static async Task<IResult> SendAsync(Guid id, TransferOrders orders, TransferSender sender, HttpContext context, CancellationToken cancellationToken)
    {
        var by = context.Staff();
        return await orders.AnswerAsync(by, id, "連携の画面", async ready =>
        {
            var sending = await sender.BeginAsync(by, ready, cancellationToken);
            return Downloads.Stream(context, (body, stop) => sender.WriteAsync(sending, body, stop), EncryptedZip.ContentType, Path.ChangeExtension(sending.FileName, "zip"));
        });
    }
}
