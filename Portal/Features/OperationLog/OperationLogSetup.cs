using Portal.Features.OperationLog.Screens;
using Portal.Features.OperationLog.Verification;
using Portal.Keys;
using Portal.Settings;

namespace Portal.Features.OperationLog;

public static class OperationLogSetup
{
    /// <summary>Sealing the log, keeping its checkpoints (a second place belongs to one database: what it says of another log is an alarm), looking at it, reviewing it.</summary>
    public static IServiceCollection AddOperationLog(this IServiceCollection services, IConfiguration configuration, string contentRoot) =>
        services
            .AddHttpContextAccessor()
            .AddSingleton(provider => new LogCheckpoints(
                Places.Folder(configuration, contentRoot, Places.Checkpoints),
                provider.GetRequiredService<KeyRing>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<LogCheckpoints>>()))
            .AddSingleton<LogChain>()
            .AddVerification()
            .AddLogScreens();
}
