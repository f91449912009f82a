using Portal.Domain.OperationLog;

namespace Portal.Domain.Accounts;

/// <summary>変更 of roles, of the end and of single permissions: asked for, then approved or returned by another.</summary>
public partial class Account
{
    /// <summary>変更申請; one at a time.</summary>
    public void RequestChange(Staff by, AccountChange change, DateTime now)
    {
        if (State is not (AccountState.Active or AccountState.Suspended))
        {
            throw new RuleException($"変更できるのは使用中か停止中のIDです。いまは「{State.Label()}」です。");
        }

        DemandNotOwn(by);
        if (Changes.Exists(c => c.State == AccountChangeState.Waiting))
        {
            throw new RuleException("このIDには承認を待っている変更申請があります。承認か差戻しの後に、もう一度申請してください。");
        }

        DemandRoles(change.Roles);
        DemandUntil(change.ValidUntil, now);
        DemandAdjustment(change, now);
        Separation.Demand(change.Roles, [.. ExtrasAt(now), .. change.Effect == AdjustmentEffect.Extra ? new[] { change.Adjusted!.Value } : []]);
        Changes.Add(change);
        Note(by, AccountActKind.ChangeRequested, now, StatedPurpose.Demand("変更の理由", change.Reason), ChangeWords(change));
    }

    /// <summary>変更の承認: it holds at once.</summary>
    public void ApproveChange(Staff by, Guid changeId, DateTime now)
    {
        var change = WaitingChange(changeId);
        DemandOther(by, change.RequestedBy);
        DemandNotOwn(by);
        DemandRoles(change.Roles);
        DemandUntil(change.ValidUntil, now);
        DemandAdjustment(change, now);
        Separation.Demand(change.Roles, [.. ExtrasAt(now), .. change.Effect == AdjustmentEffect.Extra ? new[] { change.Adjusted!.Value } : []]);
        (Roles, ValidUntil) = (change.Roles, change.ValidUntil);
        foreach (var ended in Adjustments.Where(a => a.PermissionAdjustmentId == change.EndsAdjustmentId))
        {
            ended.EndedAt = now;
        }

        if (change is { Adjusted: { } permission, Effect: { } effect, AdjustedUntil: { } until })
        {
            Adjustments.Add(new PermissionAdjustment
            {
                PermissionAdjustmentId = Guid.CreateVersion7(now),
                AccountKey = AccountKey,
                Permission = permission,
                Effect = effect,
                Reason = change.Reason,
                GrantedAt = now,
                GrantedByName = by.Name,
                Until = until,
            });
        }

        Decide(change, AccountChangeState.Applied, by, null, now);
        Note(by, AccountActKind.Changed, now, change.Reason, ChangeWords(change));
    }

    /// <summary>変更の差戻し with words.</summary>
    public void ReturnChange(Staff by, Guid changeId, string? note, DateTime now)
    {
        var change = WaitingChange(changeId);
        var words = StatedPurpose.Demand("差戻しの理由", note);
        Decide(change, AccountChangeState.Returned, by, words, now);
        Note(by, AccountActKind.ChangeReturned, now, words);
    }

    private void DemandAdjustment(AccountChange change, DateTime now)
    {
        if (Kind == AccountKind.Shared && change is { Adjusted: Permission.AccountIssue, Effect: AdjustmentEffect.Extra })
        {
            throw new RuleException("IDを発行する権限を共用IDに加えることはできません。だれが発行したかが、1人に定まらなくなります。");
        }

        if (change.EndsAdjustmentId is { } ended && !Adjustments.Exists(a => a.PermissionAdjustmentId == ended && a.HoldsAt(now)))
        {
            throw new RuleException("終わらせる個別の権限が見つかりません。画面を開き直してください。");
        }

        if (change.Adjusted is not null && (change.Effect is null || change.AdjustedUntil is not { } until || until < JapanTime.DayOf(now) || until > change.ValidUntil))
        {
            throw new RuleException("個別の権限には、今日からIDの期限までの期限を入力してください。");
        }
    }

    private IEnumerable<Permission> ExtrasAt(DateTime now) =>
        Adjustments.Where(a => a.Effect == AdjustmentEffect.Extra && a.HoldsAt(now)).Select(a => a.Permission);

    private AccountChange WaitingChange(Guid changeId) => Changes.Find(c => c.AccountChangeId == changeId && c.State == AccountChangeState.Waiting)
        ?? throw new RuleException("この変更申請はもう処理されています。画面を開き直してください。");

    private static void Decide(AccountChange change, AccountChangeState state, Staff by, string? note, DateTime now) =>
        (change.State, change.DecidedByName, change.DecidedAt, change.DecisionNote) = (state, by.Name, now, note);

    private static string ChangeWords(AccountChange change)
    {
        var adjusted = change is { Adjusted: { } permission, Effect: { } effect } ? $"、{permission.Label()}を{effect.Label()}（{change.AdjustedUntil:yyyy-MM-dd}まで）" : "";
        var ended = change.EndsAdjustmentId is null ? "" : "、個別の権限を終了";
        return $"{RolePermissions.Labels(change.Roles)}、期限 {change.ValidUntil:yyyy-MM-dd}{adjusted}{ended}";
    }
}
