using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.OperationLog.Screens;

/// <summary>職員の一日 — chosen, shown in order, printed.</summary>
public sealed partial class LogDayPage(LogDayDesk desk, LogSearch search, CurrentStaff current, NavigationManager navigation, TimeProvider time)
{
    private (Guid? Id, DateOnly Day)? _opened;
    private Staff? _by;
    private LogChoices? _choices;
    private LogDay? _shown;
    private Guid? _staff;
    private DateOnly? _day;
    private string? _staffError;
    private string? _dayError;
    private bool _asksPurpose;
    private string? _purpose;
    private DateTime? _printedAt;
    private string? _failure;
    private bool _missing;

    [Parameter]
    public Guid? Id { get; set; }

    /// <summary>yyyy-MM-dd; missing for today.</summary>
    [SupplyParameterFromQuery(Name = "day")]
    private string? Typed { get; set; }

    private DateOnly Today => JapanTime.DayOf(time.GetUtcNow().UtcDateTime);

    private DateOnly Asked => DateOnly.TryParseExact(Typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : Today;

    protected override async Task OnParametersSetAsync()
    {
        if (_opened == (Id, Asked))
        {
            return;
        }

        _opened = (Id, Asked);
        (_staff, _day) = (Id, Asked);
        (_shown, _failure, _missing, _asksPurpose, _printedAt, _staffError) = (null, null, false, false, null, null);
        _by ??= await current.GetAsync();
        try
        {
            _choices ??= await search.ChoicesAsync(_by);
            _shown = Id is { } id ? await desk.ShowAsync(_by, id, Asked) : null;
            _missing = Id is not null && _shown is null;
        }
        catch (RuleException refused)
        {
            _failure = refused.Message;
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _failure = Unreachable.Words("表示して");
        }
    }

    private static string Words(IReadOnlyList<string> parts) => parts.Count == 0 ? "なし" : string.Join('、', parts);

    private void GoTo()
    {
        _staffError = _staff is null ? "職員を選んでください。氏名・カナ・職員番号で探せます。" : null;
        _dayError = _day is null ? _dayError ?? "日を入力してください。" : null;
        if (_staff is { } staff && _day is { } day)
        {
            navigation.NavigateTo(Addresses.LogDay(staff, day));
        }
    }

    private async Task PrintAsync(string purpose)
    {
        _printedAt = await desk.PrintAsync(_by!, _shown!, purpose);
        (_purpose, _asksPurpose) = (purpose, false);
    }
}
