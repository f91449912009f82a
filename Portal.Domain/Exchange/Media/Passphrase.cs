using System.Security.Cryptography;

namespace Portal.Domain.Exchange.Media;

/// <summary>パスフレーズ — generated for one file, shown once, kept nowhere. Its <see cref="ToString"/> does not give it away.</summary>
public sealed class Passphrase
{
    // Without look-alikes (0/O, 1/I/L): it is read from a screen and typed. Five fives of 31 signs are 123 bits; the key of a ZIP is
    // stretched so little that the words themselves have to be strong.
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private const int Groups = 5;
    private const int GroupLength = 5;

    private readonly string _words;

    private Passphrase(string words) => _words = words;

    public static Passphrase New() =>
        new(string.Join('-', RandomNumberGenerator.GetString(Alphabet, Groups * GroupLength).Chunk(GroupLength).Select(group => new string(group))));

    /// <summary>With its hyphens, which belong to it.</summary>
    public string Show() => _words;

    public override string ToString() => "（パスフレーズ）";
}
