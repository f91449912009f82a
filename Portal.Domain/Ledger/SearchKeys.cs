using System.Text;

namespace Portal.Domain.Ledger;

/// <summary>Stored search keys of a person: the same folding for what is stored and what is typed.</summary>
public static class SearchKeys
{
    /// <summary>A number without its leading zeros, so that 1204873 finds 0001204873.</summary>
    public static string? Number(string? number) => number?.TrimStart('0') is { Length: > 0 } key ? key : null;

    public static (string Whole, string Given) Name(string name) => (Fold(name), Fold(Given(name)));

    public static (string Whole, string Given) Kana(string kana) => (Fold(kana), Fold(Given(kana)));

    public static string Address(string? address) => Fold(address ?? "");

    private static string Given(string name) => name.Split([' ', '　'], 2) is [_, var given] ? given : "";

    private static string Fold(string text) => text.Normalize(NormalizationForm.FormKC).Replace(" ", "", StringComparison.Ordinal);
}
