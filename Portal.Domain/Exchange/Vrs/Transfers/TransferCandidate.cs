using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Domain.Exchange.Vrs.Transfers;

/// <summary>候補 — one dose VRS knows of a person asked for. It becomes a dose of the ledger only when somebody accepts it, under the candidate's own id: once.</summary>
public sealed class TransferCandidate
{
    public const int WarningsMaxLength = 1000;

    /// <summary>Of the dose too, when it is accepted.</summary>
    public required Guid TransferCandidateId { get; init; }

    public required Guid TransferInquiryId { get; init; }

    /// <summary>Within its inquiry, from 1.</summary>
    public required int Ordinal { get; init; }

    public required int DoseNumber { get; init; }
    public required DateOnly VaccinatedOn { get; init; }

    /// <summary>券番号</summary>
    public string? CouponNumber { get; init; }

    /// <summary>接種自治体コード</summary>
    public string? MunicipalityCode { get; init; }

    /// <summary>会場名</summary>
    public string? Venue { get; init; }

    public string? Doctor { get; init; }
    public string? Maker { get; init; }
    public string? LotNumber { get; init; }

    /// <summary>接種履歴登録日時, fourteen digits as VRS writes them.</summary>
    public string? RecordedAt { get; init; }

    public TransferDecision Decision { get; private set; } = TransferDecision.Open;

    /// <summary>What the clerk was shown and registered it all the same.</summary>
    public string? Warnings { get; private set; }

    public string? Reason { get; private set; }
    public string? DecidedByName { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? DecidedAt { get; private set; }

    public Guid Version { get; private set; } = Guid.CreateVersion7();

    /// <summary>The dose as if typed from a slip: every rule of the registration holds for it.</summary>
    /// <param name="personId">Whose.</param>
    /// <param name="lists">What VRS does not say and the ledger's lists can: 医療機関コード, 製品.</param>
    public DoseRegistration ToRegistration(Guid personId, (string? InstitutionCode, string? ProductCode) lists) => new()
    {
        DoseId = TransferCandidateId,
        LedgerPersonId = personId,
        Typed = new (RecordField<Dose> Field, string? Value)[]
        {
            (DoseFields.DoseNumber, $"{DoseNumber}"),
            (DoseFields.VaccinatedOn, FieldText.Day(VaccinatedOn)),
            (DoseFields.Source, nameof(DoseSource.TransferInquiry)),
            (DoseFields.CouponNumber, CouponNumber),
            (DoseFields.MunicipalityCode, MunicipalityCode),
            (DoseFields.InstitutionName, Venue),
            (DoseFields.InstitutionCode, lists.InstitutionCode),
            (DoseFields.Doctor, Doctor),
            (DoseFields.Maker, Maker),
            (DoseFields.LotNumber, LotNumber),
            (DoseFields.ProductCode, lists.ProductCode),
            (DoseFields.RecordedAt, RecordedAt),
        }.Where(item => item.Value is not null).ToDictionary(item => item.Field.Key, item => item.Value!),
    };

    /// <summary>採用: the dose is registered in the same save.</summary>
    /// <exception cref="RuleException">Decided by now.</exception>
    public void Accept(Guid seen, Staff by, IReadOnlyList<string> warnings, DateTime now)
    {
        Decide(seen, TransferDecision.Accepted, by, now);
        var text = string.Join('\n', warnings);
        Warnings = text.Length switch { 0 => null, > WarningsMaxLength => text[..WarningsMaxLength], _ => text };
    }

    /// <summary>台帳にあり: the ledger has this dose.</summary>
    /// <exception cref="RuleException">Decided by now.</exception>
    public void IsThere(Guid seen, Staff by, DateTime now) => Decide(seen, TransferDecision.AlreadyThere, by, now);

    /// <summary>見送り, with the reason.</summary>
    /// <exception cref="RuleException">Decided by now, or no reason.</exception>
    public void Decline(Guid seen, Staff by, string? reason, DateTime now)
    {
        var stated = StatedPurpose.Demand("見送る理由", reason);
        Decide(seen, TransferDecision.Declined, by, now);
        Reason = stated;
    }

    private void Decide(Guid seen, TransferDecision decision, Staff by, DateTime now) =>
        (Decision, DecidedByName, DecidedAt, Version) = Decision == TransferDecision.Open && Version == seen
            ? (decision, by.Name, now, Guid.CreateVersion7())
            : throw new RuleException("この候補はほかの職員が先に処理しました。画面を開き直してください。");
}

/// <summary>候補の扱い. The names are stored.</summary>
public enum TransferDecision
{
    /// <summary>未処理</summary>
    Open,

    /// <summary>採用</summary>
    Accepted,

    /// <summary>台帳にあり</summary>
    AlreadyThere,

    /// <summary>見送り</summary>
    Declined,
}
