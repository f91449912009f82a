using Portal.Components;
using Portal.Features.Exchange.HealthManagement;
using Portal.Features.Exchange.IntermediateServer;
using Portal.Features.Exchange.Lists;
using Portal.Features.Exchange.Media;
using Portal.Features.Exchange.ResidentIndex;
using Portal.Features.Exchange.Runs;
using Portal.Features.Exchange.Vrs;
using Portal.Settings;

namespace Portal.Features.Exchange;

public static class ExchangeSetup
{
    /// <summary>The import desks and the folder their uploads wait in: <c>Exchange:Folder</c>, else beside an embedded ledger.</summary>
    public static IServiceCollection AddExchange(this IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        services.AddSingleton(provider => new ImportFolder(Places.Folder(configuration, contentRoot, Places.Uploads), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ImportDesk>();
        services.AddHostedService<ImportSweeper>();
        services.AddSingleton<ImportUndoDesk>();
        services.AddSingleton<HeldLineDesk>();
        services.AddListExports();
        services.AddExchangeRuns();
        services.AddSingleton<OutgoingFile, ReplicaFile>();
        services.AddSingleton<OutgoingFile, HealthRecordsFile>();
        services.AddSingleton<OutgoingFile, HealthCouponsFile>();
        services.AddInquiries();
        services.AddMedia();
        services.AddResidentIndex(configuration);
        services.AddVrs();
        services.AddScoped(provider => new HomeSource(async (by, cancellationToken) =>
            await provider.GetRequiredService<HeldLineDesk>().CountWaitingAsync(by, cancellationToken) is > 0 and var waiting
                ? [new HomeItem("照合を待っている取込の保留行", $"{waiting:N0}行", Addresses.Imports)]
                : []));
        return services;
    }
}
