using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Security;

namespace Portal.Features.Exchange.IntermediateServer.Inquiries;

/// <summary>One inquiry: what it is, what came back beside the ledger, what comes next.</summary>
public sealed partial class InquiryPage(InquiryDesk desk, CurrentStaff current)
{
    private Staff? _by;
    private OpenedInquiry? _opened;
    private IReadOnlyList<FieldError> _errors = [];
    private string? _done;
    private string? _refused;
    private bool _missing;
    private bool _busy;

    [Parameter]
    public Guid Id { get; set; }

    private Inquiry Inquiry => _opened!.Inquiry;

    protected override async Task OnInitializedAsync()
    {
        try
        {
            _by = await current.GetAsync();
            await LoadAsync();
        }
        catch (RuleException refused)
        {
            _refused = refused.Message;
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            _refused = Unreachable.Words("開いて");
        }
    }

    private async Task LoadAsync()
    {
        _opened = await desk.OpenAsync(_by!, Id);
        _missing = _opened is null;
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
            await LoadAsync();
            _done = done;
        }
        catch (RuleException refusal)
        {
            _errors = [new(null, refusal.Message)];
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            _errors = [new(null, Unreachable.Words("操作して"))];
        }
        finally
        {
            _busy = false;
            // The button stands in a part of the page: only that part would be drawn anew.
            StateHasChanged();
        }
    }
}
