using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Corrections.Merging;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Corrections.Merging;

/// <summary>重複者の統合. Both people, their doses, coupons, revisions and the rows of the log are one save.</summary>
public sealed class MergeDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    private const string Missing = "この人は台帳にありません。候補の一覧からやり直してください。";

    /// <summary>Both people side by side; a look at each. Null: one of them is not in the ledger.</summary>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    public async Task<OpenedPair?> OpenAsync(Staff by, Guid firstId, Guid secondId, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.LedgerView, Operation.PeopleCompared, now, firstId, cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (firstId == secondId || await db.LoadPairAsync(firstId, secondId, cancellationToken) is not { } pair)
        {
            await dbFactory.LogMissingAsync(by, Operation.PeopleCompared, secondId, now);
            return null;
        }

        AddLog(db, by, now, Operation.PeopleCompared, firstId, secondId);
        await db.SaveChangesAsync(cancellationToken);
        var (ifFirst, ifSecond) = (Merge.Defaults(pair.Keeper, pair.Other), Merge.Defaults(pair.Other, pair.Keeper));
        foreach (var hidden in new[] { pair.Keeper, pair.Other }.Where(p => p.IsProtected))
        {
            (hidden.PostalCode, hidden.Address, hidden.Building) = (null, null, null);
        }

        return new(pair.Keeper, pair.Other, pair.Doses, pair.Coupons) { TakenIfFirstStays = ifFirst, TakenIfSecondStays = ifSecond };
    }

    /// <summary>What the merge would do. Writes nothing but a denial.</summary>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    /// <exception cref="RuleException">These two cannot be merged.</exception>
    public async Task<(MergePreview Preview, string Seen)> PreviewAsync(Staff by, MergeOrder order)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.RecordMerge, Operation.PeopleMerged, now, order.KeeperId);
        await using var db = await dbFactory.CreateDbContextAsync();
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var pair = await db.LoadPairAsync(order.KeeperId, order.OtherId) ?? throw new RuleException(Missing);
        var seen = pair.Seen();
        var preview = MergePreview.Of(pair, order, by, now);
        return (pair.IsProtected ? preview with { Taken = [.. preview.Taken.Select(Hidden)] } : preview, seen);
    }

    /// <summary>Merges. A repeated press (same <see cref="MergeOrder.MergeId"/>) has the same outcome and is written once.</summary>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    /// <exception cref="RuleException">The two cannot be merged, or something changed since the preview.</exception>
    public async Task MergeAsync(Staff by, MergeOrder order)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.RecordMerge, Operation.PeopleMerged, now, order.KeeperId);
        await using var db = await dbFactory.CreateDbContextAsync();
        await using var turn = await db.TakeTurnsAsync([order.KeeperId, order.OtherId]);
        if (await db.Revisions.AnyAsync(r => r.MergeId == order.MergeId && r.RequestedBy == by.PersonKey))
        {
            return;
        }

        var pair = await db.LoadPairAsync(order.KeeperId, order.OtherId) ?? throw new RuleException(Missing);
        if (order.Seen is { } seen && seen != pair.Seen())
        {
            throw MergeSaving.Changed();
        }

        // A protected address becomes the keeper's only by those who may see it.
        if (pair.IsProtected && order.TakesFromOther.Any(key => ProtectedAddress.Covers(RecordKind.Person, key)))
        {
            await dbFactory.DemandAsync(by, Permission.ProtectedAddressView, Operation.PeopleMerged, now, order.KeeperId);
        }

        await db.DemandEvidenceAsync(order.Grounds, order.KeeperId, order.OtherId);
        var revisions = Merge.Make(pair, order, by, now);
        var detail = $"接種記録{revisions.Count(r => r.RecordKind == RecordKind.Dose)}件 接種券{revisions.Count(r => r.RecordKind == RecordKind.Coupon)}件 項目{revisions[0].Changes.Count}件";
        AddLog(db, by, now, Operation.PeopleMerged, order.KeeperId, order.OtherId, detail);
        await db.SaveMergeAsync(revisions, turn);
    }

    internal static void AddLog(PortalDb db, Staff by, DateTime now, Operation operation, Guid firstId, Guid secondId, string? detail = null, string? purpose = null)
    {
        // One row each: both have to find it among those who looked at them.
        db.Add(OperationLogEntry.For(by, now, operation, firstId, secondId, detail, purpose));
        db.Add(OperationLogEntry.For(by, now, operation, secondId, firstId, detail, purpose));
    }

    private static FieldChange Hidden(FieldChange change) => !ProtectedAddress.Covers(RecordKind.Person, change.Field) ? change
        : new() { Field = change.Field, OldValue = ProtectedAddress.Words, NewValue = ProtectedAddress.Words };
}

/// <summary>二人の記録 side by side. Without the address of whoever is protected: it has not left the server.</summary>
public sealed record OpenedPair(LedgerPerson First, LedgerPerson Second, IReadOnlyList<Dose> Doses, IReadOnlyList<Coupon> Coupons)
{
    /// <summary>What the first takes from the second unless staff choose otherwise.</summary>
    public required IReadOnlySet<string> TakenIfFirstStays { get; init; }

    public required IReadOnlySet<string> TakenIfSecondStays { get; init; }

    public override string ToString() => $"{nameof(OpenedPair)} {First.LedgerPersonId} {Second.LedgerPersonId}";
}
