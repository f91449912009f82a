using Portal.Data;
using Portal.Features.OperationLog.Screens;
using Portal.Features.OperationLog.Verification;
using Portal.Keys;

namespace Portal.Features.OperationLog;

public static class OperationLogSetup
{
    /// <summary>Sealing the log, keeping its checkpoints, looking at it, reviewing it.</summary>
    public static IServiceCollection AddOperationLog(this IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        var folder = Path.Combine(contentRoot, configuration["OperationLog:CheckpointFolder"] ?? Beside(configuration, contentRoot));
        return services
            .AddHttpContextAccessor()
            .AddSingleton(provider => new LogCheckpoints(
                folder, provider.GetRequiredService<KeyRing>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<LogCheckpoints>>()))
            .AddSingleton<LogChain>()
            .AddVerification()
            .AddLogScreens();
    }

    /// <summary>A second place belongs to one database: what it says of another log is an alarm.</summary>
    private static string Beside(IConfiguration configuration, string contentRoot) =>
        PortalDbSetup.SqliteFile(configuration, contentRoot) is { } file ? LogCheckpoints.FolderBeside(file) : "App_Data/log-checkpoints";
}
