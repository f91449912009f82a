using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Reports;
using Portal.Security;

namespace Portal.Features.Reports;

/// <summary>月次報告: a period as it counts now or at a moment, or a run as it was kept. The address names period and moment, so that it can be come back to.</summary>
public sealed partial class ReportPage(ReportDesk desk, KeptReportSettings settings, CurrentStaff current, NavigationManager navigation, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private CancellationTokenSource? _counting;
    private string? _shown;
    private Staff? _by;
    private ReportPeriod? _period;
    private ReportContent? _content;
    private KeptReport? _kept;
    private ReportSettings _settings = ReportSettings.All;
    private MomentField? _moment;
    private IReadOnlyList<FieldError> _errors = [];
    private DateTime? _printedAt;
    private string? _failure;
    private int _months;
    private bool _choosing;
    private bool _busy;

    [Parameter]
    public string? Code { get; set; }

    [Parameter]
    public Guid? Id { get; set; }

    [SupplyParameterFromQuery(Name = "at")]
    private string? At { get; set; }

    private string Title => _period is null ? "月次報告" : $"月次報告 {_period.Label}";

    protected override async Task OnParametersSetAsync()
    {
        var asked = $"{Code} {Id} {At}";
        if (_shown == asked)
        {
            return;
        }

        // A count still under way belongs to the address that was left.
        _counting?.Cancel();
        (_shown, _content, _kept, _failure, _errors, _printedAt, _months) = (asked, null, null, null, [], null, 0);
        _by ??= await current.GetAsync();
        try
        {
            _settings = await settings.OfAsync(_by);
            await (Id is { } id ? OpenAsync(id) : CountAsync());
        }
        catch (OperationCanceledException) when (_shown != asked)
        {
            // The page is another's already.
        }
        catch (OperationCanceledException)
        {
            _failure = "数えるのを中止しました。何も変わっていません。";
        }
        catch (RuleException refused)
        {
            _failure = refused.Message;
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _failure = Unreachable.Words("数えて");
        }
    }

    public void Dispose()
    {
        _closing.Cancel();
        _counting?.Dispose();
        _closing.Dispose();
    }

    private async Task OpenAsync(Guid id)
    {
        var shown = _shown;
        var kept = await desk.OpenAsync(_by!, id, _closing.Token) ?? throw new RuleException("この報告は見つかりません。一覧から開き直してください。");
        if (_shown == shown)
        {
            (_kept, _content, _period) = (kept, kept.Content, ReportPeriod.Parse(kept.Run.Period));
        }
    }

    private async Task CountAsync()
    {
        _period = ReportPeriod.Parse(Code);
        var at = MomentAddress.Parse(At, time.GetUtcNow().UtcDateTime);
        if (At is not null && at is null)
        {
            throw new RuleException("アドレスの時点を読めません。月次報告から開き直してください。");
        }

        _counting?.Dispose();
        _counting = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        var progress = new Progress<int>(months => InvokeAsync(() =>
        {
            _months = months;
            StateHasChanged();
        }));
        var counting = _counting.Token;
        var (period, shown) = (_period, _shown);
        var content = await Task.Run(() => desk.ShowAsync(_by!, period, at, progress, counting), counting);
        _content = _shown == shown ? content : _content;
    }

    private void Stop() => _counting?.Cancel();

    private void GoToMoment()
    {
        if (_moment!.TryTake(out var moment))
        {
            navigation.NavigateTo(Addresses.Report(Code!, moment));
        }
    }

    private async Task MakeAsync()
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors) = (true, []);
        try
        {
            var run = await desk.MakeAsync(_by!, _period!, _content!.AsOf, null, _closing.Token);
            navigation.NavigateTo(Addresses.ReportRun(run.ReportRunId));
        }
        catch (RuleException refused)
        {
            _errors = [new(null, refused.Message)];
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _errors = [new(null, Unreachable.Words("作成して"))];
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task PrintAsync()
    {
        try
        {
            await desk.PrintAsync(_by!, _content!, _kept?.Run.ReportRunId, _closing.Token);
            _printedAt = time.GetUtcNow().UtcDateTime;
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _errors = [new(null, Unreachable.Words("印刷して"))];
        }
    }

    private async Task KeepAsync(ReportSettings chosen)
    {
        _settings = chosen;
        try
        {
            await settings.KeepAsync(_by!, chosen);
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _errors = [new(null, "選んだ表を次回のために残せませんでした。この画面では選んだとおりに表示します。")];
        }
    }
}
