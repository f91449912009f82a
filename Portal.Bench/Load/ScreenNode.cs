namespace Portal.Bench.Load;

/// <summary>An element, a text, or the place of a component on a screen nobody looks at.</summary>
internal sealed class ScreenNode
{
    /// <summary>Of an element; null otherwise.</summary>
    public string? Name { get; init; }

    public string? Text { get; set; }

    public ScreenNode? Parent { get; set; }

    public List<ScreenNode> Children { get; } = [];

    public Dictionary<string, string?> Attributes { get; } = [];

    /// <summary>By the event's name.</summary>
    public Dictionary<string, long> Handlers { get; } = [];

    public string? this[string attribute] => Attributes.GetValueOrDefault(attribute);

    /// <summary>All words below, in the order they stand.</summary>
    public string Words => string.Concat(WithAllBelow().Select(n => n.Text));

    public IEnumerable<ScreenNode> WithAllBelow()
    {
        Stack<ScreenNode> open = new([this]);
        while (open.TryPop(out var node))
        {
            yield return node;
            for (var at = node.Children.Count - 1; at >= 0; at--)
            {
                open.Push(node.Children[at]);
            }
        }
    }

    public ScreenNode Insert(int at, ScreenNode child)
    {
        child.Parent = this;
        Children.Insert(at, child);
        return child;
    }
}
