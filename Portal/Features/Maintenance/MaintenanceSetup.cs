using Microsoft.AspNetCore.Components.Server.Circuits;
using Portal.Features.Maintenance.Backups;
using Portal.Features.Maintenance.Databases;
using Portal.Features.Maintenance.Notices;
using Portal.Features.Maintenance.Status;
using Portal.Features.Maintenance.Stopping;

namespace Portal.Features.Maintenance;

public static class MaintenanceSetup
{
    /// <summary>保守 — backups and databases, for the command line too.</summary>
    public static IServiceCollection AddMaintenance(this IServiceCollection services) => services
        .AddSingleton<BackupDesk>()
        .AddSingleton<BackupVerifier>()
        .AddSingleton<BackupRestorer>()
        .AddSingleton<SchemaCheck>()
        .AddSingleton<LedgerCopyDesk>()
        .AddSingleton<CopyTarget>();

    /// <summary>システムの状態 and what stands on top of every page.</summary>
    public static IServiceCollection AddMaintenanceScreens(this IServiceCollection services, IConfiguration configuration, string contentRoot) => services
        .AddSingleton(new Certificates(configuration, contentRoot))
        .AddSingleton<OpenCircuits>()
        .AddScoped<CircuitHandler, CircuitCounter>()
        .AddSingleton<NodeStop>()
        .AddSingleton<SystemStatusDesk>()
        .AddSingleton<NoticeBoard>()
        .AddSingleton<NoticeDesk>()
        .AddHostedService(provider => provider.GetRequiredService<NoticeBoard>());
}
