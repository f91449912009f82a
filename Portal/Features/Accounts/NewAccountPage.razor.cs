using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Security;

namespace Portal.Features.Accounts;

/// <summary>個人IDの申請: who, with which ID, which roles, until when, why.</summary>
public sealed partial class NewAccountPage(
    AccountDesk desk, StaffMemberDesk people, CurrentStaff current, NavigationManager navigation, ISnackbar snackbar, TimeProvider time)
{
    private const string PersonId = "request-person";
    private const string LoginIdId = "request-id";
    private const string RolesId = "request-roles";
    private const string UntilId = "request-until";
    private const string ReasonId = "request-reason";

    private Staff? _by;
    private OpenedStaffMember? _person;
    private List<FieldError> _errors = [];
    private HashSet<Role> _roles = [];
    private string _typed = "";
    private string? _loginId;
    private DateOnly? _until;
    private string? _untilError;
    private string? _reason;
    private bool _busy;

    /// <summary>Chosen already, when coming from the person's page.</summary>
    [SupplyParameterFromQuery(Name = "person")]
    public string? Person { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _by = await current.GetAsync();
        _until = FiscalYear.LastDayOf(JapanTime.DayOf(time.GetUtcNow().UtcDateTime));
        if (Guid.TryParse(Person, out var id))
        {
            await TakeAsync(id);
        }
    }

    private string? Error(string id) => _errors.FirstOrDefault(e => e.FieldId == id)?.Message;

    private async Task<IReadOnlyList<ComboOption>> FindAsync(string text) =>
        [.. (await people.OfferAsync(text)).Select(s => new ComboOption($"{s.StaffMemberId}", s.Name, $"{s.StaffNumber} {s.Department}"))];

    private void Retype(string text) => (_typed, _person) = (text, null);

    private Task ChooseAsync(ComboOption chosen) => TakeAsync(Guid.Parse(chosen.Value));

    private async Task TakeAsync(Guid staffMemberId)
    {
        try
        {
            _person = await people.OpenAsync(_by!, staffMemberId);
            _typed = _person?.Person.Name ?? "";
        }
        catch (RuleException refused)
        {
            _errors = [new(PersonId, refused.Message)];
        }
    }

    private async Task RequestAsync()
    {
        _errors = Missing();
        if (_busy || _errors.Count > 0)
        {
            return;
        }

        _busy = true;
        try
        {
            var key = await desk.RequestAsync(_by!, new AccountRequest
            {
                StaffMemberId = _person!.Person.StaffMemberId,
                AccountId = _loginId,
                Roles = [.. _roles],
                ValidUntil = _until,
                Reason = _reason,
            });
            snackbar.Add("申請しました。承認を待っています。", Severity.Success);
            navigation.NavigateTo(Addresses.Account(key));
        }
        catch (LoginIdTakenException taken)
        {
            _errors = [new(LoginIdId, taken.Message)];
        }
        catch (RuleException refused)
        {
            _errors = [new(null, refused.Message)];
        }
        finally
        {
            _busy = false;
        }
    }

    private List<FieldError> Missing()
    {
        List<FieldError> missing = [];
        if (_person is null)
        {
            missing.Add(new(PersonId, _typed.Length > 0 ? "候補から職員を選んでください。" : "職員を選んでください。"));
        }

        try
        {
            LoginId.Parse(_loginId);
        }
        catch (RuleException refused)
        {
            missing.Add(new(LoginIdId, refused.Message));
        }

        if (_roles.Count == 0)
        {
            missing.Add(new(RolesId, "役割を1つ以上選んでください。"));
        }

        if (_until is null)
        {
            missing.Add(new(UntilId, _untilError ?? "期限を入力してください。"));
        }

        if (StatedPurpose.Missing("申請の理由", _reason) is { } words)
        {
            missing.Add(new(ReasonId, words));
        }

        return missing;
    }

    private void Leave() => navigation.NavigateTo(_person is not null && Person is not null ? Addresses.StaffMember(_person.Person.StaffMemberId) : Addresses.Accounts);
}
