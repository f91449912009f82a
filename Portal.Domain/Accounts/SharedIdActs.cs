using Portal.Domain.OperationLog;

namespace Portal.Domain.Accounts;

/// <summary>共用ID — the assessment's words: 使用する職員・端末を特定し、必要最小限とし、異動時に更新する.</summary>
public partial class Account
{
    /// <summary>共用IDの発行申請.</summary>
    /// <exception cref="RuleException">As for a personal one; or no necessity, no member, no terminal.</exception>
    public static Account RequestShared(Staff by, SharedIdRequest request, DateTime now)
    {
        var account = new Account
        {
            AccountKey = Guid.CreateVersion7(now),
            AccountId = LoginId.Parse(request.AccountId),
            Kind = AccountKind.Shared,
            SharedName = Ledger.Fold.Plain(request.Name) is { Length: > 0 and <= 30 } name ? Ledger.MyNumberScan.Refuse("共用IDの名称", name) : throw new RuleException("共用IDの名称を30文字以内で入力してください。例: 窓口A"),
            Necessity = StatedPurpose.Demand("共用IDが必要な理由", request.Necessity),
            OwnerId = request.OwnerId ?? throw new RuleException("責任者を選んでください。"),
            RequestedBy = by.PersonKey,
            RequestedByName = by.Name,
            RequestedAt = now,
        };
        var today = JapanTime.DayOf(now);
        account.Members.AddRange(request.MemberIds.Distinct().Select(id => account.NewMember(by, id, today)));
        account.Terminals.AddRange(request.TerminalIds.Distinct().Select(id => account.NewTerminal(by, id, today)));
        account.DemandMembersAndTerminals(today);
        account.Begin(by, request.Roles, request.ValidUntil, request.Reason, $"職員{account.Members.Count}名・端末{account.Terminals.Count}台", now);
        return account;
    }

    /// <summary>利用職員の追加: everyone needs a new password after it.</summary>
    public void AddMember(Staff by, StaffMember member, string? reason, DateTime now)
    {
        DemandShared();
        if (by.StaffMemberId == member.StaffMemberId)
        {
            throw new RuleException("自分を共用IDの利用職員に加えることはできません。ほかの担当者に依頼してください。");
        }

        DemandNotOwn(by);
        var today = JapanTime.DayOf(now);
        if (MembersOn(today).Any(m => m.StaffMemberId == member.StaffMemberId))
        {
            throw new RuleException($"{member.Name}さんはすでに利用職員です。");
        }

        if (PersonnelRules.HasLeft(member.Events, today, today))
        {
            throw new RuleException($"{member.Name}さんには本日までの発令（異動・退職・休職）があります。発令が誤りのときは取り消し、新しい担当として加えるときは明日以降に加えてください。");
        }

        Members.Add(NewMember(by, member.StaffMemberId, today));
        PasswordChangeDue = true;
        Note(by, AccountActKind.MemberAdded, now, StatedPurpose.Demand("追加の理由", reason), member.Name);
    }

    /// <summary>利用職員の除外, at once; the others need a new password after it.</summary>
    /// <exception cref="RuleException">Not a member, or the only one: then the ID itself is suspended or revoked.</exception>
    public void RemoveMember(Staff by, StaffMember member, string? reason, DateTime now)
    {
        DemandShared();
        var today = JapanTime.DayOf(now);
        var current = MembersOn(today).ToList();
        if (current.Find(m => m.StaffMemberId == member.StaffMemberId) is not { } leaving)
        {
            throw new RuleException($"{member.Name}さんは利用職員ではありません。画面を開き直してください。");
        }

        if (current.Count == 1)
        {
            throw new RuleException("最後の利用職員は外せません。使う人がいないときは、共用IDを停止または失効させてください。");
        }

        leaving.Until = today;
        PasswordChangeDue = true;
        Note(by, AccountActKind.MemberRemoved, now, StatedPurpose.Demand("除外の理由", reason), member.Name);
    }

