using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Security;

namespace Portal.Features.DataQuality.Twins;

/// <summary>重複の候補: people the ledger may hold twice, the likelier first.</summary>
public sealed partial class TwinsPage(TwinDesk desk, CurrentStaff current, NavigationManager navigation) : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private CancellationTokenSource? _stop;
    private (TwinView, int)? _shown;
    private Staff? _by;
    private TwinPage? _page;
    private IReadOnlyList<FieldError> _errors = [];
    private string? _failure;
    private string? _said;
    private bool _seeking;
    private bool _asksPurpose;
    private string? _purpose;
    private DateTime? _printedAt;

    [SupplyParameterFromQuery(Name = "show")]
    private string? ViewWord { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageWord { get; set; }

    private TwinView View => Enum.TryParse<TwinView>(ViewWord, ignoreCase: true, out var view) && Enum.IsDefined(view) ? view : TwinView.Open;

    private int Number => int.TryParse(PageWord, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 100_000 ? page : 1;

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == (View, Number))
        {
            return;
        }

        _shown = (View, Number);
        (_page, _errors, _said, _asksPurpose) = (null, [], null, false);
        _by ??= await current.GetAsync();
        await LoadAsync();
    }

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
        _stop?.Dispose();
    }

    private static string Words(TwinHead head) => $"{head.ResidentNumber} {Birth(head)}";

    private static string Birth(TwinHead head) => head.BirthDate is { } birth ? JapaneseDate.FormatShort(birth) : "生年月日なし";

    private string EmptyWords(TwinPage page) => (View, page.LastSought) switch
    {
        (TwinView.Judged, _) => "「別人」と判定した組はありません。",
        (_, null) when _by!.May(Permission.RecordCorrect) => "まだ照合していません。「全員を照合する」から始めてください。",
        (_, null) => "まだ照合していません。",
        _ => "候補はありません。",
    };

    private void Open(TwinRow row) => navigation.NavigateTo(Addresses.Compare(row.Pair.FirstId, row.Pair.SecondId));

    private async Task LoadAsync()
    {
        try
        {
            // Other rows under the head of a print that was recorded would be a print of their own.
            (_failure, _printedAt) = (null, null);
            var asked = _shown;
            var page = await desk.ShowAsync(_by!, View, Number, _closing.Token);
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

    private async Task SeekAsync()
    {
        if (_seeking)
        {
            return;
        }

        (_seeking, _said, _failure, _errors) = (true, null, null, []);
        _stop?.Dispose();
        _stop = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        try
        {
            var result = await desk.SeekAsync(_by!, _stop.Token);
            _said = $"{result.People:N0}人を照合しました。候補 {result.Pairs:N0}組（新しく見つかったもの {result.New:N0}組）。";
            await LoadAsync();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            _said = _closing.IsCancellationRequested ? null : "照合を中止しました。一覧は前のままです。";
        }
        catch (RuleException refused)
        {
            _errors = [new(null, refused.Message)];
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _failure = Unreachable.Words("照合して");
        }
        finally
        {
            _seeking = false;
        }
    }

    private async Task ReopenAsync(TwinRow row)
    {
        try
        {
            _errors = [];
            await desk.ReopenAsync(_by!, row.Pair.TwinPairId, row.Pair.Version);
            await LoadAsync();
        }
        catch (RuleException refused)
        {
            _errors = [new(null, refused.Message)];
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _errors = [new(null, Unreachable.Words("押して"))];
        }
    }

    private async Task PrintAsync(string purpose)
    {
        try
        {
            _printedAt = await desk.RecordPrintAsync(_by!, View, _page?.Rows.Count ?? 0, purpose);
            (_purpose, _asksPurpose) = (purpose, false);
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _errors = [new(null, Unreachable.Words("印刷して"))];
        }
    }
}
