using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Accounts;

/// <summary>One person of the staff list: their IDs, their events, and a code for a new PIN.</summary>
public sealed partial class StaffMemberPage(StaffMemberDesk desk, CurrentStaff current, TimeProvider time)
{
    private Guid? _shown;
    private Staff? _by;
    private OpenedStaffMember? _opened;
    private IReadOnlyList<FieldError> _errors = [];
    private string? _failure;
    private bool _missing;
    private bool _editing;
    private bool _asksPin;
    private bool _busy;

    /// <summary>In this component's memory only: gone when the page is left.</summary>
    private IssuedCode? _code;
    private DateTime _codeAt;

    [Parameter]
    public Guid Id { get; set; }

    private bool IsSelf => _by!.StaffMemberId == Id;

    private List<PersonnelEvent> Events => [.. _opened!.Person.Events.OrderByDescending(e => e.EffectiveOn).ThenByDescending(e => e.EnteredAt)];

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Id)
        {
            return;
        }

        (_shown, _code, _editing, _asksPin, _errors) = (Id, null, false, false, []);
        _by ??= await current.GetAsync();
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            _opened = await desk.OpenAsync(_by!, Id);
            _missing = _opened is null;
        }
        catch (RuleException refused)
        {
            _failure = refused.Message;
        }
    }

    private void Edit() => (_editing, _errors) = (true, []);

    private async Task SavedAsync()
    {
        _editing = false;
        await LoadAsync();
    }

    private async Task ReissuePinAsync()
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            _code = await desk.PinReissueAsync(_by!, Id);
            (_codeAt, _errors) = (time.GetUtcNow().UtcDateTime, []);
        }
        catch (RuleException refused)
        {
            _errors = [new(null, refused.Message)];
        }
        finally
        {
            (_busy, _asksPin) = (false, false);
        }
    }
}
