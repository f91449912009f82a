namespace Portal.Features.Maintenance.Databases;

/// <summary>スキーマの照合 — what a database lacks of what the model wants, what it has beside it, and what is otherwise; in one line each.</summary>
internal static class SchemaComparison
{
    /// <summary>Tables of EF's own.</summary>
    private static readonly HashSet<string> Foreign = ["__EFMigrationsHistory", "__EFMigrationsLock"];

    /// <param name="wanted">By the model.</param>
    /// <param name="found">In the database.</param>
    /// <param name="cure">What to do about it; ends each line.</param>
    public static IEnumerable<string> Differences(SchemaShape wanted, SchemaShape found, string cure) =>
        Lines(wanted, found).Select(line => $"{line}。{cure}");

    private static IEnumerable<string> Lines(SchemaShape wanted, SchemaShape found)
    {
        foreach (var table in wanted.Tables.Values.OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            foreach (var line in found.Tables.TryGetValue(table.Name, out var there) ? OfTable(table, there) : [$"表 {table.Name} がありません"])
            {
                yield return line;
            }
        }

        foreach (var extra in found.Tables.Keys.Except(wanted.Tables.Keys).Except(Foreign).Order(StringComparer.Ordinal))
        {
            yield return $"表 {extra} はポータルのものではありません";
        }

        foreach (var guard in wanted.Guards.Except(found.Guards).Order(StringComparer.Ordinal))
        {
            yield return $"操作ログを書き換えから守るトリガー {guard} がありません";
        }

        foreach (var guard in found.Guards.Except(wanted.Guards).Order(StringComparer.Ordinal))
        {
            yield return $"トリガー {guard} はポータルのものではありません";
        }
    }

    private static IEnumerable<string> OfTable(TableShape wanted, TableShape found) =>
        Columns(wanted, found).Concat(Key(wanted, found)).Concat(Indexes(wanted, found)).Concat(References(wanted, found));

    private static IEnumerable<string> Columns(TableShape wanted, TableShape found) =>
        Named(wanted.Columns, found.Columns, name => $"列 {wanted.Name}.{name} ", column => column.Words, (column, there) => column.IsLike(there));

    private static IEnumerable<string> Key(TableShape wanted, TableShape found) =>
        wanted.Key.SequenceEqual(found.Key, StringComparer.Ordinal) ? [] : [$"表 {wanted.Name} の主キーが違います（({string.Join(", ", found.Key)})、要る形: ({string.Join(", ", wanted.Key)})）"];

    private static IEnumerable<string> Indexes(TableShape wanted, TableShape found) =>
        Named(wanted.Indexes, found.Indexes, name => $"索引 {name}（表 {wanted.Name}）", index => index.Words, (index, there) => index.IsLike(there));

    /// <summary>Of parts that are known by their names: missing, otherwise, or not the portal's.</summary>
    private static IEnumerable<string> Named<T>(
        IReadOnlyDictionary<string, T> wanted, IReadOnlyDictionary<string, T> found, Func<string, string> called, Func<T, string> words, Func<T, T, bool> isLike) =>
        wanted.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w =>
            !found.TryGetValue(w.Key, out var there) ? $"{called(w.Key)}がありません（要る形: {words(w.Value)}）"
            : !isLike(w.Value, there) ? $"{called(w.Key)}の形が違います（{words(there)}、要る形: {words(w.Value)}）"
            : null).OfType<string>()
        .Concat(found.Keys.Except(wanted.Keys).Order(StringComparer.Ordinal).Select(extra => $"{called(extra)}はポータルのものではありません"));

    private static IEnumerable<string> References(TableShape wanted, TableShape found) =>
        wanted.References.Where(r => !found.References.Any(r.IsLike)).Select(r => $"表 {wanted.Name} の外部キー {r.Words} がありません")
        .Concat(found.References.Where(r => !wanted.References.Any(r.IsLike)).Select(r => $"表 {wanted.Name} の外部キー {r.Words} はポータルのものではありません"));
}
