using Portal.Domain.Accounts;
using Portal.Domain.Ledger;

namespace Portal.Domain.Corrections.Merging;

/// <summary>
/// 統合の取消し — each item the merge changed goes back if it still says what the merge made of it. What was edited since stays as
/// edited and is named. Doses corrected since move back with their corrections.
/// </summary>
public static class Unmerge
{
    public const string Reason = "取消しの理由";

    /// <exception cref="RuleException">It is taken back already, or another merge stands on top of it.</exception>
    public static UnmergePlan Plan(MadeMerge made)
    {
        if (made.TakenBack.Any())
        {
            throw new RuleException("この統合は、すでに取り消されています。");
        }

        if (made.HasPending)
        {
            throw new RuleException("この二人の記録に、承認を待っている訂正があります。承認・差戻し・取下げの後に取り消してください。");
        }

        if (made.Records[made.KeeperId][LinkFields.MergedInto.Key] is not null)
        {
            throw new RuleException("統合先の人が、そのあと別の人に統合されています。先にその統合を取り消してください。");
        }

        var undone = made.History.Where(r => r.Act == RevisionAct.Unmerge).Select(r => r.MergeId).ToHashSet();
        return new()
        {
            MergeId = made.MergeId,
            KeeperId = made.KeeperId,
            OtherId = made.OtherId,
            Items = [.. from revision in made.Merged from change in revision.Changes select Item(made, undone, revision, change)],
            Later = [.. LaterRecords(made, undone)],
        };
    }

    /// <summary>取消しの明細 of a merge that was taken back: what went back, and what stayed as it was edited.</summary>
    public static UnmergePlan Statement(MadeMerge made)
    {
        var undoing = made.TakenBack.ToLookup(r => r.RecordId);
        var at = made.TakenBack.First().AppliedAt!.Value;
        return new()
        {
            MergeId = made.MergeId,
            KeeperId = made.KeeperId,
            OtherId = made.OtherId,
            Items = [.. from revision in made.Merged from change in revision.Changes select Stated(made, revision, change, undoing[revision.RecordId], at)],
            Later = [.. made.TakenBack.Select(r => r.RecordId).Except(made.Merged.Select(r => r.RecordId))],
        };
    }

    /// <summary>Takes the merge back on the records handed in.</summary>
    /// <param name="made">The merge.</param>
    /// <param name="toOther">Of <see cref="UnmergePlan.Later"/>: those that become the other's.</param>
    /// <param name="grounds">Why.</param>
    /// <param name="by">Who.</param>
    /// <param name="now">UTC.</param>
    /// <returns>The revisions to save; the keeper and the other always have one.</returns>
    /// <exception cref="RuleException">See <see cref="Plan"/>; or the grounds are missing.</exception>
    public static IReadOnlyList<Revision> Make(MadeMerge made, IReadOnlySet<Guid> toOther, Grounds grounds, Staff by, DateTime now)
    {
        var plan = Plan(made);
        grounds.Demand(Reason);
        var scribe = new MergeScribe(plan.MergeId, RevisionAct.Unmerge, grounds, by, now);
        var people = new[] { plan.KeeperId, plan.OtherId };
        var back = plan.Back.ToLookup(i => i.RecordId, i => (i.Field, i.Before));
        return
        [
            .. made.Merged.Select(r => r.RecordId).Distinct().Select(id => scribe.Write(made.Records[id], back[id], people.Contains(id))).OfType<Revision>(),
            .. plan.Later.Where(toOther.Contains).Select(id => scribe.Write(made.Records[id], [(LinkFields.DosePerson.Key, LinkFields.Text(plan.OtherId))])).OfType<Revision>(),
        ];
    }

    private static UnmergeItem Item(MadeMerge made, HashSet<Guid?> undone, Revision revision, FieldChange change)
    {
        var now = made.Records[revision.RecordId][change.Field];
        return new(revision.RecordKind, revision.RecordId, change.Field, change.OldValue, change.NewValue, now, Why(made, undone, revision, change, now));
    }

    private static string? Why(MadeMerge made, HashSet<Guid?> undone, Revision revision, FieldChange change, string? now)
    {
        var others = made.History.Where(r => r.RecordId == revision.RecordId && r.MergeId != made.MergeId);
        if (others.Any(r => r.Act == RevisionAct.Merge && !undone.Contains(r.MergeId) && r.AppliedAt >= made.MergedAt && r.Changes.Exists(c => c.Field == change.Field)))
        {
            // Whatever the item says now: taken back in another order, the two would not come out as they were.
            throw new RuleException("あとから行った別の統合が、同じ項目や記録を変えています。先にあとの統合を取り消してください。");
        }

        if (now != change.NewValue)
        {
            return History.LastChangeOf(change.Field, now, others) is { } last
                ? $"統合のあとで変更されています（{last.Act.Label()}・{last.RequestedByName}）。"
                : "統合のあとで変更されています。";
        }

        return change.Field == PersonFields.ResidentNumber.Key && change.OldValue is { } number && made.TakenNumbers.Contains(number)
            ? "この宛名番号は、いま別の人の記録に登録されています。"
            : change.Field == PersonFields.IsProtected.Key && revision.RecordId == made.KeeperId && made.OthersAreProtected
            ? "ほかに統合されている人が支援措置の対象です。"
            : null;
    }

    private static UnmergeItem Stated(MadeMerge made, Revision revision, FieldChange change, IEnumerable<Revision> undoing, DateTime at)
    {
        if (undoing.SelectMany(r => r.Changes).FirstOrDefault(c => c.Field == change.Field) is { } back)
        {
            return new(revision.RecordKind, revision.RecordId, change.Field, change.OldValue, change.NewValue, back.NewValue, null);
        }

        var then = History.At(made.Records[revision.RecordId], made.History, at)?[change.Field];
        var why = then == change.NewValue ? "いまの値を残すことにしました。" : "統合のあとで変更されています。";
        return new(revision.RecordKind, revision.RecordId, change.Field, change.OldValue, change.NewValue, then, why);
    }

    private static IEnumerable<Guid> LaterRecords(MadeMerge made, HashSet<Guid?> undone)
    {
        var moved = made.Merged.Select(r => r.RecordId).ToHashSet();
        var keeper = LinkFields.Text(made.KeeperId);
        // Those of another merge that still stands are that merge's to give back.
        moved.UnionWith(made.History.Where(r => r.Act == RevisionAct.Merge && !undone.Contains(r.MergeId)).Select(r => r.RecordId));
        return made.Records.Values
            .Where(r => r.Kind != RecordKind.Person && !moved.Contains(r.RecordId) && r.CreatedAt > made.MergedAt && r[LinkFields.DosePerson.Key] == keeper)
            .OrderBy(r => r.CreatedAt).ThenBy(r => r.RecordId).Select(r => r.RecordId);
    }
}
