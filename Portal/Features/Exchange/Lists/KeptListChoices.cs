using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Lists;
using Portal.Features.Corrections;

namespace Portal.Features.Exchange.Lists;

/// <summary>How somebody likes a list: which columns in which order, its form, and which rows.</summary>
public sealed record ListChoice(IReadOnlyList<string> Columns, ListFormat Format)
{
    public ListConditions Conditions { get; init; } = new();

    public static ListChoice Usual(ListKind kind) => new(ListColumns.Usual(kind), kind.IsLayout() ? ListFormat.CsvUtf8 : ListFormat.Xlsx);
}

/// <summary>Remembers the choice of each person for each list, encrypted, as drafts are.</summary>
public sealed class KeptListChoices(Drafts drafts)
{
    /// <summary>What was chosen last; the usual columns before anything was, and where the kept ones are no more.</summary>
    public async Task<ListChoice> FindAsync(Staff by, ListKind kind)
    {
        if (await drafts.LoadAsync<ListChoice>(by, Form(kind)) is not { Content: var kept } || (!kind.IsLayout() && ListColumns.Chosen(kind, kept.Columns).Count == 0))
        {
            return ListChoice.Usual(kind);
        }

        return kept with { Columns = [.. ListColumns.Chosen(kind, kept.Columns).Select(c => c.Key)] };
    }

    public Task KeepAsync(Staff by, ListKind kind, ListChoice choice) => drafts.SaveAsync(by, Form(kind), choice);

    private static string Form(ListKind kind) => $"list-choice:{kind}";
}
