using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Runs;
using Portal.Features.Exchange.Lists;

namespace Portal.Features.Exchange.Runs;

public sealed partial class OutgoingSendPart(OutgoingDesk desk, OutgoingOrders orders) : IDisposable
{
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

    private async Task EndedAsync(OrderAnswer answer)
    {
        if (answer.Refusal is { } refusal)
        {
            (_ready, _errors) = (null, [new(null, refusal)]);
            return;
        }

        await OnSent.InvokeAsync();
    }
}
