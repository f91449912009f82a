using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain.Exchange.Runs;
using Portal.Security;

namespace Portal.Features.Exchange.Runs;

/// <summary>Every run with another system, newest first.</summary>
public sealed partial class ExchangesPage(ExchangeDesk desk, CurrentStaff current, NavigationManager navigation, TimeProvider time)
{
    private const int PageSize = 100;

    private List<ExchangeRun>? _runs;
    private string? _failure;
    private bool _more;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    protected override Task OnInitializedAsync() => LoadAsync(null);

    private Task ShowMoreAsync() => LoadAsync(_runs?[^1].Number);

    private async Task LoadAsync(int? before)
    {
        try
        {
            var runs = await desk.ListAsync(await current.GetAsync(), before);
            (_runs, _more) = ([.. _runs ?? [], .. runs], runs.Count == PageSize);
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            _failure = Unreachable.Words("開いて");
        }
    }
}
