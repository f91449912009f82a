using Microsoft.AspNetCore.Components;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Security;

namespace Portal.Features.Corrections;

/// <summary>被接種者の登録: type → the ledger is searched for the same person → saved.</summary>
public sealed partial class PersonNewPage(PersonDesk desk, Drafts drafts, CurrentStaff currentStaff, NavigationManager navigation, TimeProvider time) : IAsyncDisposable
{
    private const string DraftForm = "person:register";

    private Staff? _staff;
    private EntryForm? _form;
    private DraftKeeper<FormEntry>? _keeper;
    private (FormEntry Content, DateTime UpdatedAt)? _offer;
    private IReadOnlyList<LedgerPerson>? _twins;
    private LedgerPerson? _person;
    private LedgerPerson? _saved;
    private bool _allOthers;

    protected override async Task OnInitializedAsync()
    {
        _staff = await currentStaff.GetAsync();
        _offer = await drafts.LoadAsync<FormEntry>(_staff, DraftForm);
        Open(new());
        _keeper = new(drafts, time, _staff, DraftForm, () => _form!.Entry, StateHasChanged);
        _keeper.Start();
    }

    public async ValueTask DisposeAsync()
    {
        if (_keeper is not null)
        {
            await _keeper.DisposeAsync();
        }
    }

    private void Open(FormEntry entry) => _form = new("person", entry, _ =>
    {
        _keeper!.Touch();
        StateHasChanged();
        return Task.CompletedTask;
    });

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
        var (person, problems) = Registration().Read(time.GetUtcNow().UtcDateTime);
        _form!.Show(problems);
        if (person is not null)
        {
            _twins = await desk.FindTwinsAsync(_staff!, Registration());
            (_person, _allOthers) = (person, false);
        }
    });

    private Task SaveAsync() => RunAsync(async () =>
    {
        if (_twins!.Count > 0 && !_allOthers)
        {
            _form!.Show([new(null, "同じ人かもしれない記録があります。どの人とも別人のときは、確かめたことに印を付けてください。")]);
            return;
        }

        switch (await desk.RegisterAsync(_staff!, Registration(), _twins.Select(t => t.LedgerPersonId).ToHashSet()))
        {
            case PersonOutcome.Saved saved:
                await _keeper!.DiscardAsync();
                _saved = saved.Person;
                break;
            case PersonOutcome.Twins twins:
                (_twins, _allOthers) = (twins.People, false);
                _form!.Show([new(null, "確認のあいだに、似た人が登録されました。もう一度確かめてください。")]);
                break;
        }
    });

    private Task RunAsync(Func<Task> act) => _form!.RunAsync(act, () => _twins = null);

    private PersonRegistration Registration() => new() { LedgerPersonId = _form!.Entry.RecordId, Typed = _form.Typed(PersonFields.BirthDate.Key) };

    private void BackToForm()
    {
        _twins = null;
        _form!.Show([]);
    }

    private async Task LeaveAsync()
    {
        await _keeper!.SaveAsync();
        navigation.NavigateTo(Addresses.Search);
    }
}
