using System.Globalization;
using Portal.Domain;
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
        Guid id, EvidencePackOrders orders, EvidencePackDesk desk, TimeProvider time, HttpContext context, CancellationToken cancellationToken)
    {
        var by = context.Staff();
        if (orders.Take(by, id) is not { } order)
        {
            return OneTimeOrder.Gone("「証跡ファイル」の画面");
        }

        try
        {
            if (await desk.MakeAsync(by, order, cancellationToken) is not { } file)
            {
                return Results.NotFound();
            }

            // The name says when, not whose.
            return Results.File(file, "application/zip", $"証跡_{JapanTime.Of(time.GetUtcNow().UtcDateTime).ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture)}.zip");
        }
        catch (PermissionDeniedException)
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        catch (RuleException refused)
        {
            return Results.Text(refused.Message, "text/plain; charset=utf-8", statusCode: StatusCodes.Status409Conflict);
        }
    }
}
