namespace Portal.Domain.Exchange.IntermediateServer;

/// <summary>照会か提供か, seen from this city.</summary>
public enum InquiryDirection
{
    /// <summary>照会: we ask.</summary>
    Ask,

    /// <summary>提供: we are asked.</summary>
    Give,
}

/// <summary>照会許可照会リストの項目 — who may ask for what, for which office work, from when until when. Ended, never deleted.</summary>
public partial class InquiryPermit
{
    public const int BodyMaxLength = 60;
    public const int WordsMaxLength = 200;
    public const int MaxItem = 999;

    public required Guid InquiryPermitId { get; init; }
    public required InquiryDirection Direction { get; init; }

    /// <summary>項 of the table of 主務省令第2条 (番号法第19条第8号).</summary>
    public required int Item { get; init; }

    /// <summary>情報照会者</summary>
    public required string Asker { get; init; }

    /// <summary>事務</summary>
    public required string Office { get; init; }

    /// <summary>情報提供者</summary>
    public required string Giver { get; init; }

    /// <summary>特定個人情報</summary>
    public required string Information { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>The last day; null while it is not ended.</summary>
    public DateOnly? ValidTo { get; internal set; }

    /// <summary>根拠 of the entry, or of its end.</summary>
    public required string Basis { get; set; }

    public required string EnteredByName { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime EnteredAt { get; init; }

    public string? EndedByName { get; internal set; }
    public DateTime? EndedAt { get; internal set; }
    public Guid Version { get; set; }

    /// <summary>Nobody but cities, towns and villages has the information.</summary>
    public bool IsGivenByMunicipalities => Giver == "市町村長";

    public bool IsValidOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day <= ValidTo);

    /// <summary>提供 25の項</summary>
    public string Title => $"{Direction.Label()} {Item}の項";
}

public static class InquiryDirectionLabels
{
    public static string Label(this InquiryDirection direction) => direction switch
    {
        InquiryDirection.Ask => "照会",
        InquiryDirection.Give => "提供",
        _ => throw new ArgumentOutOfRangeException(nameof(direction)),
    };
}
