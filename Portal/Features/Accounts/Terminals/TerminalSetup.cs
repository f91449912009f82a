namespace Portal.Features.Accounts.Terminals;

public static class TerminalSetup
{
    public static IServiceCollection AddTerminals(this IServiceCollection services)
    {
        services.AddSingleton<TerminalDesk>();
        services.AddSingleton<TerminalSearch>();
        return services;
    }
}
