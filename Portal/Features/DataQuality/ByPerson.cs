namespace Portal.Features.DataQuality;

/// <summary>Rows that came in the order of their people, and are handed out person by person without being sorted or copied again.</summary>
internal sealed class ByPerson<T>
{
    private readonly List<T> _rows;
    private readonly Dictionary<Guid, (int At, int Count)> _of = [];

    /// <param name="rows">Those of one person lie together.</param>
    /// <param name="person">Whose a row is.</param>
    public ByPerson(List<T> rows, Func<T, Guid> person)
    {
        _rows = rows;
        for (var at = 0; at < rows.Count;)
        {
            var (id, start) = (person(rows[at]), at);
            while (++at < rows.Count && person(rows[at]) == id)
            {
            }

            _of.Add(id, (start, at - start));
        }
    }

    /// <summary>None for a person without any.</summary>
    public IReadOnlyList<T> this[Guid personId] => _of.TryGetValue(personId, out var range) ? _rows.GetRange(range.At, range.Count) : [];
}
