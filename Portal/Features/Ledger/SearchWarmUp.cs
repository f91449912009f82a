using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Portal.Domain.Ledger;

namespace Portal.Features.Ledger;

/// <summary>
/// Prepares the search while the portal starts: its queries are translated and its table drawn once, for nobody. A node is ready after it. A
/// database that is busy then only makes the first search slower.
/// </summary>
internal sealed partial class SearchWarmUp(LedgerSearch search, IServiceProvider services, ILoggerFactory logging) : BackgroundService
{
    /// <summary>Nobody waits longer for a faster first click.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Comes back when it is over, however it ended, or has taken too long.</summary>
    public Task DoneAsync(CancellationToken cancellationToken) => Task.WhenAny(ExecuteTask ?? Task.CompletedTask, Task.Delay(Longest, cancellationToken));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => WarmUpAsync(stoppingToken), stoppingToken);

    private async Task WarmUpAsync(CancellationToken stoppingToken)
    {
        try
        {
            await search.WarmUpAsync(stoppingToken);
            await DrawAsync();
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            // Whoever searches first is told what is wrong; a service that fails would take the portal with it.
            LogFailed(logging.CreateLogger<SearchWarmUp>(), failed);
        }
    }

    private async Task DrawAsync()
    {
        var nobody = new SearchRow
        {
            LedgerPersonId = Guid.Empty,
            ResidentNumber = "",
            Name = "空",
            Kana = "カラ",
            BirthDate = new DateOnly(1950, 3, 4),
            Sex = Sex.Female,
            Address = "",
            IsProtected = true,
            MovedOutOn = new DateOnly(2024, 3, 31),
            DiedOn = null,
            DoseCount = 0,
            NameMark = ..1,
        };
        var result = new SearchResult(SearchTerms.Understand("カラ"), [nobody], 1, HasMore: false, DateTime.UnixEpoch, TimeSpan.Zero);
        await using var scope = services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logging);
        await renderer.Dispatcher.InvokeAsync(() => renderer.RenderComponentAsync<SearchResults>(
            ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(SearchResults.Result)] = result })));
    }

    [LoggerMessage(LogLevel.Warning, "The search could not be prepared.")]
    private static partial void LogFailed(ILogger logger, Exception failed);
}
