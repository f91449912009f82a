using System.Globalization;
using Portal.Domain.Exchange.Layouts;
using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange.Vrs.Flags;

/// <summary>One line of a flags file of VRS.</summary>
public sealed record VrsFlagLine(int Line, string? ResidentNumber, string? CouponNumber, string? MunicipalityCode, VrsFlag Flag, DateOnly? FlaggedOn)
{
    /// <summary>The lines of a file, whole.</summary>
    /// <exception cref="RuleException">A My Number in it, or out of form.</exception>
    public static IReadOnlyList<VrsFlagLine> Read(string text, FileLayout layout)
    {
        if (text.Split('\n').Any(MyNumberScan.Holds))
        {
            throw new RuleException("ファイルに個人番号とみられる12桁の数字があるため、受け付けません。何も保存していません。個人番号を含まない形で出力し直してください。");
        }

        List<VrsFlagLine> lines = [];
        foreach (var values in ExchangeFile.Read(new StringReader(text), layout, number: null))
        {
            string? Value(string item) => layout.IndexOf(item) is >= 0 and var at && values[at].Length > 0 ? values[at] : null;

            var line = new VrsFlagLine(
                lines.Count + 1, Value("ResidentNumber"), Value("CouponNumber"), Value("MunicipalityCode"), (VrsFlag)int.Parse(Value("Flag")!, CultureInfo.InvariantCulture),
                Value("FlaggedOn") is { } day ? DateOnly.ParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture) : null);
            lines.Add(line is { ResidentNumber: null } and ({ CouponNumber: null } or { MunicipalityCode: null })
                ? throw new RuleException($"{line.Line:N0}行目に宛名番号も、券番号と自治体コードの組もありません。取り込んでいません。VRS で出力し直してください。")
                : line);
        }

        return lines.Count > 0 ? lines : throw new RuleException("1行もありません。取り込んでいません。ファイルの選択を確かめてください。");
    }

    /// <summary>Whether the ledger says the same of this person. A file without a day says only which.</summary>
    public bool Agrees(LedgerPerson person) => Flag switch
    {
        VrsFlag.Died => person.DiedOn is { } died && (FlaggedOn is null || FlaggedOn == died),
        VrsFlag.MovedOut => person.MovedOutOn is { } left && (FlaggedOn is null || FlaggedOn == left),
        _ => person is { DiedOn: null, MovedOutOn: null },
    };

    public static (VrsFlag Flag, DateOnly? On) Of(LedgerPerson person) =>
        person.DiedOn is { } died ? (VrsFlag.Died, died) : person.MovedOutOn is { } left ? (VrsFlag.MovedOut, left) : (VrsFlag.None, null);
}

public static class VrsFlags
{
    public static string Label(this VrsFlag flag) => flag switch
    {
        VrsFlag.None => "なし",
        VrsFlag.MovedOut => "転出",
        VrsFlag.Died => "死亡",
        _ => throw new ArgumentOutOfRangeException(nameof(flag)),
    };
}
