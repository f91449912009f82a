namespace Portal.Features.Exchange;

public static class ExchangeSetup
{
    /// <summary>The import desks and the folder their uploads wait in: <c>Exchange:Folder</c>, relative to the content root.</summary>
    public static IServiceCollection AddExchange(this IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        var folder = Path.Combine(contentRoot, configuration["Exchange:Folder"] ?? Path.Combine("App_Data", "imports"));
        services.AddSingleton(provider => new ImportFolder(folder, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ImportDesk>();
        services.AddHostedService<ImportSweeper>();
        services.AddSingleton<ImportUndoDesk>();
        services.AddSingleton<HeldLineDesk>();
        return services;
    }
}
