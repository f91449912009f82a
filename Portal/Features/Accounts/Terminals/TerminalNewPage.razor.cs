using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Features.Accounts.SharedIds;
using Portal.Security;

namespace Portal.Features.Accounts.Terminals;

/// <summary>端末の追加, and its code, once.</summary>
public sealed partial class TerminalNewPage(TerminalDesk desk, SharedIdChoices choices, CurrentStaff current, NavigationManager navigation)
{
    private readonly TerminalForm _form = new();
    private Staff? _staff;
    private IReadOnlyList<StaffMember>? _people;
    private IReadOnlyList<FieldError> _errors = [];
    private TerminalCode? _code;
    private bool _busy;

    protected override async Task OnInitializedAsync()
    {
        _staff = await current.GetAsync();
        (_people, _) = await choices.LoadAsync(_staff);
    }

    private async Task AddAsync()
    {
        _errors = _form.Check();
        if (_busy || _errors.Count > 0)
        {
            return;
        }

        _busy = true;
        try
        {
            _code = await desk.AddAsync(_staff!, _form.ToEntry());
        }
        catch (RuleException refused)
        {
            _errors = [new FieldError(null, refused.Message)];
        }
        finally
        {
            _busy = false;
        }
    }

    private void Leave() => navigation.NavigateTo(Addresses.Terminals);
}
