using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog.Screens;

/// <summary>The conditions of a search, two lines above the rows.</summary>
public sealed partial class LogSearchForm
{
    private LogQuestion? _taken;
    private DateOnly? _from;
    private DateOnly? _until;
    private TimeOnly? _fromTime;
    private TimeOnly? _untilTime;
    private Guid? _staff;
    private Guid? _person;
    private string? _account;
    private string? _resident;
    private string? _terminal;
    private string? _act;
    private MyNumberPurpose? _scene;
    private OperationResult? _result;

    /// <summary>What the form begins with; another one fills it again.</summary>
    [Parameter]
    [EditorRequired]
    public required LogQuestion Question { get; set; }

    [Parameter]
    [EditorRequired]
    public required LogChoices Choices { get; set; }

    /// <summary>Japan's.</summary>
    [Parameter]
    [EditorRequired]
    public required DateOnly Today { get; set; }

    /// <summary>By the names of <see cref="LogQuestion"/>'s properties.</summary>
    [Parameter]
    public IReadOnlyList<FieldError> Errors { get; set; } = [];

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback<LogQuestion> OnSearch { get; set; }

    private IEnumerable<(string Words, DateOnly From, DateOnly Until)> Spans =>
    [
        ("今日", Today, Today),
        ("昨日", Today.AddDays(-1), Today.AddDays(-1)),
        ("7日間", Today.AddDays(-6), Today),
        ("今月", new(Today.Year, Today.Month, 1), Today),
        ("1年", Today.AddDays(1 - LogQuestion.MaxDays), Today),
    ];

    private Operation? Chosen => Enum.TryParse<Operation>(_act, out var operation) ? operation : null;

    /// <summary>Acts on a My Number are done in a scene.</summary>
    private bool AsksScene => _act == LogActQuestion.MyNumberUse || Chosen is Operation.MyNumberRegistered or Operation.MyNumberShown or Operation.MyNumberSearched or Operation.MyNumberSent;

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(Question, _taken))
        {
            return;
        }

        _taken = Question;
        (_from, _until, _fromTime, _untilTime) = (Question.From, Question.Until, Question.FromTime, Question.UntilTime);
        (_staff, _person, _account, _resident) = (Question.StaffMemberId, Question.PersonId, Question.AccountId, Question.ResidentNumber);
        (_terminal, _scene, _result) = (Question.Terminal, Question.Scene, Question.Result);
        _act = Question.IsMyNumberUse ? LogActQuestion.MyNumberUse : Question.Operation?.ToString();
    }

    private void Take(DateOnly from, DateOnly until) => (_from, _until, _fromTime, _untilTime) = (from, until, null, null);

    private string? ErrorOf(string field) => Errors.FirstOrDefault(e => e.FieldId == field)?.Message;

    private async Task SearchAsync()
    {
        var question = new LogQuestion
        {
            From = _from,
            Until = _until,
            FromTime = _fromTime,
            UntilTime = _untilTime,
            StaffMemberId = _staff,
            AccountId = _account,
            PersonId = _person,
            ResidentNumber = _person is null ? _resident : null,
            Operation = Chosen,
            IsMyNumberUse = _act == LogActQuestion.MyNumberUse,
            Scene = AsksScene ? _scene : null,
            Terminal = _terminal,
            Result = _result,
        };
        // Refused, and gone: a possible My Number stays in no box.
        _resident = MyNumberScan.Holds(_resident) ? null : _resident;
        await OnSearch.InvokeAsync(question);
    }
}
