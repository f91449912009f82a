using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Domain.Exchange.IntermediateServer;

/// <summary>What is asked.</summary>
/// <param name="Item">項.</param>
/// <param name="TargetCode">地方公共団体コード or 保険者番号 of the body asked, as typed.</param>
/// <param name="Purpose">In words.</param>
/// <param name="TargetKind">What the code is.</param>
/// <param name="TargetName">Of an insurer, which no list names.</param>
public sealed record InquiryOrder(int? Item, string? TargetCode, string? Purpose, InquiryTargetKind TargetKind = InquiryTargetKind.Municipality, string? TargetName = null);

/// <summary>作成 → 承認待ち → 送付 → 回答 → 済・不開示・取りやめ.</summary>
public partial class Inquiry
{
    /// <param name="by">Who asks.</param>
    /// <param name="person">About whom.</param>
    /// <param name="order">What, and whom.</param>
    /// <param name="list">照会許可照会リスト.</param>
    /// <param name="number">The next one.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="FieldProblemsException">Something of the order is missing.</exception>
    /// <exception cref="RuleException">Outside the list today, or nobody can be asked about this person.</exception>
    public static Inquiry Make(Staff by, LedgerPerson person, InquiryOrder order, IEnumerable<InquiryPermit> list, int number, DateTime now)
    {
        DemandAskable(person);
        var (target, wrong) = Target(order);
        List<FieldProblem> problems = [.. new[]
        {
            order.Item is null ? new FieldProblem(nameof(Item), "照会する項を選んでください。") : null,
            wrong,
            order.TargetKind == InquiryTargetKind.Insurer && Fold.Plain(order.TargetName).Length is 0 or > TargetNameMaxLength
                ? new(nameof(TargetName), $"医療保険者の名称を{TargetNameMaxLength}文字以内で入力してください。例: 全国健康保険協会北海道支部") : null,
            StatedPurpose.Missing("照会の目的", order.Purpose) is { } missing ? new(nameof(Purpose), missing) : null,
        }.OfType<FieldProblem>()];
        if (problems.Count > 0)
        {
            throw new FieldProblemsException(problems);
        }

        var permit = InquiryPermits.Demand(list, InquiryDirection.Ask, order.Item!.Value, JapanTime.DayOf(now));
        if (permit.IsGivenByMunicipalities && target!.Kind != InquiryTargetKind.Municipality)
        {
            throw new FieldProblemsException([new(nameof(TargetKind), $"{permit.Item}の項の情報提供者は市町村長です。照会先は市区町村を選んでください。")]);
        }

        return new()
        {
            InquiryId = Guid.CreateVersion7(now),
            Number = number,
            LedgerPersonId = person.LedgerPersonId,
            InquiryPermitId = permit.InquiryPermitId,
            Item = permit.Item,
            TargetKind = target!.Kind,
            TargetCode = target.Code,
            TargetName = MyNumberScan.Refuse("名称", target.Name),
            Purpose = Fold.Plain(order.Purpose),
            MadeByKey = by.PersonKey,
            MadeByName = by.Name,
            MadeAt = now,
        };
    }

    private static (InquiryTarget? Target, FieldProblem? Wrong) Target(InquiryOrder order)
    {
        try
        {
            return (InquiryTarget.Read(order.TargetKind, order.TargetCode, order.TargetName), null);
        }
        catch (RuleException wrong)
        {
            return (null, new(nameof(TargetCode), wrong.Message));
        }
    }

    /// <summary>承認を求める.</summary>
    /// <exception cref="RuleException">Not new.</exception>
    public void AskApproval()
    {
        DemandState(InquiryState.Made);
        (State, Note, Version) = (InquiryState.AwaitsApproval, null, FreshId.Next());
    }

    /// <summary>承認, by somebody else, and while the list still allows it.</summary>
    /// <exception cref="RuleException">Not waiting, one's own, approved by now, or outside the list today.</exception>
    public void Approve(Staff by, IEnumerable<InquiryPermit> list, DateTime now)
    {
        DemandUndecided(by);
        InquiryPermits.Demand(list, InquiryDirection.Ask, Item, JapanTime.DayOf(now));
        (ApprovedByKey, ApprovedByName, ApprovedAt, Version) = (by.PersonKey, by.Name, now, FreshId.Next());
    }

