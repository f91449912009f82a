using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.DataQuality.BulkFixes;
using Portal.Domain.Ledger;
using Portal.Security;

namespace Portal.Features.DataQuality.BulkFixes;

/// <summary>One 一括訂正: what an approver weighs, what became of each dose, and the way back.</summary>
public sealed partial class BulkFixPage(BulkFixList list, BulkFixDesk desk, CurrentStaff current, NavigationManager navigation, ISnackbar snackbar)
{
    private Staff? _by;
    private OpenedBulkFix? _opened;
    private IReadOnlyList<FieldError> _errors = [];
    private string? _failure;
    private string? _words;
    private bool _busy;

    [Parameter]
    public Guid Id { get; set; }

    internal static TagKind Kind(BulkFixState state) => state switch
    {
        BulkFixState.Waiting => TagKind.Warn,
        BulkFixState.Applied => TagKind.Ok,
        _ => TagKind.Neutral,
    };

    protected override async Task OnInitializedAsync()
    {
        _by = await current.GetAsync();
        await LoadAsync();
    }

    private static RecordField<Dose> Field(BulkFixRow row) => DoseFields.Find(row.Line.Field);

    private void Open(BulkFixRow row) => navigation.NavigateTo(Addresses.Person(row.Line.LedgerPersonId));

    private async Task LoadAsync()
    {
        try
        {
            _opened = await list.OpenAsync(_by!, Id);
            _failure = _opened is null ? "この一括訂正は見つかりません。一覧を開き直してください。" : null;
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _failure = Unreachable.Words("開いて");
        }
    }

    /// <summary>Does it to the fix the button stood beside: a second press of the same button means nothing new.</summary>
    private async Task DoAsync(Guid seen, string done, Func<Staff, Task> act)
    {
        if (_busy || _opened?.Fix.Version != seen)
        {
            return;
        }

        (_busy, _errors) = (true, []);
        try
        {
            await act(_by!);
            snackbar.Add(done, Severity.Success);
            _words = null;
            await LoadAsync();
        }
        catch (RuleException refusal)
        {
            _errors = [new(null, refusal.Message)];
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _errors = [new(null, Unreachable.Words("保存して"))];
        }
        finally
        {
            _busy = false;
        }
    }
}
