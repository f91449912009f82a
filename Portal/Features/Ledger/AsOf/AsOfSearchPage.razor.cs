using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Security;

namespace Portal.Features.Ledger.AsOf;

/// <summary>時点の検索. The address names the moment and the kept text by its id; the text itself stays out of it.</summary>
public sealed partial class AsOfSearchPage(AsOfSearch search, KeptSearches kept, CurrentStaff current, NavigationManager navigation, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private string? _shown;
    private Staff? _by;
    private SearchResult? _result;
    private MomentField? _moment;
    private string _text = "";
    private string? _textError;
    private string? _failure;
    private bool _loading;
    private bool _gone;

    [SupplyParameterFromQuery(Name = "at")]
    private string? At { get; set; }

    [SupplyParameterFromQuery(Name = "s")]
    private string? Search { get; set; }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private DateTime? Moment => MomentAddress.Parse(At, Now);

    private string Heading => _result is { Terms.CanSearch: true } found ? $"時点の検索 {found.Rows.Count}件{(found.HasMore ? "（続きあり）" : "")}" : "時点の検索";

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == $"{At} {Search}")
        {
            return;
        }

        _shown = $"{At} {Search}";
        (_result, _failure, _gone) = (null, null, false);
        _by ??= await current.GetAsync();
        if (Moment is { } moment && Guid.TryParse(Search, out var id))
        {
            if (await kept.FindAsync(_by, id) is { } text)
            {
                _text = text;
                await FindAsync(_by, text, moment);
            }
            else
            {
                _gone = true;
            }
        }
    }

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    private async Task GoAsync()
    {
        (_textError, _failure) = (null, null);
        var terms = SearchTerms.Understand(_text);
        if (terms.MayHoldMyNumber)
        {
            (_text, _textError) = ("", "個人番号かもしれない12桁の番号では、時点の検索はできません。");
        }
        else if (!terms.CanSearch)
        {
            _textError = terms.Problems.Count > 0 ? terms.Problems[0] : "番号・氏名・カナ・生年月日・住所のどれかを入力してください。";
        }

        if (_moment!.TryTake(out var moment) && _textError is null)
        {
            navigation.NavigateTo(Addresses.AsOfResults(moment!.Value, await kept.KeepAsync(_by!, _text)));
        }
    }

    private async Task FindAsync(Staff by, string text, DateTime moment)
    {
        _loading = true;
        StateHasChanged();
        try
        {
            var asked = _shown;
            var result = await search.FindAsync(by, text, moment, _closing.Token);
            _result = asked == _shown ? result : _result;
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
            _failure = Unreachable.Words("検索して");
        }

        _loading = false;
    }

    private void Open(SearchRow row) => navigation.NavigateTo(Addresses.AsOf(row.LedgerPersonId, Moment));
}
