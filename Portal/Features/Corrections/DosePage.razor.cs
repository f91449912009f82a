using Microsoft.AspNetCore.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Security;

namespace Portal.Features.Corrections;

/// <summary>接種記録の登録: type → check → saved. What is typed outlives the line and the server as a draft.</summary>
public sealed partial class DosePage(
    RegistrationDesk desk, Drafts drafts, RegistrationStart start, CurrentStaff currentStaff, NavigationManager navigation, TimeProvider time) : IAsyncDisposable
{
    private readonly HashSet<Guid> _others = [];
    private Staff? _staff;
    private RegistrationSheet? _sheet;
    private LastEntry _last = new();
    private EntryForm? _form;
    private DraftKeeper<FormEntry>? _keeper;
    private (FormEntry Content, DateTime UpdatedAt)? _offer;
    private DosePreview? _preview;
    private Dose? _saved;
    private Guid? _openedFor;
    private bool _missing;

    [Parameter]
    public Guid PersonId { get; set; }

    private DateOnly Today => JapanTime.DayOf(time.GetUtcNow().UtcDateTime);

    private string DraftForm => $"dose:register:{PersonId}";

    private string StageWords => _saved is not null ? "登録済み" : _preview is not null ? "確認（まだ登録していません）" : "入力 → 確認 → 登録";

    /// <summary>Another person at the same address is another form: nothing of the first may stay.</summary>
    protected override async Task OnParametersSetAsync()
    {
        if (_openedFor == PersonId)
        {
            return;
        }

        _openedFor = PersonId;
        await DisposeAsync();
        (_sheet, _form, _keeper) = (null, null, null);
        _staff = await currentStaff.GetAsync();
        _sheet = await desk.OpenAsync(_staff, PersonId);
        _missing = _sheet is null;
        if (_sheet is null)
        {
            return;
        }

        _last = (await drafts.LoadAsync<LastEntry>(_staff, LastEntry.Form))?.Content ?? new();
        _offer = await drafts.LoadAsync<FormEntry>(_staff, DraftForm);
        Open(SlipFilling.NewEntry(_last, start.Take(PersonId)));
        _keeper = new(drafts, time, _staff, DraftForm, () => _form!.Entry, StateHasChanged);
        _keeper.Start();
    }

    private void Open(FormEntry entry)
    {
        _form = new("dose", entry, ChangedAsync);
        SlipFilling.Guess(_form, _sheet!.Person.BirthDate);
        (_preview, _saved) = (null, null);
        _others.Clear();
    }

    private Task ChangedAsync(string key)
    {
        _keeper!.Touch();
        if (key == DoseFields.OcrLine.Key)
        {
            SlipFilling.TakeScan(_form!.Entry);
        }

        if (SlipFilling.IsDeciding(key))
        {
            SlipFilling.Guess(_form!, _sheet!.Person.BirthDate);
        }

        StateHasChanged();
        return Task.CompletedTask;
    }

    private async Task ToggleSameAsync(SameGroup group)
    {
        if (_last.Wanted.Remove(group.Key))
        {
            await drafts.SaveAsync(_staff!, LastEntry.Form, _last);
            return;
        }

        _last.Wanted.Add(group.Key);
        _last.Fill(_form!.Entry, group);
        _keeper!.Touch();
        SlipFilling.Guess(_form, _sheet!.Person.BirthDate);
    }

    private void RestoreDraft()
    {
        Open(_offer!.Value.Content);
        _offer = null;
    }

    private async Task DropDraftAsync()
    {
        _offer = null;
        await _keeper!.DiscardAsync();
    }

    private Task CheckAsync() => RunAsync(async () =>
    {
        await _keeper!.SaveAsync();
        var preview = await desk.PreviewAsync(_staff!, Registration());
        _form!.Show(preview.Problems);
        _preview = preview.Dose is null ? null : preview;
    });

    private Task SaveAsync() => RunAsync(async () =>
    {
        switch (await desk.RegisterAsync(_staff!, Registration(), _others))
        {
            case DoseOutcome.Saved saved:
                await SavedAsync(saved.Dose);
                break;
            case DoseOutcome.Duplicates duplicates:
                _preview = _preview! with { Duplicates = duplicates.Doses };
                _form!.Show([new(null, "同じ接種かもしれない記録があります。別の接種であれば、それぞれに印を付けてから登録してください。")]);
                break;
        }
    });

    private async Task SavedAsync(Dose dose)
    {
        _last = LastEntry.After(_form!.Entry, _last.Wanted);
        await _keeper!.DiscardAsync();
        await drafts.SaveAsync(_staff!, LastEntry.Form, _last);
        _sheet = _sheet! with { Doses = [.. _sheet.Doses, dose] };
        _saved = dose;
    }

    private Task RunAsync(Func<Task> act) => _form!.RunAsync(act, () => _preview = null);

    private DoseRegistration Registration() => new()
    {
        DoseId = _form!.Entry.RecordId,
        LedgerPersonId = _sheet!.Person.LedgerPersonId,
        Typed = _form.Typed(DoseFields.VaccinatedOn.Key, DoseFields.ExpiresOn.Key),
    };

    private void BackToForm()
    {
        _preview = null;
        _form!.Show([]);
    }

    private void NextDose() => Open(SlipFilling.NewEntry(_last, null));

    private void NextPerson() => navigation.NavigateTo(Addresses.Register);

    private async Task LeaveAsync()
    {
        await _keeper!.SaveAsync();
        navigation.NavigateTo(Addresses.Person(PersonId));
    }

    public async ValueTask DisposeAsync()
    {
        if (_keeper is not null)
        {
            await _keeper.DisposeAsync();
        }
    }
}
