using Microsoft.AspNetCore.Components;

namespace Portal.Features.Ledger.MyNumbers;

/// <summary>
/// A My Number on its way to one screen, or into the one file that carries them: the one value that leaves the vault in plain. Nobody can read it; nothing
/// keeps it but the component that draws it, and that wipes it after <see cref="ShownFor"/>.
/// </summary>
public sealed class ShownMyNumber : IDisposable
{
    public static readonly TimeSpan ShownFor = TimeSpan.FromSeconds(30);

    private readonly char[] _digits;

    internal ShownMyNumber(string digits) => _digits = digits.ToCharArray();

    /// <summary>In fours, as the card prints it; nothing once it is wiped.</summary>
    public RenderFragment Content => builder =>
    {
        if (_digits[0] != '\0')
        {
            builder.AddContent(0, string.Join(' ', _digits.Chunk(4).Select(four => new string(four))));
        }
    };

    /// <summary>Into the one file that carries My Numbers, as twelve digits.</summary>
    internal void WriteTo(TextWriter file) => file.Write(_digits);

    public override string ToString() => "個人番号";

    public void Dispose() => Array.Clear(_digits);
}
