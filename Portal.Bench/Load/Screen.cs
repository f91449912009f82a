namespace Portal.Bench.Load;

/// <summary>What a browser would show: the batches of the server applied as Blazor's own script applies them.</summary>
internal sealed class Screen
{
    private readonly Dictionary<int, ScreenNode> _components = [];
    private readonly ScreenNode _root = new();

    public IEnumerable<ScreenNode> All => _root.WithAllBelow();

    public void Attach(int component) => _components[component] = _root.Insert(_root.Children.Count, new());

    public ScreenNode? Find(string name, Func<ScreenNode, bool> which) => All.FirstOrDefault(n => n.Name == name && which(n));

    /// <summary>The words of the page's heading.</summary>
    public string Heading => Find("main", _ => true)?.WithAllBelow().FirstOrDefault(n => n.Name == "h1")?.Words.Trim() ?? "";

    /// <summary>The heading, and what the page has to say besides.</summary>
    public string Said => string.Join(" | ", All.Where(n => n["role"] is "alert" or "status" || n["class"]?.Contains("notice", StringComparison.Ordinal) == true || n["class"] == "field-error").Select(n => n.Words.Trim()).Prepend(Heading).Where(words => words.Length > 0));

    public void Apply(RenderBatch batch)
    {
        foreach (var component in batch.Components)
        {
            if (_components.TryGetValue(batch.ComponentId(component), out var place))
            {
                Apply(batch, component, place);
            }
        }

        foreach (var gone in batch.DisposedComponents)
        {
            _components.Remove(gone);
        }
    }

    private void Apply(RenderBatch batch, int component, ScreenNode parent)
    {
        List<(int From, int To)> moves = [];
        for (var index = 0; index < batch.Edits(component); index++)
        {
            var (type, sibling, frame, attribute) = batch.Edit(component, index);
            switch (type)
            {
                case EditType.PrependFrame:
                    Insert(batch, parent, sibling, frame);
                    break;
                case EditType.RemoveFrame:
                    parent.Children.RemoveAt(sibling);
                    break;
                case EditType.SetAttribute:
                    Set(batch, parent.Children[sibling], frame);
                    break;
                case EditType.RemoveAttribute:
                    parent.Children[sibling].Attributes.Remove(attribute!);
                    parent.Children[sibling].Handlers.Remove(attribute!);
                    break;
                case EditType.UpdateText or EditType.UpdateMarkup:
                    parent.Children[sibling].Text = batch.First(frame);
                    break;
                case EditType.StepIn:
                    parent = parent.Children[sibling];
                    break;
                case EditType.StepOut:
                    parent = parent.Parent!;
                    break;
                case EditType.PermutationListEntry:
                    moves.Add((sibling, frame));
                    break;
                case EditType.PermutationListEnd:
                    var before = moves.ConvertAll(m => parent.Children[m.From]);
                    for (var move = 0; move < moves.Count; move++)
                    {
                        parent.Children[moves[move].To] = before[move];
                    }

                    moves.Clear();
                    break;
                default:
                    throw new InvalidDataException($"Edit {type} is not known.");
            }
        }
    }

    /// <returns>How many nodes came in.</returns>
    private int Insert(RenderBatch batch, ScreenNode parent, int at, int frame)
    {
        switch (batch.Type(frame))
        {
            case FrameType.Element:
                InsertElement(batch, parent.Insert(at, new() { Name = batch.Second(frame) }), frame);
                return 1;
            case FrameType.Text or FrameType.Markup:
                parent.Insert(at, new() { Text = batch.First(frame) });
                return 1;
            case FrameType.Component:
                _components[batch.Component(frame)] = parent.Insert(at, new());
                return 1;
            case FrameType.Region:
                return InsertRange(batch, parent, at, frame + 1, frame + batch.Length(frame));
            default:
                return 0;
        }
    }

    private void InsertElement(RenderBatch batch, ScreenNode element, int frame)
    {
        var end = frame + batch.Length(frame);
        for (var below = frame + 1; below < end; below++)
        {
            if (batch.Type(below) == FrameType.Attribute)
            {
                Set(batch, element, below);
            }
            else
            {
                InsertRange(batch, element, 0, below, end);
                return;
            }
        }
    }

    private int InsertRange(RenderBatch batch, ScreenNode parent, int at, int start, int end)
    {
        var next = at;
        for (var frame = start; frame < end; frame += batch.Length(frame))
        {
            next += Insert(batch, parent, next, frame);
        }

        return next - at;
    }

    private static void Set(RenderBatch batch, ScreenNode element, int frame)
    {
        var name = batch.First(frame)!;
        if (batch.Handler(frame) is var handler and not 0)
        {
            element.Handlers[name] = handler;
        }
        else
        {
            element.Attributes[name] = batch.Second(frame);
        }
    }
}
