using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Components.Layout;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Accounts.SharedIds;

public static class SharedIdSetup
{
    public static IServiceCollection AddSharedIds(this IServiceCollection services)
    {
        services.TryAddSingleton(SessionLimits.Default);
        services.AddSingleton<SeatSearch>();
        services.AddSingleton<SharedIdSearch>();
        services.AddSingleton<SharedIdChoices>();
        services.AddSingleton<SharedIdDesk>();
        services.AddSingleton<SharedIdRequestDesk>();
        services.AddSingleton<SeatExport>();
        services.AddScoped(provider => new NavCount(
            Addresses.SharedIds,
            (user, cancellationToken) => provider.GetRequiredService<SharedIdSearch>().CountFlaggedAsync(StaffClaims.ToStaff(user), cancellationToken)));
        return services;
    }

    public static void MapSeatWorkbook(this IEndpointRouteBuilder app) =>
        app.MapGet(Addresses.SeatWorkbooks, SendAsync).RequireAuthorization(nameof(Permission.AccountView));

    private static async Task<IResult> SendAsync(SeatExport export, HttpContext context, CancellationToken cancellationToken, SeatSpan span = SeatSpan.ThisMonth)
    {
        return await Downloads.AnswerAsync(async () =>
        {
            var (content, name) = await export.MakeAsync(context.Staff(), Enum.IsDefined(span) ? span : SeatSpan.ThisMonth, cancellationToken);
            return Results.File(content, Sheets.ContentType, name);
        });
    }
}
