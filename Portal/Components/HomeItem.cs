using Portal.Domain.Accounts;

namespace Portal.Components;

/// <summary>One line of the home page: what waits for this person, or runs out.</summary>
/// <param name="Label">承認を待っている訂正</param>
/// <param name="Words">3件, あと5日.</param>
/// <param name="Href">Where it is dealt with.</param>
/// <param name="Kind">Overdue things are errors, things near their end warnings.</param>
public sealed record HomeItem(string Label, string Words, string Href, TagKind Kind = TagKind.Neutral);

/// <summary>What one subject has to say on the home page, for one person. Lines of no concern are left out.</summary>
public sealed record HomeSource(Func<Staff, CancellationToken, Task<IReadOnlyList<HomeItem>>> ItemsAsync);
