using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.SharedIds;
using Portal.Security;

namespace Portal.Features.Accounts.Terminals;

/// <summary>One terminal: change, new code, lost, retired.</summary>
public sealed partial class TerminalPage(TerminalDesk desk, SharedIdChoices choices, CurrentStaff current, NavigationManager navigation, ISnackbar snackbar)
{
    private const string ReasonId = "end-reason";

    private Staff? _staff;
    private OpenedTerminal? _opened;
    private TerminalForm _form = new();
    private IReadOnlyList<StaffMember>? _people;
    private IReadOnlyList<FieldError> _errors = [];
    private IReadOnlyList<string> _stranded = [];
    private TerminalCode? _code;
    private TerminalState? _ending;
    private string? _reason;
    private string? _refused;
    private bool _missing;
    private bool _busy;

    [Parameter]
    public Guid Id { get; set; }

    private Terminal Terminal => _opened!.Terminal;

    private List<string> OnlyHere => [.. _opened!.SharedIds.Where(s => s.IsOnlyTerminal).Select(s => s.Name)];

    protected override async Task OnInitializedAsync()
    {
        _staff = await current.GetAsync();
        try
        {
            await LoadAsync();
            if (_staff.May(Permission.TerminalManage))
            {
                (_people, _) = await choices.LoadAsync(_staff);
            }
        }
        catch (RuleException refused)
        {
            _refused = refused.Message;
        }
    }

    private async Task LoadAsync()
    {
        _opened = await desk.OpenAsync(_staff!, Id);
        _missing = _opened is null;
        _form = _opened is null ? _form : TerminalForm.Of(Terminal);
    }

    private void Ask(TerminalState? ending) => (_ending, _reason, _errors) = (ending, null, []);

    private Task ChangeAsync()
    {
        _errors = _form.Check();
        return _errors.Count > 0 ? Task.CompletedTask : ActAsync("変更を保存しました。", () => desk.ChangeAsync(_staff!, Id, Terminal.Version, _form.ToEntry()));
    }

    private Task NewCodeAsync() => ActAsync(null, async () => _code = await desk.NewCodeAsync(_staff!, Id, Terminal.Version));

    private Task EndAsync()
    {
        var isLost = _ending == TerminalState.Lost;
        if (StatedPurpose.Missing(isLost ? "紛失の状況" : "廃止の理由", _reason) is { } missing)
        {
            _errors = [new FieldError(ReasonId, missing)];
            return Task.CompletedTask;
        }

        return ActAsync(isLost ? "紛失を記録しました。" : "廃止しました。", async () =>
        {
            _stranded = isLost
                ? await desk.LoseAsync(_staff!, Id, Terminal.Version, _reason)
                : await desk.RetireAsync(_staff!, Id, Terminal.Version, _reason);
            Ask(null);
        });
    }

    private async Task ActAsync(string? done, Func<Task> act)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors) = (true, []);
        try
        {
            await act();
            await LoadAsync();
            if (done is not null)
            {
                snackbar.Add(done, Severity.Success);
            }
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

    private void Leave() => navigation.NavigateTo(Addresses.Terminals);
}
