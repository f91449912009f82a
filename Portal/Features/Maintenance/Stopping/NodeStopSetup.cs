namespace Portal.Features.Maintenance.Stopping;

public static class NodeStopSetup
{
    /// <summary>
    /// SignalR closes every line the moment the application is told to stop. What is registered last is called first, so <see cref="NodeStop"/>
    /// is registered after the pages' endpoints are there.
    /// </summary>
    public static void UseNodeStop(this WebApplication app)
    {
        var stop = app.Services.GetRequiredService<NodeStop>();
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            _ = app.Services.GetRequiredService<EndpointDataSource>().Endpoints;
            app.Lifetime.ApplicationStopping.Register(stop.Begin);
        });
    }
}
