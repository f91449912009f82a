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
        if (orders.Take(by, id) is not { } order)
        {
            return OneTimeOrder.Gone("「証跡ファイル」の画面");
        }

        return await Downloads.AnswerAsync(async () =>
        {
            return await desk.MakeAsync(by, order.Order, order.Passphrase, cancellationToken) is { } file ? file.ToResult() : Results.NotFound();
        });
    }
}
