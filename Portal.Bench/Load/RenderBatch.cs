using System.Buffers.Binary;
using System.Text;

namespace Portal.Bench.Load;

internal enum EditType
{
    PrependFrame = 1,
    RemoveFrame,
    SetAttribute,
    RemoveAttribute,
    UpdateText,
    StepIn,
    StepOut,
    PermutationListEntry,
    PermutationListEnd,
    UpdateMarkup,
}

internal enum FrameType
{
    Element = 1,
    Text,
    Attribute,
    Component,
    Region,
    ElementReferenceCapture,
    Markup = 8,
}

/// <summary>The binary form in which the server sends what has changed on the screen; read in place.</summary>
internal readonly struct RenderBatch(ReadOnlyMemory<byte> bytes)
{
    private const int FrameSize = 20;
    private const int EditSize = 16;

    private readonly int _frames = Whole(bytes, bytes.Length - 16) + 4;
    private readonly int _strings = Whole(bytes, bytes.Length - 4);

    /// <summary>Where the changes of each component begin.</summary>
    public IEnumerable<int> Components
    {
        get
        {
            var section = Whole(bytes.Length - 20);
            for (var at = 0; at < Whole(section); at++)
            {
                yield return Whole(section + 4 + (4 * at));
            }
        }
    }

    public IEnumerable<int> DisposedComponents
    {
        get
        {
            var section = Whole(bytes.Length - 12);
            for (var at = 0; at < Whole(section); at++)
            {
                yield return Whole(section + 4 + (4 * at));
            }
        }
    }

    public int ComponentId(int component) => Whole(component);

    public int Edits(int component) => Whole(component + 4);

    public (EditType Type, int Sibling, int Frame, string? Attribute) Edit(int component, int index)
    {
        var at = component + 8 + (index * EditSize);
        var type = (EditType)Whole(at);
        return (type, Whole(at + 4), Whole(at + 8), type == EditType.RemoveAttribute ? Text(Whole(at + 12)) : null);
    }

    public FrameType Type(int frame) => (FrameType)Whole(At(frame));

    /// <summary>Of an element, a component or a region: itself and all below.</summary>
    public int Length(int frame) => Type(frame) is FrameType.Element or FrameType.Component or FrameType.Region ? Whole(At(frame) + 4) : 1;

    /// <summary>A text, a markup or an attribute's name.</summary>
    public string? First(int frame) => Text(Whole(At(frame) + 4));

    /// <summary>An element's name or an attribute's value.</summary>
    public string? Second(int frame) => Text(Whole(At(frame) + 8));

    public int Component(int frame) => Whole(At(frame) + 8);

    public long Handler(int frame) => BinaryPrimitives.ReadInt64LittleEndian(bytes.Span[(At(frame) + 12)..]);

    private static int Whole(ReadOnlyMemory<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[at..]);

    private int Whole(int at) => Whole(bytes, at);

    private int At(int frame) => _frames + (frame * FrameSize);

    private string? Text(int index)
    {
        if (index < 0)
        {
            return null;
        }

        var at = Whole(_strings + (4 * index));
        var (length, shift) = (0, 0);
        byte part;
        do
        {
            part = bytes.Span[at++];
            length |= (part & 127) << shift;
            shift += 7;
        }
        while (part > 127);
        return Encoding.UTF8.GetString(bytes.Span.Slice(at, length));
    }
}
