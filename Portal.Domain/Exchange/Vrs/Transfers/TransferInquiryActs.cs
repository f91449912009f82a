using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Domain.Exchange.Vrs.Transfers;

/// <summary>照会前 → 照会中 → 候補あり・該当なし・照会できず → 確認済み; 取りやめ until it is sent.</summary>
public sealed partial class TransferInquiry
{
    /// <summary>Collects one person for the next 一括照合.</summary>
    /// <param name="by">Who wants the earlier doses.</param>
    /// <param name="person">With their residence.</param>
    /// <param name="hasNumber">Whether a My Number is registered.</param>
    /// <param name="hasOpen">Whether an inquiry of this person is not over.</param>
    /// <param name="caseNumber">As typed.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="MyNumberRefusedException">No case number, or a possible My Number in its place.</exception>
    /// <exception cref="RuleException">Not somebody who moved in, protected, or asked for already.</exception>
    public static TransferInquiry Collect(Staff by, LedgerPerson person, bool hasNumber, bool hasOpen, string? caseNumber, DateTime now)
    {
        var grounds = MyNumberGrounds.Demand(MyNumberPurpose.MovedIn, caseNumber);
        if (WhyNot(person, hasNumber) is { } why)
        {
            throw new RuleException(why);
        }

        return hasOpen
            ? throw new RuleException("この人の照会は、すでに一覧にあります。一覧で続きを確かめてください。")
            : new()
            {
                TransferInquiryId = Guid.CreateVersion7(now),
                LedgerPersonId = person.LedgerPersonId,
                CaseNumber = grounds.Case.Value,
                CollectedByName = by.Name,
                CollectedAt = now,
            };
    }

    /// <summary>Why a person's earlier doses cannot be asked for by 一括照合, in words; null when they can. Looked at again when the file is written.</summary>
    public static string? WhyNot(LedgerPerson person, bool hasNumber) => person switch
    {
        { Status: not RecordStatus.Active } or { MergedIntoId: not null } => "取消済みまたは統合済みの個人票です。いまの個人票から照会してください。",
        { DiedOn: not null } or { MovedOutOn: not null } => "いま小樽市に住んでいる人ではありません（転出または死亡の記録があります）。転出・死亡の記録を確かめてください。",
        _ when !HasMovedIn(person) => "台帳に転入の記録がありません。転入日が宛名異動で届いてから照会してください。",
        { IsProtected: true } => "支援措置の人は一括照合に含められません。照会すると、前の自治体に転入先が分かることがあります。所属長と扱いを決めてください。",
        _ when !hasNumber => "個人番号が登録されていません。個人票で登録してから照会してください。",
        _ => null,
    };

    /// <summary>Takes its line in a run.</summary>
    /// <exception cref="RuleException">In another run by now, or over.</exception>
    public void Request(Guid exchangeRunId, int lineNumber)
    {
        if (State is not (TransferState.Collected or TransferState.Requested))
        {
            throw Gone();
        }

        (State, ExchangeRunId, LineNumber, Version) = (TransferState.Requested, exchangeRunId, lineNumber, Guid.CreateVersion7());
    }

    /// <summary>What VRS said of its line.</summary>
    public void Answer(string code, string? message)
    {
        State = code switch
        {
            TransferCode.Found => TransferState.Answered,
            TransferCode.None => TransferState.NoMatch,
            _ => TransferState.Refused,
        };
        (Message, Version) = (message, Guid.CreateVersion7());
    }

    /// <summary>確認済み: nothing of it is left to decide.</summary>
    /// <exception cref="RuleException">Not answered, or over.</exception>
    public void Finish(Staff by, DateTime now)
    {
        if (State is not (TransferState.Answered or TransferState.NoMatch or TransferState.Refused))
        {
            throw new RuleException($"この照会は「{State.Label()}」のため、確認済みにできません。画面を開き直してください。");
        }

        End(TransferState.Done, by, null, now);
    }

    /// <summary>取りやめ, before its file is written.</summary>
    /// <param name="by">Who.</param>
    /// <param name="isSent">Whether the file of its run is written.</param>
    /// <param name="reason">As typed.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RuleException">Sent, over, or no reason.</exception>
    public void Withdraw(Staff by, bool isSent, string? reason, DateTime now)
    {
        if (isSent || State is not (TransferState.Collected or TransferState.Requested))
        {
            throw new RuleException($"この照会は「{State.Label()}」で、すでに送付されたか終わっています。取りやめはできません。結果を取り込んで確認してください。");
        }

        End(TransferState.Withdrawn, by, StatedPurpose.Demand("取りやめる理由", reason), now);
    }

    private void End(TransferState state, Staff by, string? note, DateTime now) =>
        (State, Note, EndedByName, EndedAt, Version) = (state, note, by.Name, now, Guid.CreateVersion7());

    /// <summary>Their last stay began on a known day that is not the day of birth.</summary>
    private static bool HasMovedIn(LedgerPerson person) =>
        person.Residence.LastOrDefault() is { EndedOn: null, StartedOn: { } began } && began != person.BirthDate;

    private static RuleException Gone() => new("ほかの職員が先に処理しました。画面を開き直してください。");
}
