using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;
using Portal.Security;

namespace Portal.Features.DataQuality;

/// <summary>点検の一覧: what does not fit in the ledger, whose it is to deal with, and what became of it. The address says which part is shown.</summary>
public sealed partial class FindingsPage(FindingDesk desk, CurrentStaff current, NavigationManager navigation, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private string? _shown;
    private Staff? _by;
    private FindingPage? _page;
    private IReadOnlyList<Colleague> _colleagues = [];
    private IReadOnlyList<FieldError> _errors = [];
    private string? _failure;
    private bool _busy;
    private bool _asksPurpose;
    private bool _asksMoment;
    private string? _purpose;
    private DateTime? _printedAt;

    [SupplyParameterFromQuery(Name = "show")]
    private string? ViewWord { get; set; }

    [SupplyParameterFromQuery(Name = "rule")]
    private string? RuleWord { get; set; }

    [SupplyParameterFromQuery(Name = "source")]
    private string? SourceWord { get; set; }

    [SupplyParameterFromQuery(Name = "at")]
    private string? AtWord { get; set; }

    [SupplyParameterFromQuery(Name = "after")]
    private string? AfterWord { get; set; }

    private FindingQuestion Question => new(
        Enum.TryParse<FindingView>(ViewWord, ignoreCase: true, out var view) && Enum.IsDefined(view) ? view : FindingView.Left,
        Enum.TryParse<FindingRule>(RuleWord, out var rule) && Enum.IsDefined(rule) ? rule : null,
        Enum.TryParse<DoseSource>(SourceWord, out var source) && Enum.IsDefined(source) ? source : null,
        MomentAddress.Parse(AtWord, time.GetUtcNow().UtcDateTime));

    private string Asked => $"{ViewWord} {RuleWord} {SourceWord} {AtWord} {AfterWord}";

    private Guid? After => Guid.TryParse(AfterWord, out var id) ? id : null;

    private string? Next => _page is { HasMore: true } page ? Addresses.FindingsOf(Question.View, Question.Rule, Question.Source, page.Rows[^1].Record.FindingRecordId, Question.At) : null;

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Asked)
        {
            return;
        }

        _shown = Asked;
        _asksMoment = false;
        (_page, _errors, _asksPurpose, _printedAt) = (null, [], false, null);
        _by ??= await current.GetAsync();
        if (_by.May(Permission.RecordCorrect) && _colleagues.Count == 0)
        {
            _colleagues = await desk.ColleaguesAsync(_by, _closing.Token);
        }

        await LoadAsync();
    }

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    private string Address(FindingRule? rule) => Addresses.FindingsOf(Question.View, rule, Question.Source, at: Question.At);

    private void GoToSource(string? word) =>
        navigation.NavigateTo(Addresses.FindingsOf(Question.View, Question.Rule, Enum.TryParse<DoseSource>(word, out var source) ? source : null, at: Question.At));

    private void Open(FindingRow row) =>
        navigation.NavigateTo(Question.At is { } at ? Addresses.AsOf(row.Record.LedgerPersonId, at) : Addresses.Person(row.Record.LedgerPersonId));

    private async Task LoadAsync()
    {
        try
        {
            // Other rows under the head of a print that was recorded would be a print of their own.
            (_failure, _printedAt) = (null, null);
            var asked = _shown;
            var page = await desk.ShowAsync(_by!, Question, After, _closing.Token);
            _page = asked == _shown ? page : _page;
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _failure = Unreachable.Words("開いて");
        }
    }

    private Task AssignAsync((IReadOnlyDictionary<Guid, Guid> Seen, Guid? Colleague) asked) => DoAsync(by => desk.AssignAsync(by, asked.Seen, asked.Colleague));

    private Task DismissAsync((IReadOnlyDictionary<Guid, Guid> Seen, string? Reason) asked) => DoAsync(by => desk.DismissAsync(by, asked.Seen, asked.Reason));

    private Task ReopenAsync(IReadOnlyDictionary<Guid, Guid> seen) => DoAsync(by => desk.ReopenAsync(by, seen));

    private async Task PrintAsync(string purpose)
    {
        try
        {
            _printedAt = await desk.RecordPrintAsync(_by!, Question, _page?.Rows.Count ?? 0, After, purpose);
            (_purpose, _asksPurpose) = (purpose, false);
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _errors = [new(null, Unreachable.Words("印刷して"))];
        }
    }

    private async Task DoAsync(Func<Staff, Task> act)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors) = (true, []);
        try
        {
            await act(_by!);
            await LoadAsync();
        }
        catch (RuleException refusal)
        {
            _errors = [new(null, refusal.Message)];
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _errors = [new(null, Unreachable.Words("押して"))];
        }
        finally
        {
            _busy = false;
        }
    }
}
