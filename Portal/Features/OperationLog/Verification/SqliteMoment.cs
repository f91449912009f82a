namespace Portal.Features.OperationLog.Verification;

/// <summary>
/// A moment as EF writes it into SQLite, "yyyy-MM-dd HH:mm:ss.FFFFFFF", read to the letter: another way of writing the same moment sorts and
/// compares differently in the database. By hand, because a parser that knows all formats takes a tenth of the time a row of the log has.
/// </summary>
internal static class SqliteMoment
{
    private const int WithoutFraction = 19;
    private const int MostDigits = 7;

    /// <returns>UTC; null for anything EF would not have written.</returns>
    public static DateTime? Read(ReadOnlySpan<char> text)
    {
        if (text.Length < WithoutFraction || text[4] != '-' || text[7] != '-' || text[10] != ' ' || text[13] != ':' || text[16] != ':')
        {
            return null;
        }

        var (year, month, day) = (Number(text[..4]), Number(text[5..7]), Number(text[8..10]));
        var (hour, minute, second) = (Number(text[11..13]), Number(text[14..16]), Number(text[17..19]));
        return year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59 || Fraction(text[WithoutFraction..]) is not { } ticks
            ? null
            : new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).AddTicks(ticks);
    }

    /// <summary>Ticks; trailing noughts are not written, nor a point without digits.</summary>
    private static long? Fraction(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return 0;
        }

        if (text[0] != '.' || text.Length is < 2 or > MostDigits + 1 || text[^1] == '0' || Number(text[1..]) is var digits && digits < 0)
        {
            return null;
        }

        for (var written = text.Length - 1; written < MostDigits; written++)
        {
            digits *= 10;
        }

        return digits;
    }

    /// <returns>-1 where a character is no digit.</returns>
    private static int Number(ReadOnlySpan<char> text)
    {
        var number = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return -1;
            }

            number = (number * 10) + (c - '0');
        }

        return number;
    }
}
