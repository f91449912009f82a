using System.Globalization;
using System.Text;

namespace Portal.Domain.Exchange.Lists;

/// <summary>Shift_JIS as Windows means it: which characters it holds, and what stands in place of one it does not.</summary>
public static class Cp932
{
    /// <summary>What printers set where they have no type.</summary>
    public const string Geta = "〓";

    private const int CodePage = 932;

    private static readonly bool[] Writable = Probe();

    /// <summary>Throws at a character it cannot hold: nothing is replaced by itself.</summary>
    public static Encoding Encoding { get; } = Encoding.GetEncoding(CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    public static bool Holds(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!Writable[character])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The characters of a text it cannot hold, as a reader counts them: 辻 with a variation selector is one.</summary>
    public static IEnumerable<string> Unwritable(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text, at);
            if (!Holds(text.AsSpan(at, length)))
            {
                yield return text.Substring(at, length);
            }

            at += length;
        }
    }

    /// <summary>The text with 〓 for each of them, and how many there were.</summary>
    public static (string Text, int Count) Replaced(string text)
    {
        var (written, count) = (new StringBuilder(text.Length), 0);
        for (var at = 0; at < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text, at);
            var isHeld = Holds(text.AsSpan(at, length));
            written.Append(isHeld ? text.AsSpan(at, length) : Geta);
            count += isHeld ? 0 : 1;
            at += length;
        }

        return (written.ToString(), count);
    }

    /// <summary>Asks every character whether it comes back as itself.</summary>
    private static bool[] Probe()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(CodePage, new EncoderReplacementFallback("?"), new DecoderReplacementFallback("?"));
        var writable = new bool[char.MaxValue + 1];
        Span<byte> bytes = stackalloc byte[8];
        Span<char> back = stackalloc char[8];
        for (var code = 0; code <= char.MaxValue; code++)
        {
            var character = (char)code;
            if (!char.IsSurrogate(character))
            {
                var written = encoding.GetBytes([character], bytes);
                writable[code] = encoding.GetChars(bytes[..written], back) == 1 && back[0] == character;
            }
        }

        return writable;
    }
}
