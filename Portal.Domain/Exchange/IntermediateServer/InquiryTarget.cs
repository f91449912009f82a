using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange.IntermediateServer;

/// <summary>照会先の種類. Append only: the names are stored.</summary>
public enum InquiryTargetKind
{
    /// <summary>市区町村</summary>
    Municipality,

    /// <summary>都道府県</summary>
    Prefecture,

    /// <summary>医療保険者</summary>
    Insurer,
}

/// <summary>照会先 — whom an inquiry goes to. Six digits alone do not tell a city from a 国民健康保険: the kind stands beside them.</summary>
/// <param name="Kind">What the code is.</param>
/// <param name="Code">地方公共団体コード or 保険者番号.</param>
/// <param name="Name">From the list of codes; of an insurer as typed.</param>
public sealed record InquiryTarget(InquiryTargetKind Kind, string Code, string Name)
{
    public const int CodeMaxLength = InsurerNumber.Length;

    /// <exception cref="RuleException">The code is none of that kind, or Otaru's own.</exception>
    public static InquiryTarget Read(InquiryTargetKind kind, string? code, string? insurer) => kind switch
    {
        InquiryTargetKind.Municipality => OfMunicipality(code),
        InquiryTargetKind.Prefecture => OfPrefecture(code),
        InquiryTargetKind.Insurer => new(kind, InsurerNumber.Parse(code).Value, Fold.Plain(insurer)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>What the code says by itself; null for an insurer, and while it is none.</summary>
    public static string? NameOf(InquiryTargetKind kind, string? code) => !MunicipalityCode.TryParse(code, out var read) ? null : kind switch
    {
        InquiryTargetKind.Municipality => MunicipalityList.NameOf(read),
        InquiryTargetKind.Prefecture => MunicipalityList.PrefectureOf(read),
        _ => null,
    };

    private static InquiryTarget OfMunicipality(string? code)
    {
        if (!MunicipalityCode.TryParse(code, out var read) || MunicipalityList.NameOf(read) is not { } name)
        {
            throw new RuleException(NameOf(InquiryTargetKind.Prefecture, code) is { } prefecture
                ? $"{code}は都道府県（{prefecture}）のコードです。照会先の種類で「都道府県」を選ぶか、市区町村のコードを入力してください。"
                : "照会先は、検査数字を含む6桁の自治体コードで入力してください。例: 011002（札幌市）");
        }

        return read == MunicipalityCode.Otaru
            ? throw new RuleException("小樽市には照会できません。ほかの市区町村の自治体コードを入力してください。")
            : new(InquiryTargetKind.Municipality, read.Value, name);
    }

    private static InquiryTarget OfPrefecture(string? code) => MunicipalityCode.TryParse(code, out var read) && MunicipalityList.PrefectureOf(read) is { } name
        ? new(InquiryTargetKind.Prefecture, read.Value, name)
        : throw new RuleException(NameOf(InquiryTargetKind.Municipality, code) is { } municipality
            ? $"{code}は市区町村（{municipality}）のコードです。照会先の種類で「市区町村」を選ぶか、都道府県のコードを入力してください。"
            : "都道府県は、2桁の番号に000と検査数字を付けた6桁で入力してください。例: 010006（北海道）");
}

public static class InquiryTargetKindLabels
{
    public static string Label(this InquiryTargetKind kind) => kind switch
    {
        InquiryTargetKind.Municipality => "市区町村",
        InquiryTargetKind.Prefecture => "都道府県",
        InquiryTargetKind.Insurer => "医療保険者",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
