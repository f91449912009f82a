using System.Globalization;
using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange.IntermediateServer;

/// <summary>One item of an answer beside the same of the ledger.</summary>
/// <param name="Name">As the other body calls it.</param>
/// <param name="Theirs">What it said; null where it did not.</param>
/// <param name="Ours">What the ledger has; null where it has nothing, or no such item.</param>
/// <param name="IsKnown">Whether the ledger has such an item at all.</param>
public sealed record AnswerItem(string Name, string? Theirs, string? Ours, bool IsKnown)
{
    public bool Differs => IsKnown && Theirs is not null && Theirs != Ours;
}

/// <summary>One record of an answer, one of the ledger, or both.</summary>
/// <param name="Record">記録番号; null for a dose the answer does not have.</param>
/// <param name="Dose">Null for a record the ledger does not have.</param>
/// <param name="Items">Beside each other.</param>
public sealed record AnswerRow(int? Record, Dose? Dose, IReadOnlyList<AnswerItem> Items);

/// <summary>回答と台帳 — the answer shown beside the ledger. It changes nothing.</summary>
public static class AnswerComparison
{
    private const string Day = "接種日";

    private static readonly Dictionary<string, Func<Dose, string?>> Known = new()
    {
        ["接種回数"] = d => d.DoseNumber.ToString(CultureInfo.InvariantCulture),
        [Day] = d => d.VaccinatedOn.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        ["ワクチンメーカー"] = d => d.Maker,
        ["製品コード"] = d => d.ProductCode,
        ["ロット番号"] = d => d.LotNumber,
        ["接種量"] = d => FieldText.Number(d.AmountMl),
        ["接種自治体コード"] = d => d.MunicipalityCode,
        ["医療機関コード"] = d => d.InstitutionCode,
    };

    /// <summary>Records and doses of the same day stand beside each other; each of them once.</summary>
    public static IReadOnlyList<AnswerRow> Of(IEnumerable<InquiryAnswer> answer, IEnumerable<Dose> doses)
    {
        var left = doses.ToList();
        List<AnswerRow> rows = [];
        foreach (var record in answer.GroupBy(a => a.Record).OrderBy(g => g.Key))
        {
            var day = record.FirstOrDefault(a => a.Item == Day)?.Value;
            var dose = day is null ? null : left.Find(d => Known[Day](d) == day);
            _ = dose is not null && left.Remove(dose);
            rows.Add(new(record.Key, dose, [.. record.Select(a => new AnswerItem(a.Item, a.Value, dose is not null && Known.TryGetValue(a.Item, out var ours) ? ours(dose) : null, dose is not null && Known.ContainsKey(a.Item)))]));
        }

        rows.AddRange(left.Select(dose => new AnswerRow(null, dose, [.. Known.Select(k => new AnswerItem(k.Key, null, k.Value(dose), true)).Where(i => i.Ours is not null)])));
        return rows;
    }
}
