using Portal.Components;

namespace Portal.Features.Exchange.Vrs.Requests;

public static class RequestSetup
{
    public static IServiceCollection AddMunicipalityRequests(this IServiceCollection services) => services
        .AddSingleton<RequestDesk>()
        .AddSingleton<RequestListDesk>()
        .AddSingleton<RequestHome>()
        .AddScoped(provider => new HomeSource((by, ct) => provider.GetRequiredService<RequestHome>().ItemsAsync(by, ct)));
}
