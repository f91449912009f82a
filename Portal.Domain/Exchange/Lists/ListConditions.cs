using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange.Lists;

/// <summary>出力の条件. What is empty does not narrow; what a list does not know is not asked.</summary>
public sealed record ListConditions
{
    public const int InstitutionMaxLength = Ledger.Institution.NameMaxLength;

    /// <summary>接種日 (of coupons 発行日), first and last day.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>Part of the 医療機関's name, or its whole code.</summary>
    public string? Institution { get; init; }

    public int? DoseNumber { get; init; }

    public string? ProductCode { get; init; }

    /// <summary>取込番号: records that import brought.</summary>
    public int? ImportNumber { get; init; }

    /// <summary>転出・死亡を除く.</summary>
    public bool ResidentsOnly { get; init; }

    /// <summary>取消を含む. Never in a 取込用 file.</summary>
    public bool IncludesCancelled { get; init; }

    /// <summary>What a list of this kind can be asked for, with texts folded.</summary>
    public ListConditions For(ListKind kind) => this with
    {
        From = kind.Subject() == ListKind.People ? null : From,
        To = kind.Subject() == ListKind.People ? null : To,
        Institution = kind.Subject() == ListKind.Doses && Fold.Plain(Institution) is { Length: > 0 } text ? text : null,
        DoseNumber = kind.Subject() == ListKind.People ? null : DoseNumber,
        ProductCode = kind.Subject() == ListKind.Doses && !string.IsNullOrEmpty(ProductCode) ? ProductCode : null,
        IncludesCancelled = !kind.IsLayout() && kind != ListKind.People && IncludesCancelled,
    };

    internal IEnumerable<FieldProblem> Problems()
    {
        if (From > To)
        {
            yield return new(nameof(To), "期間の終わりは、始まりの日以降を指定してください。");
        }

        if (Institution is { Length: > InstitutionMaxLength })
        {
            yield return new(nameof(Institution), $"医療機関は{InstitutionMaxLength}文字以内で入力してください。");
        }
        else if (MyNumberScan.Holds(Institution))
        {
            yield return new(nameof(Institution), "医療機関に個人番号は入力できません。");
        }

        if (DoseNumber is < 1 or > Dose.MaxDoseNumber)
        {
            yield return new(nameof(DoseNumber), $"回数は1から{Dose.MaxDoseNumber}までです。");
        }
    }

    /// <summary>The conditions in one line, for screen, file and log.</summary>
    public string Describe(ListKind kind)
    {
        var day = kind.Subject() == ListKind.Coupons ? "発行日" : "接種日";
        string?[] parts =
        [
            From is { } from ? $"{day} {JapaneseDate.Format(from)}から" : null,
            To is { } to ? $"{day} {JapaneseDate.Format(to)}まで" : null,
            Institution is null ? null : $"医療機関「{Institution}」",
            DoseNumber is { } number ? $"{number}回目" : null,
            ProductCode is null ? null : VaccineProduct.Find(ProductCode)?.Name ?? ProductCode,
            ImportNumber is { } import ? $"取込 {import}" : null,
            ResidentsOnly ? "転出・死亡を除く" : null,
            IncludesCancelled ? "取消を含む" : null,
        ];
        return string.Join("、", parts.OfType<string>()) is { Length: > 0 } words ? words : "条件なし（全件）";
    }
}
