namespace Portal.Domain.Accounts;

/// <summary>What an ID may look like: 3 to 32 lower-case letters, digits, full stops and hyphens, a letter first.</summary>
public static class LoginId
{
    public const int MinLength = 3;
    public const int MaxLength = 32;

    /// <summary>As it is compared: one width, lower case.</summary>
    public static string Fold(string? typed) => Ledger.Fold.Compact(typed).ToLowerInvariant();

    /// <exception cref="RuleException">Not of this form, or reserved for the portal itself.</exception>
    public static string Parse(string? typed)
    {
        var id = Fold(typed);
        return id.Length is < MinLength or > MaxLength || !char.IsAsciiLetterLower(id[0]) || !id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-') || Ledger.MyNumberScan.Holds(id)
            ? throw new RuleException($"IDは半角英小文字で始まる{MinLength}〜{MaxLength}文字の英小文字・数字・「.」「-」で入力してください。")
            : id is "system" or "terminal" ? throw new RuleException($"ID「{id}」は使えません。別のIDを入力してください。") : id;
    }
}
