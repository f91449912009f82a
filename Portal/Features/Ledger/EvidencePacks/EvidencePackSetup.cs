using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Ledger.EvidencePacks;

public static class EvidencePackSetup
{
    public static IServiceCollection AddEvidencePacks(this IServiceCollection services) => services
        .AddSingleton<EvidencePackDesk>()
        .AddSingleton<EvidencePackOrders>();

    public static void MapEvidencePacks(this IEndpointRouteBuilder app) =>
        app.MapGet($"{Addresses.EvidencePacks}/{{id:guid}}.zip", SendAsync).RequireAuthorization(nameof(Permission.EvidencePackMake));

    private static async Task<IResult> SendAsync(
        Guid id, EvidencePackOrders orders, EvidencePackDesk desk, HttpContext context, CancellationToken cancellationToken)
    {
        var by = context.Staff();
        return await orders.AnswerAsync(
            by, id, "「証跡ファイル」の画面",
            async order => await desk.MakeAsync(by, order.Order, order.Passphrase, cancellationToken) is { } file ? file.ToResult() : Results.NotFound());
    }
}
