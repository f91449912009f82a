using System.Diagnostics;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Portal.Telemetry;

/// <summary>
/// Metrics and traces for a collector of the city's own, in the terms of OpenTelemetry. Nothing is sent unless <c>Telemetry:Otlp</c> names one,
/// and nothing that is sent names a resident: no addresses with what was searched, no values of queries, no users.
/// </summary>
public static class TelemetrySetup
{
    public const string Otlp = "Telemetry:Otlp";

    /// <summary>What a request or an exception would tell of a person: left out of every span.</summary>
    private static readonly string[] Withheld = ["url.path", "url.query", "url.full", "client.address", "user_agent.original", "enduser.id"];

    public static IServiceCollection AddPortalTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<PortalMeter>().AddHostedService<SlowQueries>();
        if (configuration[Otlp] is not { Length: > 0 } collector)
        {
            return services;
        }

        var address = new Uri(collector);
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("otaru-portal", serviceVersion: ThisBuild.Version, serviceInstanceId: Environment.MachineName))
            .WithMetrics(metrics => metrics
                .AddMeter(PortalMeter.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Components.Server.Circuits")
                .AddRuntimeInstrumentation()
                .AddOtlpExporter(otlp => otlp.Endpoint = address))
            .WithTracing(traces => traces
                .AddAspNetCoreInstrumentation(web => web.RecordException = false)
                .AddProcessor(new WithoutPeople())
                .AddOtlpExporter(otlp => otlp.Endpoint = address));
        return services;
    }

    /// <summary>Takes out of a span what would say of whom it was; the route stays: /ledger/people/{id}.</summary>
    internal sealed class WithoutPeople : OpenTelemetry.BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            foreach (var tag in Withheld)
            {
                data.SetTag(tag, null);
            }
        }
    }
}
