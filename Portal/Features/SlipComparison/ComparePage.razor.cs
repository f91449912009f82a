using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.SlipComparison;
using Portal.Security;

namespace Portal.Features.SlipComparison;

/// <summary>読み合わせの画面: one record at a time, by keys alone. A key belongs to the record that was on the screen when it was pressed.</summary>
public sealed partial class ComparePage(ComparisonDesk desk, ComparisonShowDesk shows, ComparisonStartDesk starts, CurrentStaff current, TimeProvider time)
{
    private readonly HashSet<ComparedItem> _differing = [];
    private readonly OneByOne _keys = new();
    private Step _step = Step.Loading;
    private Staff? _by;
    private Comparison? _comparison;
    private ComparisonTally _tally = new(0, 0, 0, 0, 0, 0);
    private IReadOnlyList<PossibleReader> _readers = [];
    private ComparedRecord? _record;

    /// <summary>Counts the records put on this screen, the same one twice when it comes back.</summary>
    private int _showing;

    private string? _notice;
    private string? _said;
    private string? _refused;
    private bool _missing;
    private bool _busy;
    private ComparisonPace? _pace;

    private enum Step
    {
        Loading,
        Pair,
        Compare,
        Difference,
        Done,
    }

    [Parameter]
    public Guid Id { get; set; }

    protected override Task OnInitializedAsync() => DoAsync(async () =>
    {
        _by = await current.GetAsync();
        if (await desk.OpenAsync(_by, Id) is not { } opened)
        {
            _missing = true;
            return;
        }

        opened.Comparison.DemandOpen();
        (_comparison, _tally) = (opened.Comparison, opened.Tally);
        _pace = new(time, _tally.Done);
        _readers = await starts.ReadersAsync(_by);
        if (_comparison.ScreenKey == _by.PersonKey)
        {
            await NextAsync(0);
        }
        else
        {
            _step = Step.Pair;
        }
    });

    /// <summary>One after the other, in the order of the keys: the next waits until the answer before it is saved.</summary>
    private Task PressAsync((int Showing, string Key) pressed) => _keys.DoAsync(() => DoAsync(() => HandleAsync(pressed.Showing, pressed.Key)));

    private async Task HandleAsync(int showing, string key)
    {
        if (_step is not Step.Compare || _record is not { } record || showing != _showing)
        {
            return;
        }

        (_notice, _said) = (null, key is [>= '1' and <= '9'] ? _said : null);
        switch (key)
        {
            case "Enter":
                await AnswerAsync(record, _differing.Count == 0 ? GivenAnswer.Agrees : GivenAnswer.Differs(_differing));
                break;
            case "0" or "-" when _differing.Count > 0:
                _notice = "違う項目に印が付いています。紙が無いときは、印を外してから 0 を押してください。";
                break;
            case "0" or "-":
                await AnswerAsync(record, GivenAnswer.Missing);
                break;
            case "Backspace" or "ArrowUp":
                await PreviousAsync(record);
                break;
            case "ArrowDown":
                await NextAsync(record.Line.Position);
                break;
            case [>= '1' and <= '9' and var digit] when (ComparedItem)(digit - '0') is var item && !_differing.Remove(item):
                _differing.Add(item);
                break;
        }
    }

    private async Task AnswerAsync(ComparedRecord record, GivenAnswer given)
    {
        var result = await desk.AnswerAsync(_by!, _comparison!.ReaderId, record.Shown, given);
        _tally = result.Tally;
        switch (result.Outcome)
        {
            case AnswerOutcome.Saved when given.Answer is ComparisonAnswer.Differs:
                _step = Step.Difference;
                break;
            case AnswerOutcome.Saved:
                await NextAsync(record.Line.Position);
                break;
            case AnswerOutcome.RecordChanged:
                Show(await shows.ShowAsync(_by!, record.Line.ComparisonLineId));
                _notice = "表示した後に、ほかの職員がこの記録を変えました。判定は表示していた内容のものとして残し、いまの内容でもう一度読み合わせます。";
                break;
            case AnswerOutcome.Overtaken:
                Show(await shows.ShowAsync(_by!, record.Line.ComparisonLineId));
                _notice = $"{result.Other}と判定しました。あなたの判定は保存していません。違うときは、話し合ってからもう一度判定してください。";
                break;
        }
    }

    private async Task NextAsync(int after)
    {
        if (await shows.ShowNextAsync(_by!, Id, after) is { } next)
        {
            Show(next);
        }
        else
        {
            (_record, _step) = (null, Step.Done);
        }
    }

    private async Task PreviousAsync(ComparedRecord record)
    {
        if (await shows.ShowPreviousAsync(_by!, Id, record.Line.Position) is { } previous)
        {
            Show(previous);
        }
        else
        {
            _notice = "これより前に読み合わせた記録はありません。";
        }
    }

    private void Show(ComparedRecord record)
    {
        (_record, _step) = (record, Step.Compare);
        _showing++;
        _differing.Clear();
        if (!record.Line.ComesBack)
        {
            _differing.UnionWith(record.Line.Items);
        }
    }

    private Task SitDownAsync(Guid readerId) => DoAsync(async () =>
    {
        _comparison = await desk.SitDownAsync(_by!, Id, readerId);
        await NextAsync(_record is null ? 0 : _record.Line.Position - 1);
    });

    /// <summary>No difference after all, or other items: the record once more, with its marks.</summary>
    private Task BackAsync() => DoAsync(async () => Show(await shows.ShowAsync(_by!, _record!.Line.ComparisonLineId)));

    private Task AfterDifferenceAsync(string words) => DoAsync(async () =>
    {
        var position = _record!.Line.Position;
        await NextAsync(position);
        _said = words.Length > 0 ? $"{position}番: {words}" : null;
    });

    private async Task DoAsync(Func<Task> act)
    {
        (_busy, _refused) = (true, null);
        try
        {
            await act();
        }
        catch (RuleException refusal)
        {
            _refused = refusal.Message;
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _refused = Unreachable.Words("押して");
        }
        finally
        {
            _busy = false;
        }
    }
}
