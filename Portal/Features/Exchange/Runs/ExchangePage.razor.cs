using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Exchange.Runs;

/// <summary>One run: what it is, what comes next, what the partner refused.</summary>
public sealed partial class ExchangePage(ExchangeDesk desk, CurrentStaff current, NavigationManager navigation, TimeProvider time)
{
    private Staff? _staff;
    private OpenExchange? _open;
    private IReadOnlyList<FieldError> _errors = [];
    private string? _done;
    private string? _failure;
    private bool _missing;
    private bool _busy;

    [Parameter]
    public Guid Id { get; set; }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    protected override async Task OnParametersSetAsync()
    {
        _staff ??= await current.GetAsync();
        if (_open?.Run.ExchangeRunId != Id)
        {
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        try
        {
            _open = await desk.OpenAsync(_staff!, Id);
            _missing = _open is null;
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            _failure = Unreachable.Words("開いて");
        }
    }

    private async Task ReloadAsync(string done)
    {
        (_done, _errors) = (done, []);
        await LoadAsync();
    }

    private async Task ActAsync(Func<Task> act, string done)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors, _done) = (true, [], null);
        try
        {
            await act();
            await ReloadAsync(done);
        }
        catch (RuleException refusal)
        {
            // Somebody else may have been faster: what is refused is read beside what is so by now.
            await LoadAsync();
            _errors = [new(null, refusal.Message)];
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            _errors = [new(null, Unreachable.Words("操作して"))];
        }
        finally
        {
            // The press was heard by the part with the buttons, which draws only itself anew.
            _busy = false;
            StateHasChanged();
        }
    }
}
