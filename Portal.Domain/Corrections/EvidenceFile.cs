using System.Globalization;
using System.Text;
using Portal.Domain.Ledger;

namespace Portal.Domain.Corrections;

/// <summary>What may be attached as evidence: decided by a file's first bytes, never by its name.</summary>
public static class EvidenceFile
{
    public const string Pdf = "application/pdf";
    public const string Png = "image/png";
    public const string Jpeg = "image/jpeg";

    private static readonly (byte[] Magic, string ContentType, string[] Extensions)[] Kinds =
    [
        ("%PDF-"u8.ToArray(), Pdf, [".pdf"]),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], Png, [".png"]),
        ([0xFF, 0xD8, 0xFF], Jpeg, [".jpg", ".jpeg"]),
    ];

    /// <summary>The content type of the bytes.</summary>
    /// <exception cref="RuleException">Neither PDF, PNG nor JPEG.</exception>
    public static string TypeOf(ReadOnlySpan<byte> content)
    {
        foreach (var (magic, contentType, _) in Kinds)
        {
            if (content.StartsWith(magic))
            {
                return contentType;
            }
        }

        throw new RuleException("添付できるのは PDF・PNG・JPEG のファイルです。このファイルの中身はどれでもありません。");
    }

    /// <summary>A name safe to keep, show and hand back: no folders, no control or direction characters, no My Number, the extension its content has.</summary>
    public static string CleanName(string? name, string contentType)
    {
        var last = MyNumberScan.StrikeOut((name ?? "").Split('/', '\\')[^1]);
        var kept = string.Concat(last.EnumerateRunes()
            .Where(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                && !"<>:\"|?*;".Contains(rune.ToString(), StringComparison.Ordinal) && rune != Rune.ReplacementChar)
            .Select(rune => rune.ToString())).Trim(' ', '.');
        var extensions = Array.Find(Kinds, kind => kind.ContentType == contentType).Extensions;
        var extension = Array.Find(extensions, e => kept.EndsWith(e, StringComparison.OrdinalIgnoreCase));
        var stem = extension is null ? kept : kept[..^extension.Length];
        var room = Evidence.FileNameMaxLength - 5;
        return $"{(stem.Length == 0 ? "根拠資料" : Cut(stem, room))}{extension ?? extensions[0]}";
    }

    private static string Cut(string text, int length) =>
        text.Length <= length ? text : char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
}