    /// <summary>異動・退職による除外: on the day of the event, also when nobody is left. The ID then lets nobody in until somebody is named.</summary>
    public void EndMembership(Staff by, Guid staffMemberId, string memberName, DateOnly on, string reason, DateTime now)
    {
        foreach (var member in Members.Where(m => m.StaffMemberId == staffMemberId && m.Until is null))
        {
            member.Until = on > member.From ? on : member.From;
            PasswordChangeDue = true;
            Note(by, AccountActKind.MemberRemoved, now, reason, memberName);
        }
    }

    public void AddTerminal(Staff by, Terminal terminal, string? reason, DateTime now)
    {
        DemandShared();
        DemandNotOwn(by);
        if (terminal.State is TerminalState.Lost or TerminalState.Retired)
        {
            throw new RuleException($"端末「{terminal.Name}」は「{terminal.State.Label()}」です。ほかの端末を選んでください。");
        }

        var today = JapanTime.DayOf(now);
        if (TerminalsOn(today).Any(t => t.TerminalId == terminal.TerminalId))
        {
            throw new RuleException($"端末「{terminal.Name}」はすでに登録されています。");
        }

        Terminals.Add(NewTerminal(by, terminal.TerminalId, today));
        Note(by, AccountActKind.TerminalAdded, now, StatedPurpose.Demand("追加の理由", reason), terminal.Name);
    }

    /// <exception cref="RuleException">Not one of its terminals, or the only one.</exception>
    public void RemoveTerminal(Staff by, Terminal terminal, string? reason, DateTime now)
    {
        DemandShared();
        var today = JapanTime.DayOf(now);
        var current = TerminalsOn(today).ToList();
        if (current.Find(t => t.TerminalId == terminal.TerminalId) is not { } leaving)
        {
            throw new RuleException($"端末「{terminal.Name}」はこの共用IDの端末ではありません。画面を開き直してください。");
        }

        if (current.Count == 1)
        {
            throw new RuleException("最後の端末は外せません。使う端末がないときは、共用IDを停止または失効させてください。");
        }

        leaving.Until = today;
        Note(by, AccountActKind.TerminalRemoved, now, StatedPurpose.Demand("除外の理由", reason), terminal.Name);
    }

    public void ChangeOwner(Staff by, StaffMember owner, string? reason, DateTime now)
    {
        DemandShared();
        OwnerId = owner.StaffMemberId;
        Note(by, AccountActKind.OwnerChanged, now, StatedPurpose.Demand("責任者を替える理由", reason), owner.Name);
    }

    private void DemandShared()
    {
        if (Kind != AccountKind.Shared)
        {
            throw new RuleException("個人IDには利用職員と端末を登録しません。");
        }

        if (State is AccountState.Revoked or AccountState.Returned)
        {
            throw new RuleException($"このIDは「{State.Label()}」です。変更できません。");
        }
    }

    private void DemandMembersAndTerminals(DateOnly today)
    {
        if (Kind != AccountKind.Shared)
        {
            return;
        }

        if (!MembersOn(today).Any())
        {
            throw new RuleException("共用IDには、使う職員を1名以上登録してください。");
        }

        if (!TerminalsOn(today).Any())
        {
            throw new RuleException("共用IDには、使う端末を1台以上登録してください。");
        }
    }

    private SharedIdMember NewMember(Staff by, Guid staffMemberId, DateOnly from) => new()
    {
        SharedIdMemberId = Guid.CreateVersion7(),
        AccountKey = AccountKey,
        StaffMemberId = staffMemberId,
        From = from,
        AddedByName = by.Name,
    };

    private SharedIdTerminal NewTerminal(Staff by, Guid terminalId, DateOnly from) => new()
    {
        SharedIdTerminalId = Guid.CreateVersion7(),
        AccountKey = AccountKey,
        TerminalId = terminalId,
        From = from,
        AddedByName = by.Name,
    };
}

/// <summary>What a request for a shared ID says.</summary>
public sealed record SharedIdRequest
{
    public required string AccountId { get; init; }
    public required string Name { get; init; }
    public required string? Necessity { get; init; }
    public required Guid? OwnerId { get; init; }
    public required IReadOnlyCollection<Guid> MemberIds { get; init; }
    public required IReadOnlyCollection<Guid> TerminalIds { get; init; }
    public required IReadOnlyCollection<Role> Roles { get; init; }
    public required DateOnly ValidUntil { get; init; }
    public required string? Reason { get; init; }
}
