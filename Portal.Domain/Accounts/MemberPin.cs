namespace Portal.Domain.Accounts;

/// <summary>
/// 暗証番号 of a shared ID's member: said at sitting down, beside the shared password and at a registered terminal only,
/// so six digits with a lock after ten failures are enough.
/// </summary>
public static class MemberPin
{
    public const int MinLength = 6;
    public const int MaxLength = 12;

    /// <summary>Why a new one is refused; null when it is not.</summary>
    public static string? Refuse(string? pin, string staffNumber) =>
        pin is null || pin.Length is < MinLength or > MaxLength || !pin.All(char.IsAsciiDigit) ? $"暗証番号は{MinLength}〜{MaxLength}桁の半角数字にしてください。"
        : pin.Distinct().Count() < 3 || IsRun(pin) || pin == staffNumber || pin.TrimStart('0') == staffNumber.TrimStart('0')
            ? "推測されやすい暗証番号です。同じ数字の繰り返し、続き番号、職員番号は使えません。"
            : null;

    private static bool IsRun(string pin) => pin.Zip(pin.Skip(1), (a, b) => b - a).Distinct().ToList() is [1] or [-1];
}
