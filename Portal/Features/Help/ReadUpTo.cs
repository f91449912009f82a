using Portal.Domain.Accounts;
using Portal.Features.Corrections;

namespace Portal.Features.Help;

/// <summary>既読 — up to which version each person has read; kept with their drafts, so every node knows.</summary>
public sealed class ReadUpTo(Drafts drafts)
{
    private const string Form = "whats-new";

    public async Task<bool> HasUnreadAsync(Staff by) => (await drafts.LoadAsync<string>(by, Form))?.Content != Changes.Newest;

    public Task ReadAsync(Staff by) => drafts.SaveAsync(by, Form, Changes.Newest);
}
