using System.Globalization;
using Portal.Domain.Exchange.Layouts;
using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange.Vrs.Transfers;

/// <summary>What VRS said of one line of a request.</summary>
/// <param name="Line">Of the request.</param>
/// <param name="Code">See <see cref="TransferCode"/>.</param>
/// <param name="Message">Its words.</param>
/// <param name="Doses">候補; none unless the code says so.</param>
public sealed record TransferAnswer(int Line, string Code, string? Message, IReadOnlyList<TransferDose> Doses);

/// <summary>One candidate as the file has it.</summary>
public sealed record TransferDose(
    int DoseNumber, DateOnly VaccinatedOn, string? CouponNumber, string? MunicipalityCode, string? Venue, string? Doctor, string? Maker, string? LotNumber, string? RecordedAt);

/// <summary>一括照合の結果ファイル — of one run, whole: every line of the request is answered, by its number and by nothing else.</summary>
public static class TransferResult
{
    /// <param name="text">Of the file.</param>
    /// <param name="layout">It has to have.</param>
    /// <param name="number">連携番号 of the run.</param>
    /// <param name="lines">The request had.</param>
    /// <returns>An answer for each line, in their order.</returns>
    /// <exception cref="RuleException">A My Number in it, out of form, another run's, a line answered twice or not at all.</exception>
    public static IReadOnlyList<TransferAnswer> Read(string text, FileLayout layout, int number, int lines)
    {
        if (text.Split('\n').Any(MyNumberScan.Holds))
        {
            throw new RuleException("結果ファイルに個人番号とみられる12桁の数字があるため、受け付けません。何も保存していません。個人番号を含まない形で出力し直してください。");
        }

        Dictionary<int, TransferAnswer> answers = [];
        foreach (var values in ExchangeFile.Read(new StringReader(text), layout, number))
        {
            var read = Line(layout, values, lines);
            if (!answers.TryGetValue(read.Line, out var before))
            {
                answers.Add(read.Line, read);
            }
            else if (read.Code != TransferCode.Found || before.Code != TransferCode.Found || before.Doses.Contains(read.Doses[0]))
            {
                throw Refusal($"{read.Line:N0}行目の結果が2つあります");
            }
            else
            {
                answers[read.Line] = before with { Doses = [.. before.Doses, .. read.Doses] };
            }
        }

        return Enumerable.Range(1, lines).FirstOrDefault(line => !answers.ContainsKey(line)) is > 0 and var missing
            ? throw Refusal($"{missing:N0}行目の結果がありません")
            : [.. answers.Values.OrderBy(answer => answer.Line)];
    }

    private static TransferAnswer Line(FileLayout layout, IReadOnlyList<string> values, int lines)
    {
        string? Value(string item) => layout.IndexOf(item) is >= 0 and var at && values[at].Length > 0 ? values[at] : null;

        var line = int.Parse(Value("Line")!, CultureInfo.InvariantCulture);
        if (line < 1 || line > lines)
        {
            throw Refusal($"照会していない行（{line:N0}行目）の結果があります");
        }

        var (code, day, dose) = (Value("Code")!, Value("VaccinatedOn"), Value("DoseNumber"));
        if (code != TransferCode.Found)
        {
            return day is null && dose is null
                ? new(line, code, Value("Message"), [])
                : throw Refusal($"{line:N0}行目は候補ではないのに、接種日か接種回数があります");
        }

        if (day is null || dose is null or "0")
        {
            throw Refusal($"{line:N0}行目の候補に、接種日か接種回数がありません");
        }

        return new(line, code, Value("Message"),
        [
            new(
                int.Parse(dose, CultureInfo.InvariantCulture), DateOnly.ParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture), Value("CouponNumber"),
                Value("MunicipalityCode"), Value("Venue"), Value("Doctor"), Value("Maker"), Value("LotNumber"), Value("RecordedAt")),
        ]);
    }

    private static RuleException Refusal(string why) => new($"{why}。取り込んでいません。VRS で出力し直してください。");
}
