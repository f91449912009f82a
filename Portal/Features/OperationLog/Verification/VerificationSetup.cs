using Portal.Components;

namespace Portal.Features.OperationLog.Verification;

public static class VerificationSetup
{
    public static IServiceCollection AddVerification(this IServiceCollection services) => services
        .AddSingleton<LogReader>()
        .AddSingleton<LogVerifyDesk>()
        .AddSingleton<LogRestoreDesk>()
        .AddSingleton<LogHome>()
        .AddScoped(provider => new HomeSource((by, cancellationToken) => provider.GetRequiredService<LogHome>().ItemsAsync(by, cancellationToken)));
}
