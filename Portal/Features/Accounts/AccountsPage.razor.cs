using Microsoft.AspNetCore.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Accounts;

/// <summary>利用者ID — the whole list, its views, its print and the bulk suspension.</summary>
public sealed partial class AccountsPage(AccountViewDesk desk, IssueDesk issuing, CurrentStaff current, NavigationManager navigation)
{
    private readonly HashSet<Guid> _chosen = [];
    private Staff? _by;
    private AccountListView? _shown;
    private IReadOnlyList<AccountRow>? _rows;
    private IReadOnlyList<SuspendOutlook>? _outlooks;
    private string _text = "";
    private string? _failure;
    private string? _done;
    private DateTime? _printedAt;

    /// <summary>A word of <see cref="AccountSearch.Views"/>.</summary>
    [SupplyParameterFromQuery(Name = "view")]
    public string? ViewWord { get; set; }

    private AccountListView View => AccountSearch.Named(ViewWord);

    protected override async Task OnParametersSetAsync()
    {
        _by ??= await current.GetAsync();
        if (_shown != View)
        {
            (_shown, _rows, _done) = (View, null, null);
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        _chosen.Clear();
        (_outlooks, _printedAt, _failure) = (null, null, null);
        await TryAsync(async () => _rows = await desk.ListAsync(_by!, View, _text));
    }

    private Task PrintAsync() => TryAsync(async () => _printedAt = await desk.RecordPrintAsync(_by!, View, _rows!.Count));

    private Task PreviewAsync() => TryAsync(async () => (_outlooks, _done) = (await issuing.PreviewSuspendAsync(_by!, _chosen), null));

    private async Task ShowDoneAsync(string done)
    {
        await LoadAsync();
        _done = done;
    }

    private void Choose(AccountRow row, bool isChosen)
    {
        if (isChosen)
        {
            _chosen.Add(row.Account.AccountKey);
        }
        else
        {
            _chosen.Remove(row.Account.AccountKey);
        }

        _done = null;
    }

    private void Open(AccountRow row) => navigation.NavigateTo(Addresses.Account(row.Account.AccountKey));

    private async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (RuleException refused)
        {
            _failure = refused.Message;
        }
    }
}
