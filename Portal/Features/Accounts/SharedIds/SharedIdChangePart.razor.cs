using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.Accounts.SharedIds;

/// <summary>What can be changed about a shared ID.</summary>
internal enum SharedIdChange
{
    AddMember,
    RemoveMember,
    AddTerminal,
    RemoveTerminal,
    ChangeOwner,
}

/// <summary>Members and terminals, and one change at a time with its reason.</summary>
public sealed partial class SharedIdChangePart(SharedIdDesk desk, SharedIdChoices choices, ISnackbar snackbar)
{
    private const string ChoiceId = "change-choice";
    private const string ReasonId = "change-reason";

    private IReadOnlyList<StaffMember> _people = [];
    private IReadOnlyList<Terminal> _terminals = [];
    private IReadOnlyList<FieldError> _errors = [];
    private SharedIdChange? _change;
    private Guid? _target;
    private string _name = "";
    private string? _reason;
    private bool _busy;

    /// <summary>A new one takes the cursor to the form anew.</summary>
    private int _generation;

    [Parameter]
    [EditorRequired]
    public required OpenedSharedId Opened { get; set; }

    [Parameter]
    [EditorRequired]
    public required Staff By { get; set; }

    /// <summary>Something was saved: the page reads anew.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    private bool MayChange => By.May(Permission.AccountIssue) && Opened.Account.State is not (AccountState.Revoked or AccountState.Returned);

    private string Title => _change switch
    {
        SharedIdChange.AddMember => "職員を加える",
        SharedIdChange.RemoveMember => $"{_name}さんを外す",
        SharedIdChange.AddTerminal => "端末を加える",
        SharedIdChange.RemoveTerminal => $"端末「{_name}」を外す",
        SharedIdChange.ChangeOwner => "責任者を替える",
        _ => "",
    };

    private string Submit => _change switch
    {
        SharedIdChange.AddMember or SharedIdChange.AddTerminal => "加える",
        SharedIdChange.RemoveMember or SharedIdChange.RemoveTerminal => "外す",
        _ => "替える",
    };

    private string Consequence => _change switch
    {
        SharedIdChange.AddMember => "加えると、次のサインインで新しいパスワードを決めてもらいます。",
        SharedIdChange.RemoveMember => "外すとすぐに、この職員が着席しているサインインは終わります。次のサインインで新しいパスワードを決めてもらいます。",
        SharedIdChange.RemoveTerminal => "外すとすぐに、この端末でのサインインは終わります。",
        _ => "",
    };

    private async Task AskAsync(SharedIdChange change, Guid? target = null, string name = "")
    {
        (_change, _target, _name, _reason, _errors) = (change, target, name, null, []);
        if (target is null)
        {
            var (people, terminals) = await choices.LoadAsync(By);
            _people = change == SharedIdChange.AddMember ? [.. people.Where(p => !Opened.Members.Any(m => m.Row.StaffMemberId == p.StaffMemberId))] : people;
            _terminals = [.. terminals.Where(t => !Opened.Terminals.Any(o => o.TerminalId == t.TerminalId))];
        }

        _generation++;
    }

    private void Close() => (_change, _errors) = (null, []);

    private async Task SaveAsync()
    {
        var errors = new List<FieldError>();
        errors.Check(ChoiceId, _target is null ? (_change == SharedIdChange.AddTerminal ? "端末を選んでください。" : "職員を候補から選んでください。") : null);
        errors.Check(ReasonId, StatedPurpose.Missing("理由", _reason));
        _errors = errors;
        if (_busy || errors.Count > 0)
        {
            return;
        }

        _busy = true;
        try
        {
            await ActAsync(_target!.Value);
            snackbar.Add("変更しました。", Severity.Success);
            Close();
            await OnChanged.InvokeAsync();
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

    private Task ActAsync(Guid target)
    {
        var (key, version) = (Opened.Account.AccountKey, Opened.Account.Version);
        return _change switch
        {
            SharedIdChange.AddMember => desk.AddMemberAsync(By, key, version, target, _reason),
            SharedIdChange.RemoveMember => desk.RemoveMemberAsync(By, key, version, target, _reason),
            SharedIdChange.AddTerminal => desk.AddTerminalAsync(By, key, version, target, _reason),
            SharedIdChange.RemoveTerminal => desk.RemoveTerminalAsync(By, key, version, target, _reason),
            _ => desk.ChangeOwnerAsync(By, key, version, target, _reason),
        };
    }
}
