using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Features.Corrections;
using Portal.Security;

namespace Portal.Features.Accounts.SharedIds;

/// <summary>共用IDの発行申請.</summary>
public sealed partial class SharedIdNewPage(
    SharedIdRequestDesk desk, SharedIdChoices choices, Drafts drafts, CurrentStaff current, NavigationManager navigation, TimeProvider time) : IAsyncDisposable
{
    private const string DraftForm = "account:shared";

    private SharedIdForm _form = new();
    private Staff? _staff;
    private IReadOnlyList<StaffMember>? _people;
    private IReadOnlyList<Terminal> _terminals = [];
    private IReadOnlyList<FieldError> _errors = [];
    private DraftKeeper<SharedIdForm>? _keeper;
    private (SharedIdForm Content, DateTime UpdatedAt)? _offer;
    private Guid? _requested;
    private string? _dateError;
    private bool _busy;

    private DateOnly Today => JapanTime.DayOf(time.GetUtcNow().UtcDateTime);

    private IReadOnlyList<StaffMember> Others => [.. _people!.Where(p => !_form.Members.Contains(p.StaffMemberId))];

    protected override async Task OnInitializedAsync()
    {
        _staff = await current.GetAsync();
        _form.Until = SharedIdForm.DefaultUntil(Today);
        _offer = await drafts.LoadAsync<SharedIdForm>(_staff, DraftForm);
        (_people, _terminals) = await choices.LoadAsync(_staff);
        _keeper = new(drafts, time, _staff, DraftForm, () => _form, StateHasChanged);
        _keeper.Start();
    }

    public async ValueTask DisposeAsync()
    {
        if (_keeper is not null)
        {
            await _keeper.DisposeAsync();
        }
    }

    private void Touch() => _keeper!.Touch();

    private void AddMember(Guid? person)
    {
        if (person is { } chosen)
        {
            Choose(_form.Members, chosen, true);
        }
    }

    private void RemoveMember(Guid person) => Choose(_form.Members, person, false);

    private void Choose<T>(List<T> chosen, T one, bool isChosen)
    {
        chosen.Remove(one);
        if (isChosen)
        {
            chosen.Add(one);
        }

        Touch();
    }

    private void RestoreDraft() => (_form, _offer) = (_offer!.Value.Content, null);

    private async Task DropDraftAsync()
    {
        _offer = null;
        await _keeper!.DiscardAsync();
    }

    private async Task RequestAsync()
    {
        _errors = _form.Check(Today);
        if (_busy || _errors.Count > 0)
        {
            return;
        }

        _busy = true;
        try
        {
            _requested = await desk.RequestAsync(_staff!, _form.ToRequest());
            await _keeper!.DiscardAsync();
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

    private async Task LeaveAsync()
    {
        await _keeper!.SaveAsync();
        navigation.NavigateTo(Addresses.SharedIds);
    }
}
