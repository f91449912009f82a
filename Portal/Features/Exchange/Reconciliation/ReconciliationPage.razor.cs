using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.Ledger;
using Portal.Security;

namespace Portal.Features.Exchange.Reconciliation;

/// <summary>What a person can do with rows of a work list.</summary>
public enum ReconciliationChoice
{
    Accept,
    SetAside,
    Reopen,
}

/// <summary>One reconciliation: totals that balance, and the rows to decide. The address says which of them are shown.</summary>
public sealed partial class ReconciliationPage(
    ReconciliationWorkDesk desk, ReconciliationAcceptDesk accepting, ReconciliationRegisterDesk registering, ReconciliationPatternDesk patterns, CurrentStaff current, NavigationManager navigation, ISnackbar snackbar)
{
    private readonly Dictionary<Guid, Guid> _chosen = [];
    private readonly Dictionary<Guid, string> _refused = [];
    private CancellationTokenSource _stop = new();
    private Staff? _by;
    private ReconciliationWork? _work;
    private IReadOnlyList<FieldError> _errors = [];
    private ReconciliationProgress _progress;
    private string? _failure;
    private string? _shown;
    private bool _busy;
    private bool _undoes;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? StateWord { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    private string? KindWord { get; set; }

    [SupplyParameterFromQuery(Name = "item")]
    private string? ItemWord { get; set; }

    [SupplyParameterFromQuery(Name = "like")]
    private string? LikeWord { get; set; }

    [SupplyParameterFromQuery(Name = "after")]
    private int After { get; set; }

    private ReconciliationQuestion Question => new(
        Parse<ReconciliationDifferenceState>(StateWord) ?? ReconciliationDifferenceState.Open, Parse<ReconciliationDifferenceKind>(KindWord),
        DoseFields.All.FirstOrDefault(f => f.Key == ItemWord)?.Key, Parse<ReconciliationLikeness>(LikeWord));

    private string Asked => $"{Id} {StateWord} {KindWord} {ItemWord} {LikeWord} {After}";

    private int CountInPattern => _work!.Patterns.Where(p => p.State == ReconciliationDifferenceState.Open && IsAsked(p.Pattern)).Sum(p => p.Count);

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Asked)
        {
            return;
        }

        _shown = Asked;
        _by ??= await current.GetAsync();
        (_errors, _failure) = ([], null);
        _refused.Clear();
        await LoadAsync();
    }

    private static T? Parse<T>(string? word) where T : struct, Enum => Enum.TryParse<T>(word, out var value) && Enum.IsDefined(value) ? value : null;

    private static string Kind(ReconciliationDifference row) => row.Field is null ? row.Kind.Label() : $"{DoseFields.Find(row.Field).Label}（{row.Likeness.Label()}）";

    private static string Ours(ReconciliationDifference row) => row.Field is { } field ? DoseFields.Find(field).Show(row.Ours) : row.Kind == ReconciliationDifferenceKind.OnlyHere ? "記録あり" : "";

    private static string Theirs(ReconciliationDifference row) => row.Field is { } field ? DoseFields.Find(field).Show(row.Theirs) : row.Note ?? row.Theirs ?? "";

    private static string State(ReconciliationRow row) => $"{row.Difference.State.Label()} {row.Difference.DecidedByName} {row.Difference.Reason}";

    private bool IsAsked(ReconciliationPattern pattern) => Question.Kind == pattern.Kind && Question.Field == pattern.Field && Question.Likeness == pattern.Likeness;

    private void Open(ReconciliationRow row)
    {
        if (row.Difference.LedgerPersonId is { } person)
        {
            navigation.NavigateTo(Addresses.Person(person));
        }
    }

    private void Choose(ReconciliationRow row, bool isChosen)
    {
        _chosen.Remove(row.Difference.ReconciliationDifferenceId);
        if (isChosen)
        {
            _chosen.Add(row.Difference.ReconciliationDifferenceId, row.Difference.Version);
        }
    }

    private void ChooseAll() => _work!.Rows.ToList().ForEach(row => Choose(row, isChosen: true));

    private async Task LoadAsync()
    {
        _chosen.Clear();
        try
        {
            _work = await desk.ShowAsync(_by!, Id, Question, After);
            _failure = _work is null ? "この突合は見つかりません。一覧から開き直してください。" : null;
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            (_work, _failure) = (null, Unreachable.Words("開いて"));
        }
    }

    private async Task DecideAsync((ReconciliationChoice Choice, ReconciliationPattern? Pattern, string? Reason) asked)
    {
        if (_busy)
        {
            return;
        }

        if (asked.Pattern is null && _chosen.Count == 0)
        {
            _errors = [new(null, "処理する行を選んでください。")];
            return;
        }

        (_busy, _errors, _progress) = (true, [], default);
        _refused.Clear();
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        try
        {
            var (progress, stop) = (new Progress<ReconciliationProgress>(Show), _stop.Token);
            var outcome = await Task.Run(() => DecideAsync(asked, progress, stop));
            outcome.Refused.ToList().ForEach(r => _refused[r.ReconciliationDifferenceId] = r.Why);
            _errors = outcome.Refused.Count == 0 ? [] : [.. outcome.Refused.GroupBy(r => r.Why).Select(g => new FieldError(null, $"{g.Count():N0}件: {g.Key}"))];
            snackbar.Add($"{outcome.Done:N0}件を処理しました。{(outcome.Waiting > 0 ? $"うち{outcome.Waiting:N0}件は承認待ちです。" : "")}", outcome.Done > 0 ? Severity.Success : Severity.Info);
            await LoadAsync();
        }
        catch (OperationCanceledException)
        {
            snackbar.Add("中止しました。処理済みの行はそのままです。", Severity.Info);
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

    private Task<ReconciliationOutcome> DecideAsync((ReconciliationChoice Choice, ReconciliationPattern? Pattern, string? Reason) asked, IProgress<ReconciliationProgress> progress, CancellationToken stop) => asked switch
    {
        { Pattern: { } pattern } => patterns.DecideAsync(
            _by!, Id, pattern, asked.Choice == ReconciliationChoice.Accept ? ReconciliationDecisionKind.Accept : ReconciliationDecisionKind.SetAside, CountInPattern, asked.Reason, progress, stop),
        { Choice: ReconciliationChoice.Reopen } => accepting.ReopenAsync(_by!, _chosen, asked.Reason, stop),
        { Choice: ReconciliationChoice.SetAside } => accepting.SetAsideAsync(_by!, _chosen, asked.Reason, stop),
        _ when Question.Kind == ReconciliationDifferenceKind.OnlyThere => registering.RegisterAsync(_by!, _chosen, asked.Reason, stop),
        _ => accepting.AcceptAsync(_by!, _chosen, asked.Reason, stop),
    };

    private void Show(ReconciliationProgress progress)
    {
        _progress = progress;
        StateHasChanged();
    }

    private Task Stop() => _stop.CancelAsync();
}