    /// <summary>差戻し, with the reason.</summary>
    /// <exception cref="RuleException">Not waiting, one's own, approved by now, or no reason.</exception>
    public void Return(Staff by, string? reason)
    {
        DemandUndecided(by);
        (State, Note, Version) = (InquiryState.Made, StatedPurpose.Demand("差戻しの理由", reason), FreshId.Next());
    }

    /// <summary>取りやめ while there is no answer: not sent yet, or its file was lost. What has left stays in the 情報提供等の記録.</summary>
    /// <exception cref="RuleException">Answered by now, or no reason.</exception>
    public void Withdraw(Staff by, string? reason, DateTime now)
    {
        if (State is not (InquiryState.Made or InquiryState.AwaitsApproval or InquiryState.Sent))
        {
            throw new RuleException($"この照会は「{State.Label()}」です。取りやめられるのは回答の前だけです。");
        }

        End(InquiryState.Withdrawn, StatedPurpose.Demand("取りやめる理由", reason), by, now);
    }

    /// <summary>送付 with a file, and while the list still allows it.</summary>
    /// <exception cref="RuleException">Not approved, or outside the list today.</exception>
    public void Send(Guid exchangeRunId, IEnumerable<InquiryPermit> list, DateTime now)
    {
        DemandState(InquiryState.AwaitsApproval);
        if (ApprovedAt is null)
        {
            throw new RuleException($"照会 第{Number}号はまだ承認されていません。");
        }

        InquiryPermits.Demand(list, InquiryDirection.Ask, Item, JapanTime.DayOf(now));
        (State, ExchangeRunId, SentAt, Version) = (InquiryState.Sent, exchangeRunId, now, FreshId.Next());
    }

    /// <summary>回答: taken as it came. What is withheld is over with that; what is given waits for somebody who has looked at it.</summary>
    /// <exception cref="RuleException">Not sent, or answered by now.</exception>
    public void Answer(InquiryResult result, string? message, DateTime now)
    {
        DemandState(InquiryState.Sent);
        (State, Result, Message, AnsweredAt, Version) = (InquiryState.Answered, result, message, now, FreshId.Next());
        if (result is InquiryResult.Withheld or InquiryResult.Refused)
        {
            (State, EndedAt) = (InquiryState.Withheld, now);
        }
    }

    /// <summary>済: somebody has compared the answer with the ledger, and says what became of it.</summary>
    /// <exception cref="RuleException">No answer yet, or nothing said.</exception>
    public void Finish(Staff by, string? note, DateTime now)
    {
        DemandState(InquiryState.Answered);
        End(InquiryState.Done, StatedPurpose.Demand("確認の結果", note), by, now);
    }

    /// <exception cref="RuleException">Not in the ledger any more, merged, or without 統合宛名番号.</exception>
    public static void DemandAskable(LedgerPerson person)
    {
        if (person.Status != RecordStatus.Active || person.MergedIntoId is not null)
        {
            throw new RuleException("この人の記録は取り消されたか、統合されています。統合先の個人票から照会してください。");
        }

        if (person.IntegratedNumber is null)
        {
            throw new RuleException("この人には統合宛名番号がないため、中間サーバーから照会できません。先に個人票の「番号の付番」で付番してください。");
        }
    }

    private void End(InquiryState state, string note, Staff by, DateTime now) =>
        (State, Note, EndedByName, EndedAt, Version) = (state, note, by.Name, now, FreshId.Next());

    private void DemandUndecided(Staff by)
    {
        DemandState(InquiryState.AwaitsApproval);
        if (ApprovedAt is not null)
        {
            throw new RuleException($"この照会は{ApprovedByName}さんが承認済みです。画面を開き直してください。");
        }

        if (MadeByKey == by.PersonKey)
        {
            throw new RuleException("自分が作成した照会は承認・差戻しできません。ほかの承認者に依頼してください。");
        }
    }

    private void DemandState(InquiryState state)
    {
        if (State != state)
        {
            throw new RuleException($"照会 第{Number}号は「{State.Label()}」です。画面を開き直してください。");
        }
    }
}
