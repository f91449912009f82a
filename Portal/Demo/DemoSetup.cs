namespace Portal.Demo;

public static class DemoSetup
{
    /// <summary>Fills the ledger in the background with <c>Demo:People</c> invented people; 0 leaves it as it is.</summary>
    public static IServiceCollection AddDemoFiller(this IServiceCollection services) => services.AddSingleton<DemoFill>().AddHostedService<DemoFiller>();
}
