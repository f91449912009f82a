using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Ledger.AsOf;

/// <summary>時点の個人票. The address names the moments, so that a sheet can be come back to; each arrival is a look of its own.</summary>
public sealed partial class AsOfPage(AsOfDesk desk, CurrentStaff current, NavigationManager navigation, TimeProvider time) : IDisposable
{
    private const int ShownChanges = 12;
    private const int FirstYear = 1900;

    private readonly CancellationTokenSource _closing = new();
    private string? _shown;
    private Staff? _by;
    private AsOfView? _view;
    private DateOnly? _day;
    private TimeOnly? _time;
    private DateOnly? _otherDay;
    private TimeOnly? _otherTime;
    private string? _dateError;
    private string? _otherError;
    private string? _failure;
    private bool _unread;
    private bool _missing;
    private bool _busy;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "at")]
    private string? At { get; set; }

    [SupplyParameterFromQuery(Name = "with")]
    private string? With { get; set; }

    /// <summary>No moment was asked for yet.</summary>
    private bool IsNow => Parse(At) is null;

    private DateTime Earlier => _view!.Moment <= _view.Other ? _view.Moment : _view.Other;

    private DateTime Later => _view!.Moment <= _view.Other ? _view.Other : _view.Moment;

    protected override async Task OnParametersSetAsync()
    {
        var asked = $"{Id} {At} {With}";
        if (_shown == asked)
        {
            return;
        }

        _shown = asked;
        _by ??= await current.GetAsync();
        ((_day, _time), (_otherDay, _otherTime)) = (Parts(Parse(At)), Parts(Parse(With)));
        _unread = (At is not null && Parse(At) is null) || (With is not null && Parse(With) is null);
        await OpenAsync(Parse(At) ?? time.GetUtcNow().UtcDateTime, Parse(With));
    }

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    private async Task OpenAsync(DateTime moment, DateTime? other)
    {
        (_busy, _view, _failure, _otherError) = (true, null, null, null);
        try
        {
            var asked = _shown;
            var view = await desk.OpenAsync(_by!, Id, moment, other, _closing.Token);
            if (asked == _shown)
            {
                (_view, _missing) = (view, view is null);
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
        }
        catch (RuleException refused)
        {
            _failure = refused.Message;
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _failure = Unreachable.Words("開いて");
        }
        finally
        {
            _busy = false;
        }
    }

    private void Go()
    {
        if (_busy || _dateError is not null || _otherError is not null)
        {
            return;
        }

        if (_day is not { } day)
        {
            _failure = "時点の日付を入力してください。";
            return;
        }

        navigation.NavigateTo(Addresses.AsOf(Id, Moment(day, _time), _otherDay is { } other ? Moment(other, _otherTime) : null));
    }

    /// <summary>A day without a time means its last second; today's is now.</summary>
    private DateTime Moment(DateOnly day, TimeOnly? at)
    {
        var moment = at is { } minute ? JapanTime.ToUtc(day.ToDateTime(minute)) : JapanTime.ToUtc(day.ToDateTime(new TimeOnly(23, 59, 59)));
        var now = time.GetUtcNow().UtcDateTime;
        return moment > now && day == JapanTime.DayOf(now) && at is null ? now : moment;
    }

    /// <summary>The end of the second; of the one that is running, now. Null for what is no moment of any ledger.</summary>
    private DateTime? Parse(string? text)
    {
        if (!DateTime.TryParseExact(text, Addresses.MomentFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year < FirstYear)
        {
            return null;
        }

        var (began, now) = (JapanTime.ToUtc(local), time.GetUtcNow().UtcDateTime);
        return began <= now && now < began.AddSeconds(1) ? now : began.AddSeconds(1).AddTicks(-1);
    }

    private static (DateOnly? Day, TimeOnly? Time) Parts(DateTime? moment) => moment is { } utc && JapanTime.Of(utc) is var local
        ? (DateOnly.FromDateTime(local), new TimeOnly(local.Hour, local.Minute, local.Second))
        : (null, null);
}
