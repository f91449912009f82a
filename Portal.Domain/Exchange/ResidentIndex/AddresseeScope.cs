namespace Portal.Domain.Exchange.ResidentIndex;

/// <summary>提供の範囲（スコープ） — one part of an answer, given to a client by the administrator.</summary>
public enum AddresseeScope
{
    /// <summary>氏名・カナ・旧氏・通称・性別・生年月日. Without it nothing is answered.</summary>
    Basic,

    /// <summary>住所・居住期間</summary>
    Residence,

    /// <summary>接種記録</summary>
    Vaccinations,
}

public static class AddresseeScopes
{
    /// <summary>As OAuth writes it.</summary>
    public static string Code(this AddresseeScope scope) => scope switch
    {
        AddresseeScope.Basic => "addressee.basic",
        AddresseeScope.Residence => "addressee.residence",
        AddresseeScope.Vaccinations => "addressee.vaccinations",
        _ => throw new ArgumentOutOfRangeException(nameof(scope)),
    };

    public static string Label(this AddresseeScope scope) => scope switch
    {
        AddresseeScope.Basic => "基本（氏名・性別・生年月日）",
        AddresseeScope.Residence => "住所・居住期間",
        AddresseeScope.Vaccinations => "接種記録",
        _ => throw new ArgumentOutOfRangeException(nameof(scope)),
    };

    /// <summary>addressee.basic addressee.residence: in the order of the list, parted by spaces.</summary>
    public static string Join(IEnumerable<AddresseeScope> scopes) => string.Join(' ', scopes.Distinct().Order().Select(Code));

    /// <summary>Reads what <see cref="Join"/> wrote, and what a client asks for; null when a word is no scope.</summary>
    public static IReadOnlyList<AddresseeScope>? Read(string? text)
    {
        var words = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var all = Enum.GetValues<AddresseeScope>();
        return words.All(word => all.Any(scope => scope.Code() == word)) ? [.. all.Where(scope => words.Contains(scope.Code()))] : null;
    }
}
