using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Features.Corrections;

namespace Portal.Features.Ledger;

/// <summary>The text of a search of the ledger, kept for its owner.</summary>
public sealed class KeptSearches(Drafts drafts, IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
    : KeptForOwner<string>("ledger:search:", KeptFor, drafts, dbFactory, time)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(12);

    /// <exception cref="InvalidOperationException">The text may hold a My Number, which is never kept.</exception>
    public override Task<Guid> KeepAsync(Staff by, string asked) => SearchTerms.Understand(asked).MayHoldMyNumber
        ? throw new InvalidOperationException("A possible My Number is not kept.")
        : base.KeepAsync(by, asked);
}
