using Portal.Domain.OperationLog;

namespace Portal.Domain.Accounts;

/// <summary>申請 → 承認 → 発行 → 停止 → 失効. No step is taken by the person the ID belongs to.</summary>
public partial class Account
{
    /// <summary>An ID is issued for at most three years, a shared one for at most one: then somebody asks again whether it is needed.</summary>
    public const int PersonalMaxYears = 3;

    public const int SharedMaxYears = 1;

    /// <summary>個人IDの発行申請.</summary>
    /// <exception cref="RuleException">The requester's own, no roles, roles that must not meet, no reason, or an end out of bounds.</exception>
    public static Account Request(Staff by, string accountId, StaffMember holder, IReadOnlyCollection<Role> roles, DateOnly validUntil, string? reason, DateTime now)
    {
        var account = new Account
        {
            AccountKey = Guid.CreateVersion7(now),
            AccountId = LoginId.Parse(accountId),
            Kind = AccountKind.Personal,
            StaffMemberId = holder.StaffMemberId,
            RequestedBy = by.PersonKey,
            RequestedByName = by.Name,
            RequestedAt = now,
        };
        account.Begin(by, roles, validUntil, reason, holder.Name, now);
        return account;
    }

    /// <summary>承認 by somebody who did not ask for it.</summary>
    public void Approve(Staff by, DateTime now)
    {
        DemandState(AccountState.Requested, "承認できるのは申請中のIDです。");
        DemandOther(by, RequestedBy);
        DemandNotOwn(by);
        DemandUsable(now);
        State = AccountState.Approved;
        ApprovedByName = by.Name;
        Note(by, AccountActKind.Approved, now);
    }

    /// <summary>差戻し with words; a new request is made instead of this one.</summary>
    public void Return(Staff by, string? reason, DateTime now)
    {
        if (State is not (AccountState.Requested or AccountState.Approved))
        {
            throw new RuleException($"差し戻せるのは申請中か未発行のIDです。いまは「{State.Label()}」です。");
        }

        State = AccountState.Returned;
        Note(by, AccountActKind.Returned, now, StatedPurpose.Demand("差戻しの理由", reason));
    }

    /// <summary>発行. The one-time code it is first entered with is made by whoever keeps the passwords.</summary>
    public void Issue(Staff by, DateTime now)
    {
        DemandState(AccountState.Approved, "発行できるのは承認済みのIDです。");
        DemandNotOwn(by);
        DemandUsable(now);
        State = AccountState.Active;
        IssuedAt = now;
        ValidFrom = JapanTime.DayOf(now);
        PasswordChangeDue = true;
        Note(by, AccountActKind.Issued, now, detail: RolePermissions.Labels(Roles));
    }

    /// <summary>停止, at once.</summary>
    public void Suspend(Staff by, string? reason, DateTime now)
    {
        DemandState(AccountState.Active, "停止できるのは使用中のIDです。");
        State = AccountState.Suspended;
        Note(by, AccountActKind.Suspended, now, StatedPurpose.Demand("停止の理由", reason));
    }

    /// <summary>停止の解除.</summary>
    public void Resume(Staff by, string? reason, DateTime now)
    {
        DemandState(AccountState.Suspended, "再開できるのは停止中のIDです。");
        DemandNotOwn(by);
        DemandUsable(now);
        State = AccountState.Active;
        Note(by, AccountActKind.Resumed, now, StatedPurpose.Demand("再開の理由", reason));
    }

    /// <summary>失効, for good.</summary>
    public void Revoke(Staff by, string? reason, DateTime now)
    {
        if (State is AccountState.Revoked or AccountState.Returned)
        {
            throw new RuleException($"このIDはすでに「{State.Label()}」です。");
        }

        State = AccountState.Revoked;
        foreach (var waiting in Changes.Where(c => c.State == AccountChangeState.Waiting))
        {
            Decide(waiting, AccountChangeState.Returned, by, "IDの失効による", now);
        }

        Note(by, AccountActKind.Revoked, now, StatedPurpose.Demand("失効の理由", reason));
    }

    /// <summary>パスワードの再発行: a new one-time code, and a new password at the next sign-in.</summary>
    public void ReissuePassword(Staff by, string? reason, DateTime now)
    {
        DemandState(AccountState.Active, "パスワードを再発行できるのは使用中のIDです。");
        DemandNotOwn(by);
        PasswordChangeDue = true;
        Note(by, AccountActKind.PasswordReissued, now, StatedPurpose.Demand("再発行の理由", reason));
    }

    /// <summary>Refuses what people do with an ID of their own, or with a shared one they sit at.</summary>
    public void DemandNotOwn(Staff by)
    {
        if (by.StaffMemberId is { } person && (person == StaffMemberId || Members.Exists(m => m.StaffMemberId == person && m.Until is null)))
        {
            throw new RuleException("自分が使うIDの申請・承認・発行・変更・停止・失効はできません。ほかの担当者に依頼してください。");
        }
    }

    private void Begin(Staff by, IReadOnlyCollection<Role> roles, DateOnly validUntil, string? reason, string detail, DateTime now)
    {
        DemandNotOwn(by);
        DemandRoles(roles);
        DemandUntil(validUntil, now);
        Separation.Demand(roles, []);
        (State, Roles, ValidFrom, ValidUntil) = (AccountState.Requested, [.. roles.Distinct().Order()], JapanTime.DayOf(now), validUntil);
        Note(by, AccountActKind.Requested, now, StatedPurpose.Demand("申請の理由", reason), $"{detail} {RolePermissions.Labels(Roles)}");
    }

    private void DemandState(AccountState state, string rule)
    {
        if (State != state)
        {
            throw new RuleException($"{rule}いまは「{State.Label()}」です。一覧を開き直してください。");
        }
    }

    private void DemandUsable(DateTime now)
    {
        if (ValidUntil < JapanTime.DayOf(now))
        {
            throw new RuleException("このIDは期限を過ぎています。期限の変更を申請するか、新しく申請してください。");
        }

        DemandMembersAndTerminals(JapanTime.DayOf(now));
    }

    private void DemandUntil(DateOnly until, DateTime now)
    {
        var today = JapanTime.DayOf(now);
        var years = Kind == AccountKind.Shared ? SharedMaxYears : PersonalMaxYears;
        if (until < today || until > today.AddYears(years))
        {
            throw new RuleException($"期限は今日から{years}年以内の日を入力してください。");
        }
    }

    private void DemandRoles(IReadOnlyCollection<Role> roles)
    {
        if (Kind == AccountKind.Shared && RolePermissions.Of(roles).Contains(Permission.AccountIssue))
        {
            throw new RuleException("指定管理者の役割を共用IDに付けることはできません。だれが発行したかが、1人に定まらなくなります。");
        }

        if (roles.Count == 0)
        {
            throw new RuleException("役割を1つ以上選んでください。");
        }
    }

    private static void DemandOther(Staff by, string requestedBy)
    {
        if (by.PersonKey == requestedBy)
        {
            throw new RuleException("自分が申請したものは承認できません。ほかの承認者に依頼してください。");
        }
    }

    private void Note(Staff by, AccountActKind kind, DateTime now, string? reason = null, string? detail = null)
    {
        History.Add(new AccountAct
        {
            AccountActId = Guid.CreateVersion7(now),
            AccountKey = AccountKey,
            Kind = kind,
            Reason = reason,
            Detail = detail is { Length: > AccountAct.DetailMaxLength } ? detail[..AccountAct.DetailMaxLength] : detail,
            By = by.PersonKey,
            ByName = by.Name,
            At = now,
        });
        Touch();
    }
}
