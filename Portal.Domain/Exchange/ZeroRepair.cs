using System.Text.RegularExpressions;
namespace Portal.Domain.Exchange;

/// <summary>Numbers whose leading zeros a spreadsheet eats.</summary>
public enum ZeroColumn
{
    CouponNumber,
    MunicipalityCode,
    ResidentNumber,
    PostalCode,
}

/// <summary>
/// 先頭の0の復元 — recognises numbers that lost their leading zeros, counts them, and gives the zeros back where staff agreed.
/// A number turned into <c>1.23E+09</c> has lost digits and cannot be restored.
/// </summary>
/// <param name="residentNumberLength">Usual length of 宛名番号 in the ledger; null where there is none, so that nothing is missed.</param>
/// <param name="accepted">Columns for which staff agreed.</param>
public sealed partial class ZeroRepair(int? residentNumberLength, IReadOnlySet<ZeroColumn> accepted)
{
    private const int PostalCodeLength = 7;

    private readonly Dictionary<ZeroColumn, int> _found = [];

    public static readonly IReadOnlySet<ZeroColumn> Everything = Enum.GetValues<ZeroColumn>().ToHashSet();

    public int? ResidentNumberLength { get; } = residentNumberLength;

    /// <summary>How many values of each column had lost zeros.</summary>
    public IReadOnlyDictionary<ZeroColumn, int> Found => _found;

    public static bool IsExponent(string value) => Exponent().IsMatch(value);

    /// <summary>先頭の0が失われた券番号 312件を10桁に戻して取り込む</summary>
    public string Offer(ZeroColumn column) =>
        $"先頭の0が失われた{Label(column)} {_found.GetValueOrDefault(column):N0}件を{LengthOf(column)}桁に戻して取り込む";

    /// <summary>What happens to those lines when the offer is declined.</summary>
    public static string Otherwise(ZeroColumn column) => column == ZeroColumn.ResidentNumber
        ? "外すと、0のない番号のまま取り込みます。"
        : "外すと、これらの行は取り込みません(拒否)。";

    public static string Label(ZeroColumn column) => column switch
    {
        ZeroColumn.CouponNumber => "券番号",
        ZeroColumn.MunicipalityCode => "自治体コード",
        ZeroColumn.ResidentNumber => "宛名番号",
        ZeroColumn.PostalCode => "郵便番号",
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };

    /// <summary>The value with its zeros where they were lost and the repair is accepted; the value itself otherwise.</summary>
    public string Apply(ZeroColumn column, string value)
    {
        if (value.Length >= LengthOf(column) || value.AsSpan().ContainsAnyExceptInRange('0', '9') || !HasLost(column, value))
        {
            return value;
        }

        _found[column] = _found.GetValueOrDefault(column) + 1;
        return accepted.Contains(column) ? value.PadLeft(LengthOf(column), '0') : value;
    }

    private static bool HasLost(ZeroColumn column, string value) => column switch
    {
        ZeroColumn.CouponNumber => Ledger.CouponNumber.TryRepair(value, out _, out _),
        ZeroColumn.MunicipalityCode => Ledger.MunicipalityCode.TryRepair(value, out _),
        // A postal code of Hokkaido begins with one zero (040–099) or two (001–007).
        ZeroColumn.PostalCode => value.Length >= PostalCodeLength - 2 && value[0] != '0',
        ZeroColumn.ResidentNumber => value[0] != '0',
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };

    private int LengthOf(ZeroColumn column) => column switch
    {
        ZeroColumn.CouponNumber => Ledger.CouponNumber.Length,
        ZeroColumn.MunicipalityCode => Ledger.MunicipalityCode.Length,
        ZeroColumn.PostalCode => PostalCodeLength,
        ZeroColumn.ResidentNumber => ResidentNumberLength ?? 0,
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };

    [GeneratedRegex(@"^[0-9](\.[0-9]+)?E\+?[0-9]{1,2}$", RegexOptions.IgnoreCase)]
    private static partial Regex Exponent();
}
