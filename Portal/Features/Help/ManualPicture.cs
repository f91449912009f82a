using System.Buffers.Binary;

namespace Portal.Features.Help;

/// <summary>A picture of the 操作手引, one of docs/screens; it lies in the assembly beside the text that names it.</summary>
/// <param name="Words">What it shows.</param>
/// <param name="File">As docs/manual.ja.md names it.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
public sealed record ManualPicture(string Words, string File, int Width, int Height)
{
    private const int SizeAt = 16;

    public string Address => $"{Addresses.Help}/{File}";

    public string Id => $"picture-{Path.GetFileNameWithoutExtension(File)}";

    /// <summary>A PNG says its size at a fixed place: the page keeps the room before the picture has come.</summary>
    internal static ManualPicture Of(string words, string file)
    {
        var head = new byte[SizeAt + 8];
        using var picture = Open(file);
        picture.ReadExactly(head);
        return new(words, file, BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(SizeAt)), BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(SizeAt + 4)));
    }

    internal Stream Open() => Open(File);

    private static Stream Open(string file) => EmbeddedText.Open($"help/{file}");
}
