using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Accounts.SharedIds;

/// <summary>One shared ID: who may sit where, and who did.</summary>
public sealed partial class SharedIdPage(SharedIdDesk desk, CurrentStaff current, NavigationManager navigation, TimeProvider time)
{
    private const string DayFormat = "yyyy-MM-dd";

    private Staff? _staff;
    private OpenedSharedId? _opened;
    private (Guid, DateOnly)? _shown;
    private DateOnly? _jump;
    private DateTime? _asked;
    private DateTime? _printedAt;
    private string? _refused;
    private bool _missing;

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>The day of the timeline; missing for today.</summary>
    [SupplyParameterFromQuery(Name = "day")]
    public string? Typed { get; set; }

    private Account Account => _opened!.Account;

    private DateOnly Day => DateOnly.TryParseExact(Typed, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day
        : JapanTime.DayOf(time.GetUtcNow().UtcDateTime);

    protected override async Task OnParametersSetAsync()
    {
        _staff ??= await current.GetAsync();
        if (_shown == (Id, Day))
        {
            return;
        }

        _shown = (Id, Day);
        (_asked, _jump, _printedAt) = (null, null, null);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            _opened = await desk.OpenAsync(_staff!, Id, Day);
            _missing = _opened is null;
        }
        catch (RuleException refused)
        {
            (_opened, _refused) = (null, refused.Message);
        }
    }

    private async Task PrintAsync() => _printedAt = await desk.PrintAsync(_staff!, Id, Day);

    private void Mark(DateTime? moment) => _asked = moment;

    private void GoToDay()
    {
        if (_jump is { } day)
        {
            navigation.NavigateTo(DayAddress(day));
        }
    }

    private string DayAddress(DateOnly? day) =>
        Addresses.SharedId(Id) + (day is { } chosen ? $"?day={chosen.ToString(DayFormat, CultureInfo.InvariantCulture)}" : "");
}
