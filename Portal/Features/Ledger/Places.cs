using Portal.Domain.Ledger;

namespace Portal.Features.Ledger;

/// <summary>How a 自治体コード is read on the sheet: 小樽市, 札幌市, 東京都千代田区.</summary>
internal static class Places
{
    private const string OwnPrefecture = "北海道";

    public static string NameOf(string? code)
    {
        if (!MunicipalityCode.TryParse(code, out var parsed) || MunicipalityList.NameOf(parsed) is not { } name)
        {
            return code ?? "—";
        }

        return name.Length > OwnPrefecture.Length && name.StartsWith(OwnPrefecture, StringComparison.Ordinal) ? name[OwnPrefecture.Length..] : name;
    }

    public static bool IsElsewhere(Dose dose) => dose.MunicipalityCode is { } code && code != MunicipalityCode.Otaru.Value;
}
