using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Exchange.IntermediateServer;

/// <summary>A page of one inquiry or one question: opened by its id, acted on, opened again.</summary>
public abstract class OpenedPage<TOpened>(CurrentStaff current) : ComponentBase
    where TOpened : class
{
    private bool _busy;

    [Parameter]
    public Guid Id { get; set; }

    protected Staff? By { get; private set; }

    /// <summary>Null while it is not there, for whatever reason.</summary>
    protected TOpened? Opened { get; private set; }

    protected IReadOnlyList<FieldError> Errors { get; private set; } = [];
    protected string? Done { get; private set; }
    protected string? Refused { get; private set; }
    protected bool IsMissing { get; private set; }

    protected override async Task OnInitializedAsync()
    {
        try
        {
            By = await current.GetAsync();
            await LoadAsync();
        }
        catch (RuleException refused)
        {
            Refused = refused.Message;
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            Refused = Unreachable.Words("開いて");
        }
    }

    /// <summary>Null: nobody has the id.</summary>
    protected abstract Task<TOpened?> OpenAsync();

    protected async Task ActAsync(Func<Task> act, string done)
    {
        if (_busy)
        {
            return;
        }

        (_busy, Errors, Done) = (true, [], null);
        try
        {
            await act();
            await LoadAsync();
            Done = done;
        }
        catch (RuleException refusal)
        {
            Errors = [new(null, refusal.Message)];
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            Errors = [new(null, Unreachable.Words("操作して"))];
        }
        finally
        {
            _busy = false;
            // The button stands in a part of the page: only that part would be drawn anew.
            StateHasChanged();
        }
    }

    private async Task LoadAsync()
    {
        Opened = await OpenAsync();
        IsMissing = Opened is null;
    }
}
