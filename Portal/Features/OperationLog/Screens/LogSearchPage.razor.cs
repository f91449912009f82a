using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.OperationLog;
using Portal.Security;

namespace Portal.Features.OperationLog.Screens;

/// <summary>操作ログ — asked, answered a hundred rows at a time. The address names a search by an id, a person or numbers of rows.</summary>
public sealed partial class LogSearchPage(LogSearch search, KeptLogQuestions kept, CurrentStaff current, NavigationManager navigation, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _closing = new();

    /// <summary>The address that is shown, and the one it is on its way to: until that arrives, parameters tell of the page before.</summary>
    private string? _shown;

    private string? _goingTo;
    private Staff? _by;
    private LogChoices? _choices;
    private LogQuestion _question = new();
    private LogFound? _found;
    private IReadOnlyList<FieldError> _errors = [];
    private string? _failure;
    private bool _busy;
    private bool _gone;
    private bool _exports;

    [SupplyParameterFromQuery(Name = "s")]
    private string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "person")]
    private string? Person { get; set; }

    [SupplyParameterFromQuery(Name = "first")]
    private string? First { get; set; }

    [SupplyParameterFromQuery(Name = "last")]
    private string? Last { get; set; }

    [SupplyParameterFromQuery]
    private string? Act { get; set; }

    [SupplyParameterFromQuery]
    private string? Span { get; set; }

    [SupplyParameterFromQuery]
    private string? Scene { get; set; }

    [SupplyParameterFromQuery]
    private string? Result { get; set; }

    [SupplyParameterFromQuery(Name = "before")]
    private string? BeforeNumber { get; set; }

    private DateOnly Today => JapanTime.DayOf(time.GetUtcNow().UtcDateTime);

    private long? Before => long.TryParse(BeforeNumber, out var number) ? number : null;

    private LogActQuestion? OfAct => LogActQuestion.Of(Act, Span, Scene, Result);

    private Guid? SearchId => Guid.TryParse(Search, out var id) ? id : null;

    /// <summary>The one resident the rows on screen are about.</summary>
    private Guid? PersonId => _found is { Question: { PersonId: not null } or { ResidentNumber: not null }, Rows: [{ Entry.LedgerPersonId: { } person }, ..] } found
        && found.Rows.All(r => r.Entry.LedgerPersonId == person) ? person : null;

    protected override async Task OnParametersSetAsync()
    {
        var asked = Asked();
        if (_goingTo is not null)
        {
            _goingTo = _goingTo == asked ? null : _goingTo;
            return;
        }

        if (_shown == asked)
        {
            return;
        }

        _shown = asked;
        _by ??= await current.GetAsync();
        await TryAsync(async () =>
        {
            _choices ??= await search.ChoicesAsync(_by, _closing.Token);
            _question = await QuestionAsync(_by);
            _found = await search.FindAsync(_by, _question, Before, _closing.Token);
        });
    }

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    private static string Heading(LogFound found) => found.HasMore ? $"{found.Rows.Count}件（続きあり）" : $"{found.Rows.Count}件";

    private Task SubmitAsync(LogQuestion question) => TryAsync(async () =>
    {
        _gone = false;
        var found = await search.FindAsync(_by!, question, cancellationToken: _closing.Token);
        var id = await kept.KeepAsync(_by!, found.Question);
        (_question, _found) = (found.Question, found);
        var address = Addresses.LogFound(id);
        _shown = _goingTo = address;
        navigation.NavigateTo(address);
    });

    private async Task<LogQuestion> QuestionAsync(Staff by)
    {
        if (SearchId is { } id && await kept.FindAsync(by, id) is { } question)
        {
            return question;
        }

        _gone = Search is not null;
        return Guid.TryParse(Person, out var person) ? new() { PersonId = person }
            : long.TryParse(First, out var first) ? LogQuestion.Numbers(first, long.TryParse(Last, out var last) ? last : first)
            : OfAct?.On(Today) ?? LogQuestion.Day(Today);
    }

    /// <summary>What the parameters ask for, as the address says it.</summary>
    private string Asked() => Address(Before);

    private string Address(long? before) =>
        SearchId is { } id ? Addresses.LogFound(id, before)
        : Guid.TryParse(Person, out var person) ? Addresses.LogOf(person, before)
        : long.TryParse(First, out var first) ? Addresses.LogRows(first, long.TryParse(Last, out var last) ? last : first, before)
        : OfAct?.Address(before) ?? Addresses.LogOnly(before);

    private async Task TryAsync(Func<Task> act)
    {
        (_busy, _errors, _failure) = (true, [], null);
        StateHasChanged();
        try
        {
            await act();
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
        }
        catch (FieldProblemsException wrong)
        {
            _errors = [.. wrong.Problems.Select(p => new FieldError(p.Field, p.Message))];
            _failure = wrong.Message;
        }
        catch (RuleException refused)
        {
            _failure = refused.Message;
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _failure = Unreachable.Words("検索して");
        }
        catch (Exception illegible) when (LogRows.IsUnreadable(illegible))
        {
            _failure = LogRows.IllegibleWords;
        }
        finally
        {
            _busy = false;
        }
    }
}
