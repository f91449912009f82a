using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Security;

namespace Portal.Features.Accounts;

/// <summary>One ID: what it is and may do, how it came to be so, and what the viewer can do next.</summary>
public sealed partial class AccountPage(AccountViewDesk viewing, AccountDesk desk, IssueDesk issuing, CurrentStaff current)
{
    private const string ReasonId = "act-reason";

    private Guid? _shown;
    private Staff? _by;
    private OpenedAccount? _opened;
    private AccountStep? _step;
    private IReadOnlyList<FieldError> _errors = [];
    private string? _reason;
    private string? _failure;
    private string? _done;
    private bool _missing;
    private bool _busy;

    /// <summary>In this component's memory only: gone when the page is left.</summary>
    private IssuedCode? _code;

    [Parameter]
    public Guid Id { get; set; }

    private (string Title, string Words)? Advice => _opened switch
    {
        { } opened when opened.IsOwn(_by!) => ("自分が使うID", "申請・承認・発行・変更・停止は、ほかの担当者が行います。"),
        { Account: { State: AccountState.Requested } account } when account.RequestedBy == _by!.PersonKey && _by.May(Permission.AccountApprove) =>
            ("自分の申請は承認できません", "ほかの承認者が確認します。"),
        { Account.State: AccountState.Requested } => ("承認待ち", "承認された後、指定管理者が発行します。"),
        { Account.State: AccountState.Approved } when !_by!.May(Permission.AccountIssue) => ("発行待ち", "指定管理者が発行します。"),
        _ => null,
    };

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Id)
        {
            return;
        }

        (_shown, _step, _code, _done, _errors) = (Id, null, null, null, []);
        _by ??= await current.GetAsync();
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            _opened = await viewing.OpenAsync(_by!, Id);
            _missing = _opened is null;
        }
        catch (RuleException refused)
        {
            _failure = refused.Message;
        }
    }

    private Task ChooseAsync(AccountStep step)
    {
        (_errors, _reason, _done) = ([], null, null);
        if (step is AccountStep.Approve or AccountStep.Issue)
        {
            return ActAsync(step);
        }

        _step = step;
        return Task.CompletedTask;
    }

    private async Task ActAsync(AccountStep step)
    {
        _errors = step.ReasonLabel() is { } label && StatedPurpose.Missing(label, _reason) is { } missing ? [new(ReasonId, missing)] : [];
        if (_busy || _errors.Count > 0)
        {
            return;
        }

        _busy = true;
        try
        {
            _code = await RunAsync(step, Id, _opened!.Account.Version);
            await AfterAsync(step);
        }
        catch (RuleException refused)
        {
            _errors = [new(null, refused.Message)];
        }
        finally
        {
            _busy = false;
        }
    }

    /// <returns>The one-time code, where the step makes one.</returns>
    private async Task<IssuedCode?> RunAsync(AccountStep step, Guid key, Guid seen)
    {
        switch (step)
        {
            case AccountStep.Issue:
                return await issuing.IssueAsync(_by!, key, seen);
            case AccountStep.Reissue:
                return await issuing.ReissuePasswordAsync(_by!, key, seen, _reason);
            case AccountStep.Approve:
                await desk.ApproveAsync(_by!, key, seen);
                return null;
            case AccountStep.Return:
                await desk.ReturnAsync(_by!, key, seen, _reason);
                return null;
            case AccountStep.Suspend:
                await issuing.SuspendAsync(_by!, key, seen, _reason);
                return null;
            case AccountStep.Resume:
                await issuing.ResumeAsync(_by!, key, seen, _reason);
                return null;
            case AccountStep.Revoke:
                await issuing.RevokeAsync(_by!, key, seen, _reason);
                return null;
            default:
                throw new ArgumentOutOfRangeException(nameof(step));
        }
    }

    private Task AfterAsync(AccountStep step) => ShowAsync(step.Done());

    private async Task ShowAsync(string done)
    {
        (_step, _errors) = (null, []);
        await LoadAsync();
        _done = done;
    }

    private string? Consequence(AccountStep step)
    {
        var sessions = _opened!.OpenSessions > 0 ? $"いま開いている{_opened.OpenSessions}件のサインインも終わります。" : "";
        return step switch
        {
            AccountStep.Suspend => $"すぐに使えなくなります。{sessions}後で再開できます。",
            AccountStep.Revoke => $"元に戻せません。{sessions}このIDは二度と誰にも使われません。",
            AccountStep.Reissue => $"いまのパスワードは使えなくなり、初回コードを一度だけ表示します。{sessions}",
            AccountStep.Resume => "すぐに使えるようになります。パスワードは停止の前のままです。",
            AccountStep.Return => "申請はここで終わります。必要なときは新しく申請します。",
            _ => null,
        };
    }
}
