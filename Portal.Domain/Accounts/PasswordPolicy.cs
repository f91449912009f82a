using System.Collections.Frozen;
using Portal.Domain.Ledger;

namespace Portal.Domain.Accounts;

/// <summary>
/// パスワードの決まり. NIST SP 800-63B-4: 15 characters where a password stands alone, 8 beside a second factor, no rules of
/// composition, a blocklist. The maximum age is the one thing that standard forbids and the published assessment promises
/// (Ⅲ-3「パスワードを定期的に変更している」): docs/decisions/0007.
/// </summary>
public sealed record PasswordPolicy
{
    public const int MinLength = 15;
    public const int MinLengthWithSecondFactor = 8;
    public const int MaxLength = 128;

    /// <summary>履歴: how many earlier ones may not come back.</summary>
    public const int History = 10;

    private const int NoticeDays = 30;
    private const int MinDifferent = 5;
    private const int MinBesideLocalWords = 8;

    private static readonly FrozenSet<string> Common = EmbeddedLines.Of("common-passwords.txt").ToFrozenSet();
    private static readonly string[] LocalWords = [.. EmbeddedLines.Of("local-words.txt").OrderByDescending(w => w.Length)];

    /// <summary>Days; 0 switches the maximum age off.</summary>
    public int MaxAgeDays { get; init; } = 365;

    /// <summary>Why a new password is refused; null when it is not.</summary>
    /// <param name="password">As typed: every character counts, spaces too.</param>
    /// <param name="hasSecondFactor">A passkey or a code generator is registered.</param>
    /// <param name="ownWords">The ID, the staff number: what others know of the person.</param>
    public static string? Refuse(string? password, bool hasSecondFactor, IEnumerable<string> ownWords)
    {
        var min = hasSecondFactor ? MinLengthWithSecondFactor : MinLength;
        if (password is null || password.Length < min)
        {
            return $"パスワードは{min}文字以上にしてください。短い言葉をいくつかつなげると覚えやすくなります。";
        }

        if (password.Length > MaxLength)
        {
            return $"パスワードは{MaxLength}文字以内にしてください。";
        }

        var folded = Fold.Nfkc(password).ToLowerInvariant();
        if (Common.Contains(folded) || folded.Distinct().Count() < MinDifferent || IsSequence(folded))
        {
            return "推測されやすいパスワードです。よく使われる言葉、同じ文字の繰り返し、並び順の文字は使えません。";
        }

        return BesideWords(folded, ownWords) < Math.Min(min, MinBesideLocalWords)
            ? "ID・職員番号や、市・保健所・業務に関する言葉だけのパスワードは推測されます。関係のない言葉を加えてください。"
            : null;
    }

    /// <summary>The last day of a password set at that moment; null without a maximum age.</summary>
    public DateOnly? LastDayOf(DateTime changedAt) => MaxAgeDays == 0 ? null : JapanTime.DayOf(changedAt).AddDays(MaxAgeDays);

    public bool IsTooOld(DateTime changedAt, DateTime now) => LastDayOf(changedAt) < JapanTime.DayOf(now);

    /// <summary>Days left, from the 30th before the end on; null while no notice is due.</summary>
    public int? NoticeOf(DateTime changedAt, DateTime now)
    {
        if (LastDayOf(changedAt) is not { } last)
        {
            return null;
        }

        var left = last.DayNumber - JapanTime.DayOf(now).DayNumber;
        return left >= 0 && left <= NoticeDays ? left : null;
    }

    private static int BesideWords(string folded, IEnumerable<string> ownWords)
    {
        foreach (var word in LocalWords.Concat(ownWords.Select(w => Fold.Nfkc(w).ToLowerInvariant()).Where(w => w.Length >= 3)))
        {
            folded = folded.Replace(word, "", StringComparison.Ordinal);
        }

        return folded.Count(c => !char.IsWhiteSpace(c));
    }

    private static bool IsSequence(string folded) =>
        folded.Zip(folded.Skip(1), (a, b) => b - a).Distinct().Take(2).Count() == 1;
}
