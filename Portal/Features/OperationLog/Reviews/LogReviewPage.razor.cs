using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Security;

namespace Portal.Features.OperationLog.Reviews;

/// <summary>One log review: judged line by line, signed off.</summary>
public sealed partial class LogReviewPage(LogReviewDesk desk, CurrentStaff current, ISnackbar snackbar, TimeProvider time)
{
    private static readonly (string Word, string Label, Func<LogReviewLine, bool> Holds)[] Views =
    [
        ("open", "未判定", l => l.Verdict is null),
        ("unclear", "要確認", l => l.Verdict is LogVerdictKind.Unclear),
        ("improper", "不適正", l => l.Verdict is LogVerdictKind.Improper),
        ("all", "すべて", _ => true),
    ];

    private Staff? _staff;
    private LogReview? _review;
    private Guid _loaded;
    private IReadOnlyList<FieldError> _errors = [];
    private DateTime? _printedAt;
    private string? _refused;
    private bool _missing;
    private bool _busy;

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>Which lines; missing: those that wait, or all of a review that is signed off.</summary>
    [SupplyParameterFromQuery]
    public string? Show { get; set; }

    /// <summary>Of one kind only.</summary>
    [SupplyParameterFromQuery(Name = "flag")]
    public string? FlagWord { get; set; }

    private LogReview Review => _review!;

    private DateOnly Today => JapanTime.DayOf(time.GetUtcNow().UtcDateTime);

    private bool IsLate => Review.IsOpen && Review.DueOn < Today;

    private int Judged => Review.Lines.Count(l => l.Verdict is not null);

    private string DaysLeft => (Review.DueOn.DayNumber - Today.DayNumber) switch { < 0 and var past => $"{-past}日経過", 0 => "本日", var left => $"あと{left}日" };

    private LogFlag? Flag => Enum.TryParse<LogFlag>(FlagWord, out var flag) && Enum.IsDefined(flag) ? flag : null;

    private (string Word, string Label, Func<LogReviewLine, bool> Holds) View =>
        Views.FirstOrDefault(v => v.Word == Show) is { Word: not null } named ? named : Review.Lines.Exists(l => l.Verdict is null) ? Views[0] : Views[^1];

    private IReadOnlyList<LogReviewLine> Lines => [.. Review.Lines.Where(View.Holds).Where(l => Flag is null || l.Flag == Flag)];

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded != Id)
        {
            _loaded = Id;
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        _staff = await current.GetAsync();
        try
        {
            _review = await desk.ShowAsync(_staff, Id);
            _missing = _review is null;
        }
        catch (RuleException refusal)
        {
            _refused = refusal.Message;
        }
    }

    private async Task<LogReviewLineRows> LoadRowsAsync(LogReviewLine line) => await desk.ShowRowsAsync(await current.GetAsync(), line.LogReviewLineId);

    private Task JudgeAsync((IReadOnlyCollection<LogReviewLine> Lines, LogVerdictKind Verdict, string? Note) asked) => DoAsync(async by =>
        _review = await desk.JudgeAsync(by, Id, asked.Lines.ToDictionary(l => l.LogReviewLineId, l => l.VerdictAt), asked.Verdict, asked.Note),
        LogReview.MissingWords(asked.Verdict, asked.Note) is null ? null : LogReviewLineDetail.NoteId);

    private Task SignOffAsync(string? note) => DoAsync(async by =>
    {
        _review = await desk.SignOffAsync(by, Id, note, Review.Version);
        snackbar.Add($"第{Review.Number}回の点検を確定しました。", Severity.Success);
    });

    private Task PrintAsync() => DoAsync(async by => _printedAt = await desk.PrintAsync(by, Id));

    /// <param name="act">What is done.</param>
    /// <param name="field">Where a refusal is put right.</param>
    private async Task DoAsync(Func<Staff, Task> act, string? field = null)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors) = (true, []);
        try
        {
            await act(await current.GetAsync());
        }
        catch (LogReviewChangedException)
        {
            await LoadAsync();
            _errors = [new(null, "ほかの画面か職員が、先に判定を変えました。最新の判定を表示しています。確かめて、もう一度操作してください。")];
        }
        catch (RuleException refusal)
        {
            _errors = [new(field, refusal.Message)];
        }
        finally
        {
            _busy = false;
        }
    }

    private string AddressOf(string word, LogFlag? flag) => $"{Addresses.LogReview(Id)}?show={word}{(flag is null ? null : $"&flag={flag}")}";
}
