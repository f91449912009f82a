using System.Security.Claims;

namespace Portal.Components.Layout;

/// <summary>One line of the menu. Without a policy every signed-in member of staff sees it.</summary>
public sealed record NavEntry(string Label, string Href, string? Policy = null);

/// <summary>What waits behind a menu line (未処理件数), registered by the subject that can count it.</summary>
public sealed record NavCount(string Href, Func<ClaimsPrincipal, CancellationToken, Task<int>> CountAsync);
