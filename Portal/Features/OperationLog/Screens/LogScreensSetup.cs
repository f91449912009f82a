namespace Portal.Features.OperationLog.Screens;

public static class LogScreensSetup
{
    /// <summary>Searching the log, a resident's viewers, a person's day.</summary>
    public static IServiceCollection AddLogScreens(this IServiceCollection services) => services
        .AddSingleton<LogSearch>()
        .AddSingleton<KeptLogQuestions>()
        .AddSingleton<LogViewersDesk>()
        .AddSingleton<LogDayDesk>();
}
