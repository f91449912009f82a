using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Corrections.Merging;
using Portal.Domain.DataQuality.Twins;
using Portal.Domain.Ledger;
using Portal.Features.DataQuality.Twins;
using Portal.Security;

namespace Portal.Features.Corrections.Merging;

/// <summary>Two people side by side: merged item by item, or judged to be two. What a merge would do stands beside the choice all the time.</summary>
public sealed partial class MergePage(MergeDesk desk, TwinDesk twins, CurrentStaff current, NavigationManager navigation, ISnackbar snackbar) : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private (Guid, Guid)? _opened;
    private Guid _mergeId;
    private Staff? _by;
    private OpenedPair? _pair;
    private TwinPair? _twin;
    private bool _missing;
    private bool _firstStays = true;
    private HashSet<string> _taken = [];
    private MergePreview? _preview;
    private string? _seen;
    private string? _refusal;
    private string? _failure;
    private bool _busy;
    private ReasonKind? _reason;
    private string? _text;
    private EvidenceLine? _evidence;
    private IReadOnlyList<FieldError> _errors = [];
    private string? _judgement;
    private string? _judgeError;

    [Parameter]
    public Guid FirstId { get; set; }

    [Parameter]
    public Guid SecondId { get; set; }

    private bool MayMerge => _by!.May(Permission.RecordMerge);

    private LedgerPerson Keeper => _firstStays ? _pair!.First : _pair!.Second;

    private LedgerPerson Other => _firstStays ? _pair!.Second : _pair!.First;

    private MergeOrder Order => new()
    {
        MergeId = _mergeId,
        KeeperId = Keeper.LedgerPersonId,
        OtherId = Other.LedgerPersonId,
        TakesFromOther = _taken,
        Grounds = new Grounds(_reason, _text, _evidence?.EvidenceId),
        Seen = _seen,
    };

    protected override async Task OnParametersSetAsync()
    {
        if (_opened == (FirstId, SecondId))
        {
            return;
        }

        _opened = (FirstId, SecondId);
        (_pair, _missing, _failure, _mergeId) = (null, false, null, Guid.CreateVersion7());
        (_preview, _refusal, _errors, _reason, _text, _evidence, _judgement, _judgeError) = (null, null, [], null, null, null, null, null);
        _by = await current.GetAsync();
        try
        {
            var pair = await desk.OpenAsync(_by, FirstId, SecondId, _closing.Token);
            _twin = pair is null ? null : await twins.FindAsync(FirstId, SecondId, _closing.Token);
            _missing = pair is null;
            if (pair is not null)
            {
                (_pair, _firstStays, _taken) = (pair, true, [.. pair.TakenIfFirstStays]);
                await PreviewAsync();
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
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

    private Task KeepAsync(bool first)
    {
        (_firstStays, _taken) = (first, [.. first ? _pair!.TakenIfFirstStays : _pair!.TakenIfSecondStays]);
        return PreviewAsync();
    }

    private Task TakeAsync((string Field, bool FromOther) chosen)
    {
        _ = chosen.FromOther ? _taken.Add(chosen.Field) : _taken.Remove(chosen.Field);
        return PreviewAsync();
    }

    private async Task PreviewAsync()
    {
        if (!MayMerge)
        {
            return;
        }

        try
        {
            (_preview, _seen) = await desk.PreviewAsync(_by!, Order);
            _refusal = null;
        }
        catch (RuleException refused)
        {
            (_preview, _refusal) = (null, refused.Message);
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            // Without a preview there is no merging: what was chosen has not been looked at.
            (_preview, _errors) = (null, [new FieldError(null, Unreachable.Words("開いて"))]);
        }
    }

    private async Task MergeAsync()
    {
        if (_busy)
        {
            return;
        }

        _errors = Order.Grounds.Missing(Merge.Reason) is { } missing ? [new FieldError(_reason is null ? GroundsPart.ReasonId : GroundsPart.TextId, missing)] : [];
        if (_errors.Count > 0)
        {
            return;
        }

        _busy = true;
        try
        {
            await desk.MergeAsync(_by!, Order);
            snackbar.Add("統合しました。取り消すときは、個人票の履歴から「統合を取り消す」を開いてください。", Severity.Success);
            navigation.NavigateTo(Addresses.Person(Keeper.LedgerPersonId));
        }
        catch (RuleException refused)
        {
            _errors = [new FieldError(null, refused.Message)];
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _errors = [new FieldError(null, Unreachable.Words("統合して"))];
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task JudgeAsync()
    {
        if (_busy)
        {
            return;
        }

        (_busy, _judgeError) = (true, null);
        try
        {
            await twins.JudgeAsync(_by!, _twin!.TwinPairId, _twin.Version, _judgement);
            snackbar.Add("「別人」と判定しました。氏名・生年月日などが変わるまで、候補の一覧に出ません。", Severity.Success);
            Leave();
        }
        catch (RuleException refused)
        {
            _judgeError = refused.Message;
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _judgeError = Unreachable.Words("押して");
        }
        finally
        {
            _busy = false;
        }
    }

    private void Leave() => navigation.NavigateTo(Addresses.Twins);
}
