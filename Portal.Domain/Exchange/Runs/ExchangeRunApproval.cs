using Portal.Domain.Accounts;

namespace Portal.Domain.Exchange.Runs;

/// <summary>
/// 承認 of what leaves: by somebody who neither made it nor asked for it, for a week, of figures not older than a week; and whoever
/// approved it does not send it.
/// </summary>
public partial class ExchangeRun
{
    /// <summary>How long figures may be approved by, and an approval may be used.</summary>
    public static readonly TimeSpan ApprovalLasts = TimeSpan.FromDays(7);

    /// <summary>UTC; the approval may be used until then. Null without one.</summary>
    public DateTime? ApprovedUntil => ApprovedAt + ApprovalLasts;

    /// <summary>承認の期限切れ: approved, not sent, and too long ago.</summary>
    public bool IsLapsed(DateTime now) => State == ExchangeState.AwaitsApproval && ApprovedUntil < now;

    /// <summary>What it would be approved by is too old: it has to be counted once more, where it is counted at all.</summary>
    public bool IsPlanOld(DateTime now) => State is ExchangeState.Made or ExchangeState.AwaitsApproval && ApprovedAt is null && PlanAt + ApprovalLasts < now;

    /// <summary>May be asked for: it is new, or what was asked for or approved is too old.</summary>
    public bool AwaitsAsking(DateTime now) => State == ExchangeState.Made || IsLapsed(now) || (State == ExchangeState.AwaitsApproval && IsPlanOld(now));

    private DateTime PlanAt => Planned is null ? AskedAt ?? MadeAt : PlannedAt ?? MadeAt;

    /// <summary>承認を求める, also once more when too much time has gone by.</summary>
    /// <param name="by">Will not be the one who approves it.</param>
    /// <param name="now">UTC.</param>
    /// <param name="planned">What a look has just found, in words; null to ask by the look of the making.</param>
    /// <exception cref="RuleException">Asked for and still good, or counted too long ago.</exception>
    public void AskApproval(Staff by, DateTime now, string? planned = null)
    {
        DemandAsking(now);
        if (planned is not null)
        {
            (Planned, PlannedAt) = (planned, now);
        }
        else if (Planned is not null && PlanAt + ApprovalLasts < now)
        {
            throw new RuleException($"件数を確かめてから{ApprovalLasts.Days}日を過ぎています。「件数を確かめ直して承認を求める」で、いまの件数を確かめてください。");
        }

        (ApprovedByKey, ApprovedByName, ApprovedAt) = (null, null, null);
        (State, AskedByKey, AskedByName, AskedAt, Version) = (ExchangeState.AwaitsApproval, by.PersonKey, by.Name, now, Guid.CreateVersion7());
    }

    /// <exception cref="RuleException">Asked for and still good, or sent by now.</exception>
    public void DemandAsking(DateTime now)
    {
        if (!AwaitsAsking(now))
        {
            DemandState(ExchangeState.Made);
        }
    }

    /// <summary>Made or asked for by this person, who therefore does not approve it.</summary>
    public bool IsOwn(Staff by) => MadeByKey == by.PersonKey || AskedByKey == by.PersonKey;

    /// <summary>承認, by somebody else.</summary>
    /// <exception cref="RuleException">Not waiting for it, approved by now, made or asked for by the same person, or counted too long ago.</exception>
    public void Approve(Staff by, DateTime now)
    {
        DemandState(ExchangeState.AwaitsApproval);
        if (IsOwn(by))
        {
            throw new RuleException($"自分が{(MadeByKey == by.PersonKey ? "作成した" : "承認を求めた")}連携は承認できません。ほかの承認者に依頼してください。");
        }

        if (ApprovedAt is not null)
        {
            throw new RuleException(IsLapsed(now) ? Lapsed : $"この連携は{ApprovedByName}さんが承認済みです。画面を開き直してください。");
        }

        if (IsPlanOld(now))
        {
            throw new RuleException($"件数を確かめてから{ApprovalLasts.Days}日を過ぎているため、承認できません。作成した職員に、件数を確かめ直して承認を求めるよう伝えてください。");
        }

        (ApprovedByKey, ApprovedByName, ApprovedAt, Version) = (by.PersonKey, by.Name, now, Guid.CreateVersion7());
    }

    /// <exception cref="RuleException">Not approved, approved too long ago or by oneself, or sent by now.</exception>
    public void DemandSendable(Staff by, DateTime now)
    {
        DemandApproved(by);
        if (IsLapsed(now))
        {
            throw new RuleException(Lapsed);
        }
    }

    private void DemandApproved(Staff by)
    {
        DemandState(ExchangeState.AwaitsApproval);
        if (ApprovedAt is null)
        {
            throw new RuleException("この連携はまだ承認されていません。承認者に依頼してください。");
        }

        if (ApprovedByKey == by.PersonKey)
        {
            throw new RuleException("自分が承認した連携のファイルは書き出せません。作成した職員か、ほかの職員に依頼してください。");
        }
    }

    private static string Lapsed => $"承認から{ApprovalLasts.Days}日を過ぎているため、この承認は使えません。件数を確かめ直して、もう一度承認を求めてください。";
}
