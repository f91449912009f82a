using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Maintenance;

namespace Portal.Features.Maintenance.Notices;

public sealed partial class NoticesPart(NoticeDesk desk, NoticeBoard board)
{
    private static readonly Dictionary<string, string> Ids = new()
    {
        [nameof(PostedNotice.Words)] = "notice-words",
        [nameof(PostedNotice.StopsAt)] = "notice-stop",
        [nameof(PostedNotice.Until)] = "notice-until",
    };

    private IReadOnlyList<FieldError> _errors = [];
    private string? _words;
    private DateOnly? _stopDay;
    private TimeOnly? _stopTime;
    private string? _stopError;
    private DateOnly? _untilDay;
    private TimeOnly? _untilTime;
    private string? _untilError;
    private bool _busy;

    private NoticeBoard Board => board;

    [Parameter]
    [EditorRequired]
    public required Staff By { get; set; }

    private Task PostAsync() => _stopError is not null || _untilError is not null ? Task.CompletedTask : DoAsync("掲示して", async () =>
    {
        await desk.PostAsync(By, _words, MomentOf(_stopDay, _stopTime), MomentOf(_untilDay, _untilTime));
        (_words, _stopDay, _stopTime, _untilDay, _untilTime) = (null, null, null, null, null);
    });

    private Task WithdrawAsync(Guid id) => DoAsync("取り下げて", () => desk.WithdrawAsync(By, id));

    private async Task DoAsync(string again, Func<Task> act)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors) = (true, []);
        try
        {
            await act();
        }
        catch (FieldProblemsException wrong)
        {
            _errors = [.. wrong.Problems.Select(p => new FieldError(p.Field is { } field ? Ids[field] : null, p.Message))];
        }
        catch (RuleException refused)
        {
            _errors = [new(null, refused.Message)];
        }
        catch (Exception failure) when (Unreachable.Is(failure))
        {
            _errors = [new(null, Unreachable.Words(again))];
        }
        finally
        {
            _busy = false;
        }
    }

    private string? ErrorOf(string id) => _errors.FirstOrDefault(e => e.FieldId == id)?.Message;

    private static DateTime? MomentOf(DateOnly? day, TimeOnly? at) => day is { } given ? JapanTime.ToUtc(given.ToDateTime(at ?? new TimeOnly(23, 59, 59))) : null;
}
