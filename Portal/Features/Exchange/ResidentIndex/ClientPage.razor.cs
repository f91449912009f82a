using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.ResidentIndex;
using Portal.Domain.OperationLog;
using Portal.Security;

namespace Portal.Features.Exchange.ResidentIndex;

/// <summary>One client: change, a new secret, stop and resume.</summary>
public sealed partial class ClientPage(ClientDesk desk, CurrentStaff current, NavigationManager navigation, ISnackbar snackbar)
{
    private const string ReasonId = "stop-reason";

    private Staff? _staff;
    private OpenedClient? _opened;
    private ClientForm _form = new();
    private ClientSecret? _secret;
    private IReadOnlyList<FieldError> _errors = [];
    private string? _reason;
    private string? _refused;
    private bool _stopping;
    private bool _rotating;
    private bool _missing;
    private bool _busy;

    [Parameter]
    public Guid Id { get; set; }

    private AddresseeClient Client => _opened!.Client;

    private string AnswersInWords => _opened!.Answers.Where(a => a.Operation == Operation.AddresseeAnswered).ToList() is { Count: > 0 } answers
        ? string.Join("　", answers.OrderBy(a => a.Result).Select(a => $"{ResultOf(a.Result)} {a.Count:N0}件"))
        : "ありません";

    protected override async Task OnInitializedAsync()
    {
        try
        {
            _staff = await current.GetAsync();
            await LoadAsync();
        }
        catch (RuleException refused)
        {
            _refused = refused.Message;
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            _refused = Unreachable.Words("開いて");
        }
    }

    private static string ResultOf(OperationResult result) => result switch
    {
        OperationResult.Done => "回答",
        OperationResult.Failed => "該当なし",
        _ => "拒否",
    };

    private async Task LoadAsync()
    {
        _opened = await desk.OpenAsync(_staff!, Id);
        _missing = _opened is null;
        _form = _opened is null ? _form : ClientForm.Of(Client);
    }

    private void Ask(bool stopping) => (_stopping, _reason, _errors) = (stopping, null, []);

    private void Leave() => navigation.NavigateTo(Addresses.ResidentIndex);

    private Task ChangeAsync() => ActAsync("変更を保存しました。", () => desk.ChangeAsync(_staff!, Id, Client.Version, _form.ToEntry()));

    private Task RotateAsync() => ActAsync(null, async () =>
    {
        _secret = await desk.RotateAsync(_staff!, Id, Client.Version);
        _rotating = false;
    });

    private Task ResumeAsync() => ActAsync("再開しました。シークレットを発行してください。", () => desk.ResumeAsync(_staff!, Id, Client.Version));

    private Task StopAsync()
    {
        if (StatedPurpose.Missing("停止の理由", _reason) is { } missing)
        {
            _errors = [new(ReasonId, missing)];
            return Task.CompletedTask;
        }

        return ActAsync("停止しました。", async () =>
        {
            await desk.StopAsync(_staff!, Id, Client.Version, _reason);
            Ask(false);
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
        catch (FieldProblemsException wrong)
        {
            _errors = ClientForm.Errors(wrong);
        }
        catch (RuleException refused)
        {
            _errors = [new(null, refused.Message)];
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            _errors = [new(null, Unreachable.Words("保存して"))];
        }
        finally
        {
            _busy = false;
        }
    }
}
