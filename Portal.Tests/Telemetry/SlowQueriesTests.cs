using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Features.Maintenance.Status;
using Portal.Telemetry;
using Portal.Tests.Leaks;
using Xunit;

namespace Portal.Tests.Telemetry;

public sealed class SlowQueriesTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CapturedLog _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _services.Dispose();

    [Theory]
    [InlineData("0", true)]
    [InlineData("600000", false)]
    public async Task ASlowCommand_IsWrittenDown_WithoutItsValues(string milliseconds, bool isWritten)
    {
        using var ledger = TestDb.OnSqlite();
        using var meter = new PortalMeter(_services.GetRequiredService<IMeterFactory>(), new OpenCircuits());
        using var logging = LoggerFactory.Create(l => l.AddProvider(_log));
        using var slow = new SlowQueries(
            new ConfigurationBuilder().AddInMemoryCollection([new(SlowQueries.Setting, milliseconds)]).Build(), meter, logging.CreateLogger<SlowQueries>());
        await slow.StartAsync(Token);

        var sought = "ひみつの氏名";
        await using (var db = ledger.CreateDbContext())
        {
            Assert.Equal(0, await db.People.CountAsync(p => p.Name == sought, Token));
        }

        await slow.StopAsync(Token);
        Assert.Equal(isWritten, _log.Lines.Any(l => l.Contains("LedgerPerson", StringComparison.Ordinal)));
        Assert.DoesNotContain(_log.Lines, l => l.Contains(sought, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ItEnds_WhileOtherSourcesAreAnnounced_AndKeepsNoneOfThem()
    {
        using var meter = new PortalMeter(_services.GetRequiredService<IMeterFactory>(), new OpenCircuits());
        using var logging = LoggerFactory.Create(l => l.AddProvider(_log));
        using var slow = new SlowQueries(new ConfigurationBuilder().Build(), meter, logging.CreateLogger<SlowQueries>());
        await slow.StartAsync(Token);

        var announcing = Task.Run(() => Enumerable.Range(0, 2_000).Select(_ => new DiagnosticListener(DbLoggerCategory.Name)).ToList(), Token);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => slow.StopAsync(Token), Token)));
        var sources = await announcing;

        Assert.DoesNotContain(sources, source => source.IsEnabled(RelationalEventId.CommandExecuted.Name!));
        sources.ForEach(source => source.Dispose());
    }

    [Fact]
    public void ASpan_NamesItsRoute_AndNobody()
    {
        using var span = new Activity("GET /ledger/people/{id}");
        span.SetTag("url.path", "/ledger/people/0192").SetTag("url.query", "?q=x").SetTag("client.address", "10.0.0.1").SetTag("http.route", "/ledger/people/{id}");
        using var processor = new TelemetrySetup.WithoutPeople();

        processor.OnEnd(span);

        Assert.Equal(["http.route"], span.TagObjects.Select(t => t.Key));
    }
}
