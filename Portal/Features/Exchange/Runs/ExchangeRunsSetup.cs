using Portal.Components;
using Portal.Components.Layout;
using Portal.Domain.Accounts;
using Portal.Features.Exchange.Media;
using Portal.Security;

namespace Portal.Features.Exchange.Runs;

public static class ExchangeRunsSetup
{
    public static IServiceCollection AddExchangeRuns(this IServiceCollection services) => services
        .AddSingleton<ExchangeDesk>()
        .AddSingleton<ExchangeHome>()
        .AddScoped(provider => new HomeSource((by, ct) => provider.GetRequiredService<ExchangeHome>().ItemsAsync(by, ct)))
        .AddScoped(provider => new NavCount(Addresses.Exchanges, (user, ct) => provider.GetRequiredService<ExchangeHome>().CountWaitingAsync(StaffClaims.ToStaff(user), ct)))
        .AddSingleton<ExchangeLayouts>()
        .AddSingleton<OutgoingFiles>()
        .AddSingleton<OutgoingDesk>()
        .AddSingleton<OutgoingSender>()
        .AddSingleton<OutgoingAnswers>()
        .AddSingleton<OutgoingOrders>();

    public static void MapOutgoingFiles(this IEndpointRouteBuilder app) =>
        app.MapGet($"{Addresses.OutgoingFiles}/{{id:guid}}.zip", SendAsync).RequireAuthorization(nameof(Permission.ExchangeRun));

    private static async Task<IResult> SendAsync(Guid id, OutgoingOrders orders, OutgoingSender sender, HttpContext context, CancellationToken cancellationToken)
    {
        var by = context.Staff();
        return await orders.AnswerAsync(by, id, "連携の画面", async ready =>
        {
            var sending = await sender.BeginAsync(by, ready, cancellationToken);
            return Downloads.Stream(context, (body, stop) => sender.WriteAsync(sending, body, stop), EncryptedZip.ContentType, Path.ChangeExtension(sending.FileName, "zip"));
        });
    }
}
