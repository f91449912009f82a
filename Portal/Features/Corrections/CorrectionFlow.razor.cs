using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Security;

namespace Portal.Features.Corrections;

/// <summary>変更 → 理由・根拠 → 確認 → 保存 of one record, with its draft and its conflicts.</summary>
public sealed partial class CorrectionFlow(CorrectionDesk desk, Drafts drafts, CurrentStaff current, NavigationManager navigation, ISnackbar snackbar) : IAsyncDisposable
{
    private Step _step = Step.Loading;
    private Staff? _staff;
    private CorrectionInput _input = null!;
    private IReadOnlyList<FieldEditor> _editors = [];
    private DraftKeeper<CorrectionInput>? _keeper;
    private (CorrectionInput Content, DateTime UpdatedAt)? _draft;
    private IReadOnlyList<FieldError> _errors = [];
    private IReadOnlyList<string> _warnings = [];
    private IReadOnlyList<FieldConflict> _conflicts = [];
    private string _done = "";
    private bool _busy;

    private enum Step
    {
        Loading,
        Draft,
        Edit,
        Check,
        Conflict,
        Done,
    }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Parameter]
    [EditorRequired]
    public required OpenedRecord Opened { get; set; }

    /// <summary>What the form starts with.</summary>
    [Parameter]
    [EditorRequired]
    public required CorrectionInput Start { get; set; }

    /// <summary>The clerk states a purpose for seeing a protected address; the page opens the record again with it.</summary>
    [Parameter]
    public EventCallback<string> OnReveal { get; set; }

    private string Form => $"correct:{Opened.Kind.ToString().ToLowerInvariant()}:{Opened.RecordId}";

    private IReadOnlyList<CompareRow> Rows => CompareRow.Of(Opened.Kind, _input.Seen, _input.Changes());

    protected override async Task OnInitializedAsync()
    {
        _staff = await current.GetAsync();
        _input = Start;
        _editors = FieldEditor.For(Opened.Kind);
        _keeper = new(drafts, Time, _staff, Form, () => _input, StateHasChanged);
        _draft = await drafts.LoadAsync<CorrectionInput>(_staff, Form);
        if (_draft is { } draft && (draft.Content.IsUntouched || await desk.IsMadeAsync(draft.Content.RevisionId)))
        {
            await _keeper.DiscardAsync();
            _draft = null;
        }

        Go(_draft is null ? Step.Edit : Step.Draft);
        _keeper.Start();
    }

    /// <summary>An address shown for a purpose joins what the clerk sees; what was typed stays.</summary>
    protected override void OnParametersSet()
    {
        if (_step != Step.Loading)
        {
            _input.Show(Opened.Texts);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_keeper is not null)
        {
            await _keeper.DisposeAsync();
        }
    }

    private void RestoreDraft()
    {
        _input = _draft!.Value.Content;
        _input.HideAllBut(Opened.Texts.Keys);
        Go(Step.Edit);
    }

    private async Task DropDraftAsync()
    {
        await _keeper!.DiscardAsync();
        Go(Step.Edit);
    }

    private void Changed() => _keeper!.Touch();

    private async Task CheckAsync()
    {
        _errors = [.. _input.Errors(_editors)];
        if (_errors.Count == 0 && _input.Changes().Count == 0)
        {
            _errors = [new FieldError(null, "変更された項目がありません。「訂正後」の欄を直してから進んでください。")];
        }

        if (_errors.Count == 0)
        {
            _warnings = Opened.Kind == RecordKind.Dose && !_input.Cancels ? await desk.WarningsAsync(_staff!, Opened.RecordId, _input.Wanted()) : [];
            Go(Step.Check);
        }
    }

    private async Task SaveAsync()
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            await TellAsync(_input.Cancels
                ? await desk.CancelAsync(_staff!, Opened.Kind, Opened.RecordId, _input.RevisionId, _input.Seen, _input.Grounds)
                : await desk.CorrectAsync(_staff!, Opened.Kind, Opened.RecordId, _input.Request()));
        }
        catch (RuleException refused)
        {
            _errors = [new FieldError(null, refused.Message)];
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task TellAsync(CorrectionOutcome outcome)
    {
        switch (outcome)
        {
            case CorrectionOutcome.Applied applied:
                await FinishAsync(_input.Cancels ? "記録を取り消しました。" : "訂正しました。", applied.Meanwhile);
                break;
            case CorrectionOutcome.Pending pending:
                await FinishAsync("申請しました。ほかの職員が承認すると台帳に反映されます。", pending.Meanwhile);
                break;
            case CorrectionOutcome.NothingChanged nothing:
                await FinishAsync("台帳はすでにこの内容です。新しい訂正は保存していません。", nothing.Meanwhile);
                break;
            case CorrectionOutcome.Conflict conflict:
                _conflicts = conflict.Fields;
                Go(Step.Conflict);
                break;
            case CorrectionOutcome.AlreadyPending waiting:
                _errors = [new FieldError(null, Waiting.Words(waiting.Other))];
                break;
        }
    }

    private async Task FinishAsync(string words, IReadOnlyList<FieldConflict> meanwhile)
    {
        await _keeper!.DiscardAsync();
        (_done, _conflicts) = (words, meanwhile);
        Go(Step.Done);
        if (meanwhile.Count == 0)
        {
            snackbar.Add(words, Severity.Success);
            navigation.NavigateTo(Addresses.Person(Opened.Person.LedgerPersonId));
        }
    }

    private async Task ChooseAsync(IReadOnlySet<string> keepMine)
    {
        _input.Settle(_conflicts, keepMine);
        Changed();
        if (_input.Changes().Count == 0)
        {
            await FinishAsync("ほかの職員の値を選びました。新しい訂正は保存していません。", []);
            return;
        }

        await CheckAsync();
    }

    private async Task LeaveAsync()
    {
        await _keeper!.SaveAsync();
        navigation.NavigateTo(Addresses.Person(Opened.Person.LedgerPersonId));
    }

    private void Go(Step step) => (_step, _errors) = (step, []);
}
