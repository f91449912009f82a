using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Domain;
using Portal.Domain.Accounts;

namespace Portal.Features.Accounts.SharedIds;

/// <summary>この時刻に誰が: a time of the day on screen, and who sat where at that instant.</summary>
public sealed partial class WhoPart(SharedIdDesk desk, TimeProvider time)
{
    private TimeOnly _time;
    private TimeOnly _asked;
    private IReadOnlyList<SeatLine>? _answer;
    private string? _refused;
    private bool _busy;

    [Parameter]
    [EditorRequired]
    public required Guid AccountKey { get; set; }

    [Parameter]
    [EditorRequired]
    public required DateOnly Day { get; set; }

    [Parameter]
    [EditorRequired]
    public required Staff By { get; set; }

    /// <summary>UTC; the instant that was asked about.</summary>
    [Parameter]
    public EventCallback<DateTime?> OnAnswered { get; set; }

    private string Asked => _asked.ToString("H:mm:ss", CultureInfo.InvariantCulture);

    protected override void OnInitialized()
    {
        var now = TimeOnly.FromDateTime(JapanTime.Of(time.GetUtcNow().UtcDateTime));
        _time = new TimeOnly(now.Hour, now.Minute, now.Second);
    }

    private async Task AskAsync()
    {
        if (_busy)
        {
            return;
        }

        (_busy, _refused, _asked) = (true, null, _time);
        try
        {
            var moment = JapanTime.ToUtc(Day.ToDateTime(_asked));
            _answer = await desk.WhoAsync(By, AccountKey, moment);
            await OnAnswered.InvokeAsync(moment);
        }
        catch (RuleException refused)
        {
            _refused = refused.Message;
        }
        finally
        {
            _busy = false;
        }
    }
}
