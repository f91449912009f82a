using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.SlipComparison;
using Portal.Security;

namespace Portal.Features.SlipComparison;

/// <summary>結果表 — the figures, the differences and what became of them, and the sign-off.</summary>
public sealed partial class ComparisonPage(ComparisonResultDesk desk, ComparisonShowDesk shows, ComparisonStartDesk starts, DifferenceDesk differences, CurrentStaff current,
    NavigationManager navigation, ISnackbar snackbar)
{
    private Guid? _shown;
    private Staff? _by;
    private ComparisonResult? _result;
    private FoundLine? _chosen;
    private ComparedRecord? _correcting;
    private IReadOnlyList<FieldError> _errors = [];
    private IReadOnlyList<PossibleReader> _readers = [];
    private Asks _asks;
    private string? _purpose;
    private DateTime? _printedAt;
    private string? _failure;
    private bool _missing;
    private bool _busy;

    private enum Asks
    {
        Nothing,
        Purpose,
        Discard,
        Keep,
        Again,
    }

    [Parameter]
    public Guid Id { get; set; }

    private Comparison Comparison => _result!.Comparison;

    /// <summary>One sheet leads to another: of the same draw.</summary>
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Id)
        {
            return;
        }

        (_shown, _result, _asks, _correcting, _errors) = (Id, null, Asks.Nothing, null, []);
        try
        {
            _by ??= await current.GetAsync();
            await LoadAsync();
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _failure = Unreachable.Words("開いて");
        }
    }

    private async Task LoadAsync()
    {
        _result = await desk.OpenAsync(_by!, Id);
        (_missing, _printedAt) = (_result is null, null);
    }

    /// <summary>Opens the record of a difference: a look of its own.</summary>
    private Task OpenAsync(FoundLine found) => DoAsync(async () => _correcting = await shows.ShowAsync(_by!, found.Row.Line.ComparisonLineId));

    private Task AfterCorrectionAsync(string words) => DoAsync(async () =>
    {
        _correcting = null;
        if (words.Length > 0)
        {
            snackbar.Add(words, Severity.Success);
            await LoadAsync();
        }
    });

    private Task KeepAsync(string? reason) => DoAsync(async () =>
    {
        await differences.KeepAsync(_by!, _chosen!.Row.Line.ComparisonLineId, reason);
        _asks = Asks.Nothing;
        await LoadAsync();
    });

    private Task DiscardAsync(string? reason) => DoAsync(async () =>
    {
        await desk.DiscardAsync(_by!, Id, reason);
        _asks = Asks.Nothing;
        await LoadAsync();
    });

    private Task AskAgainAsync() => DoAsync(async () =>
    {
        _readers = await starts.ReadersAsync(_by!);
        _asks = Asks.Again;
    });

    private Task StartAgainAsync(Guid readerId) => DoAsync(async () => navigation.NavigateTo(Addresses.Comparison((await starts.StartAgainAsync(_by!, Id, readerId)).ComparisonId)));

    private Task SignOffAsync(string? note) => DoAsync(async () =>
    {
        await desk.SignOffAsync(_by!, Id, note, Comparison.Version);
        await LoadAsync();
    });

    private async Task PrintAsync(string purpose)
    {
        _printedAt = await desk.RecordPrintAsync(_by!, Id, purpose);
        (_purpose, _asks) = (purpose, Asks.Nothing);
    }

    private async Task DoAsync(Func<Task> act)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors) = (true, []);
        try
        {
            await act();
        }
        catch (RuleException refusal)
        {
            _errors = [new(null, refusal.Message)];
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _errors = [new(null, Unreachable.Words("押して"))];
        }
        finally
        {
            _busy = false;
        }
    }
}
