using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Domain.Exchange.IntermediateServer;

/// <summary>What a line of the request file says.</summary>
/// <param name="ReceivedNumber">受付番号.</param>
/// <param name="AskerCode">地方公共団体コード of whoever asks.</param>
/// <param name="AskerName">Its name.</param>
/// <param name="Item">項.</param>
/// <param name="RequestedAt">UTC.</param>
public sealed record ProvisionRequest(string ReceivedNumber, string AskerCode, string AskerName, int Item, DateTime RequestedAt);

/// <summary>受付 → 承認待ち → 送付待ち → 済.</summary>
public partial class Provision
{
    /// <summary>受付. What the list does not allow on the day it was asked is refused at once; what is of nobody here is answered 該当なし.</summary>
    public static Provision Receive(ProvisionRequest request, Guid? personId, IEnumerable<InquiryPermit> list, Guid receivedRunId, DateTime now)
    {
        var provision = new Provision
        {
            ProvisionId = Guid.CreateVersion7(now),
            ReceivedNumber = request.ReceivedNumber,
            AskerCode = request.AskerCode,
            AskerName = request.AskerName,
            Item = request.Item,
            LedgerPersonId = personId,
            RequestedAt = request.RequestedAt,
            ReceivedRunId = receivedRunId,
        };
        try
        {
            InquiryPermits.Demand(list, InquiryDirection.Give, request.Item, JapanTime.DayOf(request.RequestedAt));
        }
        catch (OutsideListException refused)
        {
            provision.Decide(ProvisionDecision.Refuse, refused.Message, null, now);
            return provision;
        }

        if (personId is null)
        {
            provision.Decide(ProvisionDecision.NothingThere, "台帳に該当する人がいません。", null, now);
        }

        return provision;
    }

    /// <summary>回答の案. 不開示 needs its reason; whoever must not be answered by a machine is not answered by one person either.</summary>
    /// <param name="by">Who answers.</param>
    /// <param name="decision">Give, 該当なし or 不開示.</param>
    /// <param name="reason">Of 不開示.</param>
    /// <param name="needsSecond">自動応答不可 or 支援措置.</param>
    /// <param name="list">照会許可照会リスト.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RuleException">Answered by now, no reason, or outside the list today.</exception>
    public void Propose(Staff by, ProvisionDecision decision, string? reason, bool needsSecond, IEnumerable<InquiryPermit> list, DateTime now)
    {
        DemandState(ProvisionState.Received);
        if (decision == ProvisionDecision.Refuse)
        {
            throw new RuleException("リスト外の拒否は受付のときに決まります。提供・該当なし・不開示から選んでください。");
        }

        var words = decision == ProvisionDecision.Withhold ? StatedPurpose.Demand("不開示の理由", reason) : null;
        if (decision == ProvisionDecision.Give)
        {
            InquiryPermits.Demand(list, InquiryDirection.Give, Item, JapanTime.DayOf(now));
        }

        (Decision, Reason, Note) = (decision, words, null);
        (ProposedByKey, ProposedByName, ProposedAt, State, Version) = (by.PersonKey, by.Name, now, ProvisionState.AwaitsApproval, FreshId.Next());
        if (!needsSecond)
        {
            Decide(decision, words, by.Name, now);
        }
    }

    /// <summary>承認 of the answer, by somebody else.</summary>
    /// <exception cref="RuleException">Not waiting, one's own, or outside the list today.</exception>
    public void Approve(Staff by, IEnumerable<InquiryPermit> list, DateTime now)
    {
        DemandOther(by);
        if (Decision == ProvisionDecision.Give)
        {
            InquiryPermits.Demand(list, InquiryDirection.Give, Item, JapanTime.DayOf(now));
        }

        Decide(Decision!.Value, Reason, by.Name, now);
    }

    /// <summary>差戻し, with the reason.</summary>
    /// <exception cref="RuleException">Not waiting, one's own, or no reason.</exception>
    public void Return(Staff by, string? reason)
    {
        DemandOther(by);
        (State, Note, Version) = (ProvisionState.Received, StatedPurpose.Demand("差戻しの理由", reason), FreshId.Next());
    }

    /// <summary>送付 with a file.</summary>
    /// <exception cref="RuleException">Not decided, or given while the list does not allow it any more.</exception>
    public void Send(Guid exchangeRunId, IEnumerable<InquiryPermit> list, DateTime now)
    {
        DemandState(ProvisionState.Decided);
        if (Decision == ProvisionDecision.Give)
        {
            InquiryPermits.Demand(list, InquiryDirection.Give, Item, JapanTime.DayOf(now));
        }

        (State, SentRunId, SentAt, Version) = (ProvisionState.Sent, exchangeRunId, now, FreshId.Next());
    }

    private void Decide(ProvisionDecision decision, string? reason, string? by, DateTime now) =>
        (State, Decision, Reason, DecidedByName, DecidedAt, Version) = (ProvisionState.Decided, decision, reason, by ?? "自動", now, FreshId.Next());

    private void DemandOther(Staff by)
    {
        DemandState(ProvisionState.AwaitsApproval);
        if (ProposedByKey == by.PersonKey)
        {
            throw new RuleException("自分が作成した回答は承認・差戻しできません。ほかの承認者に依頼してください。");
        }
    }

    private void DemandState(ProvisionState state)
    {
        if (State != state)
        {
            throw new RuleException($"提供の求め {ReceivedNumber} は「{State.Label()}」です。画面を開き直してください。");
        }
    }
}
