using Microsoft.AspNetCore.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Features.Ledger;
using Portal.Security;

namespace Portal.Features.Corrections;

/// <summary>登録のはじめ — scan or type, choose the person, register. The same search as everywhere, logged like it.</summary>
public sealed partial class RegisterPage(LedgerSearch search, RegistrationStart start, CurrentStaff currentStaff, NavigationManager navigation)
{
    private ElementReference _box;
    private string _text = "";

    /// <summary>A new one puts a new, empty input in the place of the old.</summary>
    private int _generation;

    private SearchResult? _result;
    private OcrLine? _scanned;
    private string? _problem;
    private bool _busy;
    private Staff? _by;

    protected override async Task OnInitializedAsync() => _by = await currentStaff.GetAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _box.FocusAsync();
        }
    }

    private async Task FindAsync()
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            await FindAsync(_text);
        }
        catch (RuleException refusal)
        {
            _problem = refusal.Message;
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task FindAsync(string text)
    {
        (_result, _problem, _scanned) = (null, null, OcrLine.TryParse(text, out var line) ? line : null);
        var terms = SearchTerms.Understand(text);
        if (terms.MayHoldMyNumber)
        {
            _generation++;
            _text = "";
            _problem = "12桁の個人番号の可能性があるため消しました。宛名番号・券番号・氏名で探してください。";
            return;
        }

        if (!terms.CanSearch)
        {
            _problem = terms.Problems is [var first, ..] ? first : "OCRライン・番号・カナ・生年月日のどれかを入力してください。";
            return;
        }

        var result = await search.FindAsync(text, await currentStaff.GetAsync());
        if (_scanned is not null && result.Rows is [var only])
        {
            Open(only);
            return;
        }

        _result = result;
    }

    private void Open(SearchRow row)
    {
        if (_scanned is { } line)
        {
            start.Carry(row.LedgerPersonId, line);
        }

        navigation.NavigateTo(Addresses.NewDose(row.LedgerPersonId));
    }
}
