using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Corrections.Merging;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Ledger.MyNumbers;
using Portal.Features.OperationLog;

namespace Portal.Features.Corrections.Merging;

/// <summary>統合の明細 and 統合の取消し.</summary>
public sealed class UnmergeDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    private const string Missing = "この統合は見つかりません。個人票の履歴から開き直してください。";

    /// <summary>The merge: what taking it back will do, or what it did. A look at both people. Null: no such merge.</summary>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    public async Task<OpenedMerge?> OpenAsync(Staff by, Guid mergeId, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.LedgerView, Operation.MergeShown, now, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await db.LoadMergeAsync(mergeId, cancellationToken) is not { } made)
        {
            await dbFactory.LogMissingAsync(by, Operation.MergeShown, mergeId, now);
            return null;
        }

        MergeDesk.AddLog(db, by, now, Operation.MergeShown, made.KeeperId, made.OtherId);
        await db.SaveChangesAsync(cancellationToken);
        return await ViewAsync(db, made, cancellationToken);
    }

    /// <summary>取消し. What was edited since the merge stays as it is and is named in the statement.</summary>
    /// <param name="by">Who.</param>
    /// <param name="mergeId">Which merge.</param>
    /// <param name="toOther">Later records that become the other's.</param>
    /// <param name="grounds">Why.</param>
    /// <param name="seen"><see cref="OpenedMerge.Seen"/>; null: nobody has seen it.</param>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    /// <exception cref="RuleException">No such merge, taken back already, or another one on top of it.</exception>
    public async Task UnmergeAsync(Staff by, Guid mergeId, IReadOnlySet<Guid> toOther, Grounds grounds, string? seen = null)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync();
        var merged = await db.Revisions.AsNoTracking().Include(r => r.Changes).Where(r => r.MergeId == mergeId && r.Act == RevisionAct.Merge).ToListAsync();
        await dbFactory.DemandAsync(by, Permission.RecordMerge, Operation.PeopleUnmerged, now, merged.Count == 0 ? null : MadeMerge.KeeperOf(merged));
        if (merged.Count == 0)
        {
            throw new RuleException(Missing);
        }

        await using var turn = await db.TakeTurnsAsync(merged.Where(r => r.RecordKind == RecordKind.Person).Select(r => r.RecordId));
        var made = await db.LoadMergeAsync(mergeId) ?? throw new RuleException(Missing);
        if (seen is not null && seen != Seen(made))
        {
            throw MergeSaving.Changed();
        }

        await db.DemandEvidenceAsync(grounds, made.KeeperId, made.OtherId);
        var plan = Unmerge.Plan(made);
        var revisions = Unmerge.Make(made, toOther, grounds, by, now);
        MergeDesk.AddLog(db, by, now, Operation.PeopleUnmerged, made.KeeperId, made.OtherId, $"接種記録{plan.Doses}件 接種券{plan.Coupons}件 残した項目{plan.Kept.Count()}件");
        await db.SaveMergeAsync(revisions, turn);
    }

    /// <summary>Writes down that the statement is printed.</summary>
    /// <returns>UTC; stands on the paper.</returns>
    public async Task<DateTime> RecordPrintAsync(Staff by, Guid mergeId, string? purpose)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.LedgerPrint, Operation.MergePrinted, now);
        var stated = StatedPurpose.Demand("印刷の目的", purpose);
        await using var db = await dbFactory.CreateDbContextAsync();
        var made = await db.LoadMergeAsync(mergeId) ?? throw new RuleException(Missing);
        MergeDesk.AddLog(db, by, now, Operation.MergePrinted, made.KeeperId, made.OtherId, purpose: stated);
        await db.SaveChangesAsync();
        return now;
    }

    private static string Seen(MadeMerge made) => string.Concat(made.Records.Values.OrderBy(r => r.RecordId).Select(r => $"{r.RecordId:N}{r.Version:N}"));

    private static async Task<OpenedMerge> ViewAsync(PortalDb db, MadeMerge made, CancellationToken cancellationToken)
    {
        var (plan, refusal) = PlanOf(made);
        var hides = made.Records.Values.Any(r => r.Kind == RecordKind.Person && r[PersonFields.IsProtected.Key] is not null)
            || made.Merged.SelectMany(r => r.Changes).Any(c => c.Field == PersonFields.IsProtected.Key);
        return new()
        {
            Keeper = await db.HeadOfAsync(made.KeeperId),
            Other = await db.HeadOfAsync(made.OtherId),
            Merged = made.Merged.First(r => r.RecordId == made.KeeperId),
            TakenBack = made.TakenBack.FirstOrDefault(r => r.RecordId == made.KeeperId),
            Plan = plan,
            Refusal = refusal,
            Names = made.Records.Values.ToDictionary(r => r.RecordId, r => Name(made, r)),
            HidesAddress = hides,
            OtherHasMyNumber = (await db.NumberHoldersAsync([made.OtherId], cancellationToken)).Count > 0,
            Seen = Seen(made),
        };
    }

    private static (UnmergePlan? Plan, string? Refusal) PlanOf(MadeMerge made)
    {
        try
        {
            return (made.TakenBack.Any() ? Unmerge.Statement(made) : Unmerge.Plan(made), null);
        }
        catch (RuleException refused)
        {
            return (null, refused.Message);
        }
    }

    private static string Name(MadeMerge made, LedgerRecord record) => record.Kind switch
    {
        RecordKind.Dose => $"接種記録 {record[DoseFields.DoseNumber.Key]}回目（{DoseFields.VaccinatedOn.Show(record[DoseFields.VaccinatedOn.Key])}）",
        RecordKind.Coupon => $"接種券 {record[CouponFields.DoseNumber.Key]}回目",
        _ => record.RecordId == made.KeeperId ? "統合先の人" : record.RecordId == made.OtherId ? "統合された人" : $"以前に統合された人（{record[PersonFields.Name.Key]}）",
    };
}

/// <summary>One merge as it is shown.</summary>
public sealed record OpenedMerge
{
    public required PersonHead Keeper { get; init; }
    public required PersonHead Other { get; init; }

    /// <summary>The keeper's revision: when, by whom, why.</summary>
    public required Revision Merged { get; init; }

    /// <summary>The keeper's revision of the undoing; null while the merge stands.</summary>
    public required Revision? TakenBack { get; init; }

    /// <summary>What goes back, or went back; null when the merge cannot be taken back as things stand.</summary>
    public required UnmergePlan? Plan { get; init; }

    /// <summary>Why not.</summary>
    public required string? Refusal { get; init; }

    /// <summary>Of the records in the plan.</summary>
    public required IReadOnlyDictionary<Guid, string> Names { get; init; }

    /// <summary>支援措置 of one of them.</summary>
    public required bool HidesAddress { get; init; }

    public required bool OtherHasMyNumber { get; init; }

    public required string Seen { get; init; }

    public override string ToString() => $"{nameof(OpenedMerge)} {Merged.MergeId}";
}
