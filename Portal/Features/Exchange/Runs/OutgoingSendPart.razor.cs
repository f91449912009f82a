using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Runs;
using Portal.Features.Exchange.Lists;

namespace Portal.Features.Exchange.Runs;

public sealed partial class OutgoingSendPart(OutgoingDesk desk, OutgoingOrders orders, IDbContextFactory<PortalDb> dbFactory) : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _left = new();
    private IReadOnlyList<FieldError> _errors = [];
    private OutgoingReady? _ready;
    private Guid? _mediumUseId;
    private string? _mediumError;
    private Guid _order;
    private long _seen;
    private bool _busy;

    private OutgoingOrders Orders => orders;

    [Parameter]
    [EditorRequired]
    public required ExchangeRun Run { get; set; }

    [Parameter]
    [EditorRequired]
    public required Staff Staff { get; set; }

    [Parameter]
    public EventCallback OnSent { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    private async Task PrepareAsync()
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors, _mediumError, _seen) = (true, [], null, 0);
        var progress = new Progress<ListProgress>(p =>
        {
            _seen = p.Done;
            StateHasChanged();
        });
        try
        {
            _ready = await Task.Run(() => desk.OrderAsync(Staff, Run.ExchangeRunId, Run.Version, _mediumUseId, progress, _left.Token));
            _order = orders.Keep(Staff, _ready);
        }
        catch (OperationCanceledException)
        {
        }
        catch (FieldProblemsException problems)
        {
            _mediumError = problems.Problems[0].Message;
        }
        catch (RuleException refusal)
        {
            _errors = [new(null, refusal.Message)];
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            _errors = [new(null, Unreachable.Words("書き出しを用意して"))];
        }
        finally
        {
            _busy = false;
        }
    }

    /// <summary>The file comes by HTTP, past the page: it asks whether the run is sent by now.</summary>
    private async Task WatchAsync(OrderAnswer answer)
    {
        if (answer.Refusal is { } refusal)
        {
            (_ready, _errors) = (null, [new(null, refusal)]);
            return;
        }

        try
        {
            for (var waited = TimeSpan.Zero; waited < TimeSpan.FromMinutes(10); waited += Beat)
            {
                await using (var db = await dbFactory.CreateDbContextAsync(_left.Token))
                {
                    if (await db.ExchangeRuns.AnyAsync(r => r.ExchangeRunId == Run.ExchangeRunId && r.State != ExchangeState.AwaitsApproval, _left.Token))
                    {
                        await OnSent.InvokeAsync();
                        return;
                    }
                }

                await Task.Delay(Beat, _left.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
