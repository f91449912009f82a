using Portal.Features.Exchange.Vrs.Requests;
using Portal.Features.Exchange.Vrs.Transfers;

namespace Portal.Features.Exchange.Vrs;

public static class VrsSetup
{
    public static IServiceCollection AddVrs(this IServiceCollection services) => services
        .AddSingleton<VrsReconcileDesk>()
        .AddSingleton<VrsWorkDesk>()
        .AddSingleton<VrsAcceptDesk>()
        .AddSingleton<VrsRegisterDesk>()
        .AddSingleton<VrsPatternDesk>()
        .AddTransfers()
        .AddMunicipalityRequests();
}
