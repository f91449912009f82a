using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Security;

namespace Portal.Features.Ledger;

/// <summary>個人票 — everything the ledger knows of one person. Opened and logged once for each visit.</summary>
public sealed partial class PersonPage(CurrentStaff currentStaff, PersonSheet sheet) : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private Guid? _opened;
    private Staff? _by;
    private SheetView? _view;
    private string? _failure;
    private bool _missing;
    private bool _asksPurpose;
    private bool _asksElsewhere;
    private string? _purpose;
    private DateTime? _printedAt;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "s")]
    private string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageNumber { get; set; }

    private string Back => Addresses.Results(
        Guid.TryParse(Search, out var search) ? search : null, int.TryParse(PageNumber, out var page) ? page : 1, Id);

    /// <summary>A withdrawn or merged person is kept to be read.</summary>
    private bool CanChange => _view?.Person is { Status: RecordStatus.Active, MergedIntoId: null };

    protected override async Task OnParametersSetAsync()
    {
        if (_opened == Id)
        {
            return;
        }

        _opened = Id;
        (_view, _failure, _missing, _asksPurpose, _printedAt) = (null, null, false, false, null);
        _by = await currentStaff.GetAsync();
        try
        {
            _view = await sheet.OpenAsync(Id, _by, _closing.Token);
            _missing = _view is null;
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
            _failure = Unreachable.Words("開いて");
        }
    }

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    private void Print((string Purpose, DateTime At) recorded)
    {
        _asksPurpose = false;
        (_purpose, _printedAt) = recorded;
    }
}
