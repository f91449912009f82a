using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Runs;
using Portal.Features.Accounts.SignIn;

namespace Portal.Features.Exchange.Vrs.Transfers;

public sealed partial class TransferSendPart(
    TransferOrderDesk desk, TransferOrders orders, StepUpDesk steps, NavigationManager navigation) : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private IReadOnlyList<FieldError> _errors = [];
    private TransferReady? _ready;
    private Guid? _mediumUseId;
    private string? _mediumError;
    private Guid _order;
    private bool _isProved;
    private bool _busy;

    [Parameter]
    [EditorRequired]
    public required ExchangeRun Run { get; set; }

    [Parameter]
    [EditorRequired]
    public required Staff Staff { get; set; }

    [Parameter]
    public EventCallback OnSent { get; set; }

    protected override async Task OnInitializedAsync() => _isProved = await steps.UntilAsync(Staff) is not null;

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    private void Prove() => navigation.NavigateTo(Addresses.ProveAgainFor("/" + navigation.ToBaseRelativePath(navigation.Uri)), forceLoad: true);

    private async Task PrepareAsync()
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors, _mediumError) = (true, [], null);
        try
        {
            _ready = await desk.OrderAsync(Staff, Run.ExchangeRunId, Run.Version, _mediumUseId, _left.Token);
            _order = orders.Keep(Staff, _ready);
        }
        catch (FieldProblemsException problems)
        {
            _mediumError = problems.Problems[0].Message;
        }
        catch (RuleException refusal)
        {
            _errors = [new(null, refusal.Message)];
            _isProved = await steps.UntilAsync(Staff) is not null;
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
