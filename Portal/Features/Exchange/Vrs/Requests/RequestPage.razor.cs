using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Exchange.Vrs.Requests;

/// <summary>One request: whom it is about, what may be given, what was answered, and the sheet for the other municipality.</summary>
public sealed partial class RequestPage(RequestListDesk list, RequestDesk desk, CurrentStaff current)
{
    private Staff? _by;
    private OpenRequest? _open;
    private IReadOnlyList<FieldError> _errors = [];
    private string? _failure;
    private string? _done;
    private DateTime? _printedAt;
    private bool _missing;
    private bool _busy;

    [Parameter]
    public Guid Id { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        _by ??= await current.GetAsync();
        if (_open?.Request.MunicipalityRequestId != Id)
        {
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        try
        {
            _open = await list.OpenAsync(_by!, Id);
            _missing = _open is null;
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _failure = Unreachable.Words("開いて");
        }
    }

    private Task ActAsync((Func<RequestDesk, Task> Act, string Done) step) => TryAsync(async () =>
    {
        await step.Act(desk);
        _done = step.Done;
        await LoadAsync();
    });

    private Task PrintAsync() => TryAsync(async () => _printedAt = await list.RecordPrintAsync(_by!, Id));

    private async Task TryAsync(Func<Task> act)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors, _done) = (true, [], null);
        try
        {
            await act();
        }
        catch (RuleException refusal)
        {
            _errors = [new(null, refusal.Message)];
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _errors = [new(null, Unreachable.Words("記録して"))];
        }
        finally
        {
            _busy = false;
        }
    }
}
