using Portal.Domain.Ledger;

namespace Portal.Domain.DataQuality.BulkFixes;

/// <summary>訂正の案 — one item of one dose, and what it would become.</summary>
/// <param name="Field">Key of the item.</param>
/// <param name="OldValue">Canonical text in the ledger.</param>
/// <param name="NewValue">Canonical text proposed.</param>
/// <param name="IsLikely">Whether it stands to reason without the slip; the others are for slips that have been looked at.</param>
public sealed record FixProposal(string Field, string? OldValue, string? NewValue, bool IsLikely);

/// <summary>What the masters say that proposals are made from.</summary>
/// <param name="Lots">Product codes by published lot number.</param>
/// <param name="InstitutionCodes">Codes by <see cref="Institution.NameKey"/>.</param>
public sealed record FixGround(ILookup<string, string> Lots, ILookup<string, string> InstitutionCodes);

/// <summary>一括訂正のできる規則 — what is proposed for its findings, and which are left for a look one by one.</summary>
public sealed record FixTerms(FindingRule Rule, string Does, string LeavesOut)
{
    internal Func<DoseHistory, Dose, FixGround, FixProposal?> Propose { get; init; } = (_, _, _) => null;
}

/// <summary>The rules whose findings have one answer that the records themselves give. For all others the slip has to be asked.</summary>
public static class FixRules
{
    /// <summary>By how much an amount is off when only its point slipped; µL for mL is the last of them.</summary>
    private static readonly decimal[] Shifts = [10, 100, 1000];

    public static IReadOnlyList<FixTerms> All { get; } =
    [
        new(FindingRule.Lot, "ロット番号の O と 0、I と 1 などの打ち間違いを直す。公表されたロットにあるものを、あらかじめ選ぶ。", "ほかのメーカーの形のロット番号、製品が初回・追加の別と合わない接種。")
        {
            Propose = Lot,
        },
        new(FindingRule.Amount, "接種量を、製品と初回・追加の別の定めの量に直す。小数点の位置だけが違うものを、あらかじめ選ぶ。", "定めの量が一つに決まらない接種。実際にその量を接種したものは選ばない。")
        {
            Propose = Amount,
        },
        new(FindingRule.Institution, "一覧にない医療機関コードを、名称が一覧の一つと同じときに、そのコードに直す。", "名称も一覧にない接種、コードの書かれていない接種。")
        {
            Propose = Code,
        },
    ];

    public static FixTerms? Find(FindingRule? rule) => All.FirstOrDefault(terms => terms.Rule == rule);

    /// <summary>What would put one dose right; null where the records leave it open.</summary>
    /// <param name="rule">One of <see cref="All"/>.</param>
    /// <param name="person">Whose dose.</param>
    /// <param name="doses">All of theirs.</param>
    /// <param name="doseId">The dose the finding speaks of.</param>
    /// <param name="ground">The masters.</param>
    public static FixProposal? Propose(FindingRule rule, LedgerPerson person, IReadOnlyList<Dose> doses, Guid doseId, FixGround ground)
    {
        var history = new DoseHistory(person, doses);
        return history.Doses.FirstOrDefault(d => d.DoseId == doseId) is { } dose ? Find(rule)?.Propose(history, dose, ground) : null;
    }

    private static FixProposal? Lot(DoseHistory history, Dose dose, FixGround ground)
    {
        if (LotNumber.Meant(dose.LotNumber) is not { } meant || ProductRules.Shape(dose)?.Format != meant.Format)
        {
            return null;
        }

        var products = ground.Lots[meant.Value];
        var isPublished = dose.ProductCode is { } product ? products.Contains(product) : products.Any();
        return Of(DoseFields.LotNumber, dose, meant.Value, isPublished);
    }

    private static FixProposal? Amount(DoseHistory history, Dose dose, FixGround ground)
    {
        if (dose.AmountMl is not { } amount || amount == 0 || ProductRules.UsualAmounts(history, dose) is not [var usual] || usual == amount)
        {
            return null;
        }

        var isDigitSlip = Shifts.Any(shift => amount == usual * shift || amount * shift == usual);
        return Of(DoseFields.AmountMl, dose, FieldText.Number(usual), isDigitSlip);
    }

    private static FixProposal? Code(DoseHistory history, Dose dose, FixGround ground) =>
        dose is { InstitutionCode: { } code, InstitutionName: { } name }
            && ground.InstitutionCodes[SearchKeys.Name(name, Institution.NameMaxLength).Whole].Distinct().ToList() is [var known] && known != code
            ? Of(DoseFields.InstitutionCode, dose, known, isLikely: true)
            : null;

    private static FixProposal Of(RecordField<Dose> field, Dose dose, string? value, bool isLikely) => new(field.Key, field.Get(dose), value, isLikely);
}
