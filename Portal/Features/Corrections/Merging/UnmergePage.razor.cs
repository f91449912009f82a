using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Corrections.Merging;
using Portal.Security;

namespace Portal.Features.Corrections.Merging;

/// <summary>統合の明細: what taking a merge back does, and, once it was taken back, the statement of what it did.</summary>
public sealed partial class UnmergePage(UnmergeDesk desk, CurrentStaff current, NavigationManager navigation, ISnackbar snackbar) : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly HashSet<Guid> _toOther = [];
    private Guid? _opened;
    private Staff? _by;
    private OpenedMerge? _merge;
    private bool _missing;
    private string? _failure;
    private bool _busy;
    private ReasonKind? _reason;
    private string? _text;
    private EvidenceLine? _evidence;
    private IReadOnlyList<FieldError> _errors = [];
    private bool _asksPurpose;
    private string? _purpose;
    private DateTime? _printedAt;

    [Parameter]
    public Guid Id { get; set; }

    private bool CanUndo => _merge is { Plan: not null, TakenBack: null } && _by!.May(Permission.RecordMerge);

    protected override async Task OnParametersSetAsync()
    {
        if (_opened == Id)
        {
            return;
        }

        _opened = Id;
        _by = await current.GetAsync();
        await LoadAsync();
    }

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    private async Task LoadAsync()
    {
        (_failure, _printedAt) = (null, null);
        _toOther.Clear();
        try
        {
            _merge = await desk.OpenAsync(_by!, Id, _closing.Token);
            _missing = _merge is null;
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _failure = Unreachable.Words("開いて");
        }
    }

    private static string Reason(Revision revision) => string.Join('　', new[] { revision.Reason?.Label(), revision.ReasonText }.OfType<string>());

    private void Choose(Guid id, bool isChosen) => _ = isChosen ? _toOther.Add(id) : _toOther.Remove(id);

    private async Task UnmergeAsync()
    {
        if (_busy)
        {
            return;
        }

        var grounds = new Grounds(_reason, _text, _evidence?.EvidenceId);
        _errors = grounds.Missing(Unmerge.Reason) is { } missing ? [new FieldError(_reason is null ? GroundsPart.ReasonId : GroundsPart.TextId, missing)] : [];
        if (_errors.Count > 0)
        {
            return;
        }

        _busy = true;
        try
        {
            await desk.UnmergeAsync(_by!, Id, _toOther, grounds, _merge!.Seen);
            snackbar.Add("統合を取り消しました。", Severity.Success);
            await LoadAsync();
        }
        catch (RuleException refused)
        {
            _errors = [new FieldError(null, refused.Message)];
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _errors = [new FieldError(null, Unreachable.Words("取り消して"))];
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task PrintAsync(string purpose)
    {
        try
        {
            _printedAt = await desk.RecordPrintAsync(_by!, Id, purpose);
            (_purpose, _asksPurpose) = (purpose, false);
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _errors = [new FieldError(null, Unreachable.Words("印刷して"))];
        }
    }
}
