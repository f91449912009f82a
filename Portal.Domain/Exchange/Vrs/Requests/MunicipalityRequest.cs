namespace Portal.Domain.Exchange.Vrs.Requests;

/// <summary>
/// 他自治体からの照会 — another municipality asks for the doses of somebody who moved there, and what it was answered: its code, the dates, the
/// legal basis, who decided. Never deleted.
/// </summary>
public sealed partial class MunicipalityRequest
{
    public const int RequestNumberMaxLength = 30;

    /// <summary>With room for what 受付の取消し adds.</summary>
    public const int StoredNumberMaxLength = 40;

    private string _fromCode = "";
    private string _requestNumber = "";

    public required Guid MunicipalityRequestId { get; init; }

    /// <summary>受付番号, from 1, without gaps.</summary>
    public required int Number { get; init; }

    /// <summary>照会元の自治体コード</summary>
    public required string FromCode { get => _fromCode; init => _fromCode = value; }

    /// <summary>照会元の文書番号; with 「（取消し…）」 behind it when withdrawn, so that the number can be taken again.</summary>
    public required string RequestNumber { get => _requestNumber; init => _requestNumber = value; }

    /// <summary>受け付けた日</summary>
    public required DateOnly ReceivedOn { get; init; }

    /// <summary>提供の根拠</summary>
    public required ProvisionBasis Basis { get; init; }

    /// <summary>宛名番号 the person was looked up by.</summary>
    public required string ResidentNumber { get; init; }

    /// <summary>Missing where nobody in the ledger has that number.</summary>
    public Guid? LedgerPersonId { get; init; }

    public required string TakenByKey { get; init; }
    public required string TakenByName { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime TakenAt { get; init; }

    public RequestState State { get; private set; } = RequestState.Open;

    /// <summary>承認 of an answer about somebody protected (支援措置).</summary>
    public string? ApprovedByName { get; private set; }

    /// <summary>UTC.</summary>
    public DateTime? ApprovedAt { get; private set; }

    public string? AnsweredByName { get; private set; }

    /// <summary>UTC; when it was answered, one way or another, or withdrawn.</summary>
    public DateTime? AnsweredAt { get; private set; }

    /// <summary>Doses given.</summary>
    public int Doses { get; private set; }

    /// <summary>Why there is nothing to give, nothing was given, or it was withdrawn.</summary>
    public string? Note { get; private set; }

    public Guid Version { get; private set; } = Guid.CreateVersion7();

    /// <summary>支援措置: 照会元と文書番号 are left out, for they say where the person lives now.</summary>
    public bool IsAskerHidden => FromCode.Length == 0;

    /// <summary>What somebody may see who may not know where a protected person lives.</summary>
    public MunicipalityRequest WithoutAsker()
    {
        var copy = (MunicipalityRequest)MemberwiseClone();
        (copy._fromCode, copy._requestNumber) = ("", "");
        return copy;
    }

    public bool IsOver => IsAnswered || State == RequestState.Withdrawn;

    public bool IsAnswered => State is RequestState.Answered or RequestState.None or RequestState.Refused;
}

/// <summary>照会の状態. The names are stored.</summary>
public enum RequestState
{
    /// <summary>受付</summary>
    Open,

    /// <summary>承認待ち: a second person for somebody protected.</summary>
    AwaitsApproval,

    /// <summary>回答済み</summary>
    Answered,

    /// <summary>該当なしと回答</summary>
    None,

    /// <summary>提供しないと回答</summary>
    Refused,

    /// <summary>受付の取消し: it was taken by mistake.</summary>
    Withdrawn,
}

/// <summary>提供の根拠, as the asking municipality states it. The names are stored.</summary>
public enum ProvisionBasis
{
    /// <summary>番号法19条16号, 本人の同意</summary>
    Consent,

    /// <summary>番号法19条16号, 同意を得ることが困難</summary>
    ConsentDifficult,

    /// <summary>番号法によらない照会: without a My Number.</summary>
    WithoutNumber,
}
