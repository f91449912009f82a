using Portal.Features.OperationLog.Screens;
using Portal.Features.OperationLog.Verification;
using Portal.Keys;

namespace Portal.Features.OperationLog;

public static class OperationLogSetup
{
    /// <summary>Sealing the log, keeping its checkpoints, looking at it, reviewing it.</summary>
    public static IServiceCollection AddOperationLog(this IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        var folder = Path.Combine(contentRoot, configuration["OperationLog:CheckpointFolder"]
            ?? throw new InvalidOperationException("OperationLog:CheckpointFolder is missing."));
        return services
            .AddSingleton(provider => new LogCheckpoints(
                folder, provider.GetRequiredService<KeyRing>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<LogCheckpoints>>()))
            .AddSingleton<LogChain>()
            .AddVerification()
            .AddLogScreens();
    }
}
