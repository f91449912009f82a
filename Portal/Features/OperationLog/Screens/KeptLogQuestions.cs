using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;

namespace Portal.Features.OperationLog.Screens;

/// <summary>A search of the operation log, folded and found right, kept for its owner.</summary>
public sealed class KeptLogQuestions(Drafts drafts, IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
    : KeptForOwner<LogQuestion>("log:search:", KeptFor, drafts, dbFactory, time)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(12);
}
