using Portal.Features.Maintenance.Backups;

namespace Portal.Features.Maintenance;

public static class MaintenanceSetup
{
    /// <summary>保守 — backups and what an administrator looks after.</summary>
    public static IServiceCollection AddMaintenance(this IServiceCollection services) => services
        .AddSingleton<BackupDesk>()
        .AddSingleton<BackupVerifier>()
        .AddSingleton<BackupRestorer>();
}
