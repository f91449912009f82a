using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Domain.Exchange.Vrs.Requests;

/// <summary>受付 → (承認待ち) → 回答済み・該当なしと回答・提供しないと回答; 受付の取消し until then.</summary>
public sealed partial class MunicipalityRequest
{
    /// <summary>回答: the person's doses are given, and kept as they were given; of somebody protected without where they were.</summary>
    /// <param name="by">Who answers.</param>
    /// <param name="person">Of the ledger as it stands.</param>
    /// <param name="doses">Active ones.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RuleException">Nobody, not moved out, protected and not approved, nothing to give, or answered by now.</exception>
    public IReadOnlyList<ProvidedDose> Answer(Staff by, LedgerPerson? person, IReadOnlyList<Dose> doses, DateTime now)
    {
        DemandOpen();
        if (WhyNot(person) is { } why)
        {
            throw new RuleException(why);
        }

        if (person!.IsProtected && ApprovedAt is null)
        {
            throw new RuleException("支援措置の人です。回答するには、ほかの職員の承認が要ります。先に承認を求めてください。");
        }

        if (doses.Count == 0)
        {
            throw new RuleException("台帳に有効な接種記録がありません。「該当なしと回答する」で記録してください。");
        }

        Doses = doses.Count;
        End(RequestState.Answered, by, null, now);
        return [.. doses.OrderBy(d => d.DoseNumber).ThenBy(d => d.VaccinatedOn).Select((dose, at) => ProvidedDose.Of(MunicipalityRequestId, at + 1, dose, person.IsProtected))];
    }

    /// <summary>Why the record of a person may not be given, in words; null when it may. The approval is another matter.</summary>
    public static string? WhyNot(LedgerPerson? person) => person switch
    {
        null => "この宛名番号の人は台帳にいません。番号を確かめるか、「該当なしと回答する」で記録してください。",
        { Status: not RecordStatus.Active } => "取り消された個人票です。「提供しないと回答する」で記録するか、いまの個人票を確かめてください。",
        { Residence: var stays } when !stays.Exists(s => s.EndKind == ResidenceEnd.MovedOut) =>
            "台帳に転出の記録がありません。提供できるのは、転出した人の記録だけです。転出が宛名異動で届くのを待つか、「提供しないと回答する」で記録してください。",
        _ => null,
    };

    /// <summary>承認を求める, for somebody protected.</summary>
    /// <exception cref="RuleException">Not protected, or asked for by now.</exception>
    public void AskApproval(LedgerPerson? person)
    {
        DemandOpen();
        if (person is not { IsProtected: true })
        {
            throw new RuleException("支援措置の人ではないため、承認は要りません。そのまま回答してください。");
        }

        (State, Version) = (RequestState.AwaitsApproval, Guid.CreateVersion7());
    }

    /// <summary>承認, by somebody who neither took the request nor answers it.</summary>
    /// <exception cref="RuleException">One's own, or not waiting.</exception>
    public void Approve(Staff by, DateTime now)
    {
        if (State != RequestState.AwaitsApproval)
        {
            throw Gone();
        }

        if (TakenByKey == by.PersonKey)
        {
            throw new RuleException("自分が受け付けた照会への回答は承認できません。ほかの承認者に依頼してください。");
        }

        (State, ApprovedByName, ApprovedAt, Version) = (RequestState.Open, by.Name, now, Guid.CreateVersion7());
    }

    /// <summary>該当なしと回答, or 提供しないと回答, with the reason.</summary>
    /// <exception cref="RuleException">Answered by now, or no reason.</exception>
    public void AnswerWithout(Staff by, bool isNone, string? reason, DateTime now)
    {
        if (IsOver)
        {
            throw Gone();
        }

        End(isNone ? RequestState.None : RequestState.Refused, by, StatedPurpose.Demand("理由", reason), now);
    }

    /// <summary>受付の取消し: what was mistyped is kept, and its document number can be taken again.</summary>
    /// <exception cref="RuleException">Answered or withdrawn by now, or no reason.</exception>
    public void Withdraw(Staff by, string? reason, DateTime now)
    {
        if (IsOver)
        {
            throw Gone();
        }

        End(RequestState.Withdrawn, by, StatedPurpose.Demand("取消しの理由", reason), now);
        _requestNumber = $"{RequestNumber}（取消し{Number}）";
    }

    private void End(RequestState state, Staff by, string? note, DateTime now) =>
        (State, Note, AnsweredByName, AnsweredAt, Version) = (state, note, by.Name, now, Guid.CreateVersion7());

    private void DemandOpen()
    {
        if (State != RequestState.Open)
        {
            throw Gone();
        }
    }

    private RuleException Gone() => new($"この照会は「{State.Label()}」です。画面を開き直してください。");
}
