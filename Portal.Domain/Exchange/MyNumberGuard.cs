using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange;

/// <summary>
/// Keeps 個人番号 out of the ledger: CSV from VRS contains none (the assessment says so), hence a column of them means the wrong file.
/// Counts per column; knows no more of a value than whether it could be one.
/// </summary>
public sealed class MyNumberGuard
{
    private static readonly string[] Headings = ["個人番号", "マイナンバー", "MYNUMBER"];

    private readonly int[] _filled = new int[CsvRecordReader.MaxColumns];
    private readonly int[] _numbers = new int[CsvRecordReader.MaxColumns];

    /// <summary>Whether a text contains twelve digits, whole or in fours, whose check digit agrees.</summary>
    public static bool Holds(string text) =>
        text.Length >= MyNumber.Length && text.Count(char.IsDigit) >= MyNumber.Length && MyNumberScan.Holds(text);

    /// <exception cref="RuleException">A heading names a 個人番号.</exception>
    public static void DemandNoHeading(IEnumerable<string> headings)
    {
        if (headings.Select(h => Fold.Plain(h).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant()).Any(h => Headings.Any(h.Contains)))
        {
            throw Refusal();
        }
    }

    public void Count(CsvRecord record)
    {
        for (var column = 0; column < record.Fields.Count; column++)
        {
            var value = record.Fields[column];
            if (value.Length == 0 || string.IsNullOrWhiteSpace(value))
            {
                continue;
            }

            _filled[column]++;
            if (value.Length >= MyNumber.Length && value.Count(char.IsDigit) == MyNumber.Length && MyNumber.LooksLike(value))
            {
                _numbers[column]++;
            }
        }
    }

    /// <summary>Any twelve digits have one chance in eleven to agree; only a column in which most do is one of 個人番号.</summary>
    /// <exception cref="RuleException">There is such a column.</exception>
    public void DemandNoColumn()
    {
        for (var column = 0; column < _filled.Length; column++)
        {
            if (_numbers[column] * 2 > _filled[column])
            {
                throw Refusal();
            }
        }
    }

    private static RuleException Refusal() =>
        new("個人番号の列があるため、このファイルは受け付けません。何も保存していません。個人番号を含まない形で出力し直してください。");
}
