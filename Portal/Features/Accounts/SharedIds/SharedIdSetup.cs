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
        services.AddScoped(provider => new NavCount(
            Addresses.SharedIds,
            (user, cancellationToken) => provider.GetRequiredService<SharedIdSearch>().CountFlaggedAsync(StaffClaims.ToStaff(user), cancellationToken)));
        return services;
    }
}
