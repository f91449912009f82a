using System.Collections.Frozen;

namespace Portal.Domain.Ledger;

/// <summary>ワクチンメーカー — as VRS and the vaccination certificate name them.</summary>
public enum Maker
{
    Pfizer,
    Moderna,
    AstraZeneca,
    Novavax,
    DaiichiSankyo,
}

/// <summary>
/// The names of the makers. VRS offered 「ファイザー」「アストラゼネカ」「武田/モデルナ」 at first (接種記録データの確認方法, 項目8); the
/// same maker is later written モデルナ. 武田 alone means either モデルナ or ノババックス and is not understood.
/// </summary>
public static class MakerNames
{
    private static readonly FrozenDictionary<string, Maker> Spellings = new Dictionary<string, Maker>
    {
        ["ファイザー"] = Maker.Pfizer,
        ["ファイザー社"] = Maker.Pfizer,
        ["モデルナ"] = Maker.Moderna,
        ["モデルナ社"] = Maker.Moderna,
        ["武田/モデルナ"] = Maker.Moderna,
        ["武田・モデルナ"] = Maker.Moderna,
        ["武田モデルナ"] = Maker.Moderna,
        ["アストラゼネカ"] = Maker.AstraZeneca,
        ["アストラゼネカ社"] = Maker.AstraZeneca,
        ["ノババックス"] = Maker.Novavax,
        ["武田社(ノババックス)"] = Maker.Novavax,
        ["武田(ノババックス)"] = Maker.Novavax,
        ["武田/ノババックス"] = Maker.Novavax,
        ["第一三共"] = Maker.DaiichiSankyo,
        ["第一三共社"] = Maker.DaiichiSankyo,
    }.ToFrozenDictionary();

    /// <summary>As shown on screens and sheets.</summary>
    public static string DisplayName(this Maker maker) => maker switch
    {
        Maker.Pfizer => "ファイザー",
        Maker.Moderna => "モデルナ",
        Maker.AstraZeneca => "アストラゼネカ",
        Maker.Novavax => "武田社(ノババックス)",
        Maker.DaiichiSankyo => "第一三共",
        _ => throw new ArgumentOutOfRangeException(nameof(maker)),
    };

    /// <summary>A maker as VRS, a coupon or a clerk spells it, in any width.</summary>
    public static bool TryParse(string? text, out Maker maker) =>
        Spellings.TryGetValue(Fold.Compact(text), out maker);

    /// <exception cref="RuleException">A spelling no maker has.</exception>
    public static Maker Parse(string? text) => TryParse(text, out var maker)
        ? maker
        : throw new RuleException($"ワクチンメーカーは {string.Join("・", Enum.GetValues<Maker>().Select(DisplayName))} から選んでください。");
}
