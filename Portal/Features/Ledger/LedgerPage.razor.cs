using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Components.Layout;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Features.Ledger.MyNumbers;
using Portal.Security;

namespace Portal.Features.Ledger;

/// <summary>検索 — what was typed in the header's box, understood, found and shown. The address names the search by an id only.</summary>
public sealed partial class LedgerPage(
    NavigationManager navigation, SearchBoxState box, CurrentStaff currentStaff, LedgerSearch search, KeptSearches kept) : IDisposable
{
    private CancellationTokenSource? _searching;
    private (Guid? SearchId, int Page) _shown = (null, 1);

    /// <summary>Where the address is on its way to: until it arrives, parameters still tell of the page before.</summary>
    private (Guid? SearchId, int Page)? _goingTo;

    private Staff? _by;
    private SearchResult? _result;
    private string? _failure;
    private bool _loading;
    private bool _gone;

    /// <summary>A text that may hold a My Number: in memory only, until the clerk has said what it is.</summary>
    private WithheldText? _withheld;

    [SupplyParameterFromQuery(Name = "s")]
    private string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageNumber { get; set; }

    [SupplyParameterFromQuery(Name = "at")]
    private string? At { get; set; }

    private Guid? SearchId => Guid.TryParse(Search, out var id) ? id : null;

    private Guid? PersonId => Guid.TryParse(At, out var id) ? id : null;

    private int Page => int.TryParse(PageNumber, out var page) ? Math.Clamp(page, 1, LedgerSearch.MaxPage) : 1;

    private string Heading => _result switch
    {
        { Terms.CanSearch: true, HasMore: false, Page: 1 } => $"検索結果 {_result.Rows.Count}件",
        { Terms.CanSearch: true, Rows.Count: > 0 } => $"検索結果 {First(_result)}～{First(_result) + _result.Rows.Count - 1}件目{(_result.HasMore ? "（続きあり）" : "")}",
        { Terms.CanSearch: true } => "検索結果 0件",
        _ => "台帳の検索",
    };

    protected override async Task OnInitializedAsync()
    {
        box.Submitted += SubmitAsync;
        _by = await currentStaff.GetAsync();
        if (box.TakePending())
        {
            await SubmitAsync();
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        _goingTo = _goingTo == (SearchId, Page) ? null : _goingTo;
        if (_by is null || _goingTo is not null || _shown == (SearchId, Page))
        {
            return;
        }

        Show(SearchId, Page);
        if (SearchId is not { } id)
        {
            return;
        }

        if (await kept.FindAsync(_by, id) is not { } text)
        {
            _gone = true;
            return;
        }

        await FindAsync(_by, text, Page);
    }

    public void Dispose()
    {
        box.Submitted -= SubmitAsync;
        _searching?.Cancel();
        _searching?.Dispose();
    }

    private static int First(SearchResult result) => (result.Page - 1) * LedgerSearch.PageSize + 1;

    private Task SubmitAsync() => InvokeAsync(async () =>
    {
        var text = box.Text;
        var terms = SearchTerms.Understand(text);
        if (terms.MayHoldMyNumber)
        {
            box.Wipe();
            ShowNothing();
            _withheld = new WithheldText(text);
        }
        else if (!terms.CanSearch)
        {
            ShowNothing();
            _result = terms.Problems.Count == 0 ? null : new(terms, [], 1, HasMore: false, default, default);
        }
        else if (_by is not null)
        {
            var id = await kept.KeepAsync(_by, text);
            Show(id, 1);
            GoTo(Addresses.Results(id));
            await FindAsync(_by, text, 1);
        }

        StateHasChanged();
    });

    /// <summary>The clerk says the twelve digits are a 宛名番号; they still go into no address and no draft.</summary>
    private async Task SearchAsNumberAsync()
    {
        if (_withheld is { } withheld && _by is { } by)
        {
            ShowNothing();
            await FindAsync(by, withheld.Text, 1, notMyNumber: true);
        }
    }

    private void ForgetNumber() => _withheld = new WithheldText("");

    private void ShowNothing()
    {
        Show(null, 1);
        if (SearchId is not null)
        {
            GoTo(Addresses.Search);
        }
    }

    private void GoTo(string address)
    {
        _goingTo = _shown;
        navigation.NavigateTo(address);
    }

    /// <summary>Clears the page for another search, which takes the place of the one under way.</summary>
    private void Show(Guid? searchId, int page)
    {
        _searching?.Cancel();
        _shown = (searchId, page);
        (_result, _failure, _withheld, _gone, _loading) = (null, null, null, false, false);
    }

    private async Task FindAsync(Staff by, string text, int page, bool notMyNumber = false)
    {
        _searching?.Dispose();
        _searching = new();
        var newer = _searching.Token;
        _loading = true;
        StateHasChanged();
        try
        {
            var result = await search.FindAsync(text, by, page, notMyNumber, newer);
            newer.ThrowIfCancellationRequested();
            _result = result;
        }
        catch (OperationCanceledException) when (newer.IsCancellationRequested)
        {
            return;
        }
        catch (RuleException refused)
        {
            _failure = refused.Message;
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _failure = Unreachable.Words("検索して");
        }

        _loading = false;
    }

    private void Open(SearchRow row) => navigation.NavigateTo(Addresses.Person(row.LedgerPersonId, SearchId, Page));
}
