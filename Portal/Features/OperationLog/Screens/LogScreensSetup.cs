namespace Portal.Features.OperationLog.Screens;

public static class LogScreensSetup
{
    /// <summary>Searching the log.</summary>
    public static IServiceCollection AddLogScreens(this IServiceCollection services) => services
        .AddSingleton<LogSearch>()
        .AddSingleton<KeptLogQuestions>();
}
