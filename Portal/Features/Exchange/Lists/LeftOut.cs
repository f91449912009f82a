namespace Portal.Features.Exchange.Lists;

/// <summary>含めなかったもの — what a 取込用 file does not carry, so that its import changes nothing. Counted, and said on the screen.</summary>
internal sealed class LeftOut
{
    private readonly Dictionary<string, long> _counts = [];

    public IReadOnlyList<ListNote> Notes => [.. _counts.Where(c => c.Value > 0).Select(c => new ListNote(c.Key, c.Value))];

    public void Add(string why, long count = 1) => _counts[why] = _counts.GetValueOrDefault(why) + count;
}

/// <summary>Why something is not in the file, and how often.</summary>
public sealed record ListNote(string Why, long Count);
