using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Security;

namespace Portal.Features.Corrections;

/// <summary>転出・死亡・転入 of one person, and taking them back. The record stays.</summary>
public sealed partial class ResidencePage(ResidenceDesk desk, CurrentStaff current, NavigationManager navigation, ISnackbar snackbar)
{
    private OpenedResidence? _opened;
    private ResidenceChange? _planned;
    private ResidenceAct? _act;
    private DateOnly? _day;
    private string? _dayError;
    private Guid _revisionId = Guid.CreateVersion7();
    private ReasonKind? _reason = ReasonKind.ResidentChange;
    private string? _text;
    private EvidenceLine? _evidence;
    private IReadOnlyList<FieldError> _errors = [];
    private bool _changedSince;
    private bool _confirmed;
    private bool _missing;
    private bool _busy;
    private string? _refused;

    [Parameter]
    public Guid Id { get; set; }

    private Grounds Grounds => new(_reason, _text, _evidence?.EvidenceId);

    private IReadOnlyList<CompareRow> Rows => [new(RecordItems.Find(RecordKind.Person, RecordItems.Residence), _opened!.Text, _planned!.Text)];

    private string DayLabel => _act switch
    {
        ResidenceAct.Died => "死亡日",
        ResidenceAct.MoveIn => "転入日",
        _ => "転出日",
    };

    private List<(ResidenceAct Act, string Label)> Acts
    {
        get
        {
            List<(ResidenceAct, string)> acts = [(ResidenceAct.MoveOut, "転出"), (ResidenceAct.Died, "死亡"), (ResidenceAct.MoveIn, "転入")];
            if (_opened?.LastEvent is { } last)
            {
                acts.Add((ResidenceAct.Undo, $"{last}の記録を取り消す"));
            }

            return acts;
        }
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        try
        {
            _opened = await desk.OpenAsync(await current.GetAsync(), Id);
            _missing = _opened is null;
        }
        catch (RuleException refused)
        {
            _refused = refused.Message;
        }
    }

    private async Task CheckAsync()
    {
        List<FieldError> errors = [];
        if (_act is null)
        {
            errors.Add(new FieldError("residence-act", "記録することを選んでください。"));
        }
        else if (_act != ResidenceAct.Undo && _day is null)
        {
            errors.Add(new FieldError("residence-day", $"{DayLabel}: {_dayError ?? "日付を入力してください。"}"));
        }

        if (Grounds.Missing() is { } missing)
        {
            errors.Add(new FieldError(_reason is null ? GroundsPart.ReasonId : GroundsPart.TextId, missing));
        }

        _errors = errors;
        if (errors.Count == 0)
        {
            await TryAsync(async () => (_planned, _confirmed, _changedSince) = (await desk.PreviewAsync(await current.GetAsync(), Id, _act!.Value, _day), false, false));
        }
    }

    private async Task SaveAsync()
    {
        if (_planned?.Warning is not null && !_confirmed)
        {
            _errors = [new FieldError(null, "注意の内容を確かめて、「確かめました」に印を付けてください。")];
            return;
        }

        await TryAsync(async () =>
        {
            var outcome = await desk.RecordAsync(await current.GetAsync(), Id, _act!.Value, _day, _revisionId, _opened!.Text, Grounds);
            switch (outcome)
            {
                case CorrectionOutcome.Conflict:
                    (_planned, _changedSince) = (null, true);
                    await LoadAsync();
                    break;
                case CorrectionOutcome.AlreadyPending waiting:
                    throw new RuleException(Waiting.Words(waiting.Other));
                default:
                    snackbar.Add(outcome is CorrectionOutcome.Pending ? "申請しました。ほかの職員が承認すると台帳に反映されます。" : "記録しました。", Severity.Success);
                    Leave();
                    break;
            }
        });
    }

    private async Task TryAsync(Func<Task> act)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            await act();
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

    private void Leave() => navigation.NavigateTo(Addresses.Person(Id));
}
