using System.Text;

namespace Portal.Domain.Ledger;

/// <summary>
/// Prefix search without LIKE: <c>key &lt;= column &amp;&amp; column &lt; NextPrefix(key)</c> holds exactly for the texts that begin with
/// the key, in UTF-8 byte order (SQLite) and in UTF-16 code unit order (SQL Server's binary collation, ordinal strings) alike.
/// </summary>
public static class PrefixRange
{
    /// <summary>The first text after all that begin with <paramref name="key"/>: its last code point plus one.</summary>
    /// <exception cref="ArgumentException">
    /// An empty key, a broken surrogate, or a key that ends in U+D7FF, U+FFFF or U+10FFFF. These three have no successor
    /// that the two orders agree on; none is a character, and <see cref="Fold"/> leaves none in a search key.
    /// </exception>
    public static string NextPrefix(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (Rune.DecodeLastFromUtf16(key, out var last, out var length) != System.Buffers.OperationStatus.Done
            || last.Value is 0xD7FF or 0xFFFF or 0x10FFFF)
        {
            throw new ArgumentException("The key ends in something that is not a character.", nameof(key));
        }

        return string.Concat(key.AsSpan(0, key.Length - length), new Rune(last.Value + 1).ToString());
    }
}
