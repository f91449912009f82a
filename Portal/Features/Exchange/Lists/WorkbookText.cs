using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Portal.Features.Exchange.Lists;

/// <summary>Text as a workbook holds it: what XML has no place for is written as _x0001_ (ECMA-376 ST_Xstring), and what looks like that is told apart.</summary>
internal static partial class WorkbookText
{
    public static string Of(string text)
    {
        if (IsPlain(text))
        {
            return text;
        }

        var written = new StringBuilder(text.Length + 16);
        text = Escape().Replace(text, "_x005F_$1");
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                written.Append(text[at]).Append(text[++at]);
            }
            else if (XmlConvert.IsXmlChar(text[at]) && text[at] != '\r')
            {
                written.Append(text[at]);
            }
            else
            {
                written.Append(CultureInfo.InvariantCulture, $"_x{(int)text[at]:X4}_");
            }
        }

        return written.ToString();
    }

    private static bool IsPlain(string text)
    {
        foreach (var character in text)
        {
            if (character is < ' ' or '_' || character >= '\uD800' && character is <= '\uDFFF' or >= '\uFFFE')
            {
                return false;
            }
        }

        return true;
    }

    [GeneratedRegex("_(x[0-9A-Fa-f]{4}_)")]
    private static partial Regex Escape();
}
