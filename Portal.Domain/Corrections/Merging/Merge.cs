using Portal.Domain.Accounts;
using Portal.Domain.Ledger;

namespace Portal.Domain.Corrections.Merging;

/// <summary>
/// 統合 — one person the ledger holds twice becomes one. The keeper takes the values chosen; the other's doses and coupons become the
/// keeper's; the other stays in the ledger, pointing at the keeper, and with its numbers goes on finding them. Each record touched gets a
/// revision, all of one <see cref="Revision.MergeId"/>: that is what taking it back goes by.
/// </summary>
public static class Merge
{
    public const string Reason = "統合の理由";

    /// <summary>Items the keeper may take from the other. 支援措置 is not chosen: it stays if either has it.</summary>
    public static readonly IReadOnlyList<RecordField<LedgerPerson>> Items = [.. PersonFields.All.Where(f => f != PersonFields.Status && f != PersonFields.IsProtected)];

    /// <summary>Numbers change hands instead of being copied: whichever the keeper carries, the other's row goes on finding them by the second.</summary>
    private static readonly IReadOnlyList<RecordField<LedgerPerson>> Numbers = [PersonFields.ResidentNumber, PersonFields.IntegratedNumber];

    /// <summary>What the keeper takes unless staff choose otherwise: only what they have not got themselves.</summary>
    public static IReadOnlySet<string> Defaults(LedgerPerson keeper, LedgerPerson other) =>
        Items.Where(f => f.Get(keeper) is null && f.Get(other) is not null).Select(f => f.Key).ToHashSet();

    /// <exception cref="RuleException">These two cannot be merged as they stand; the message says what to do first.</exception>
    public static void Demand(MergePair pair)
    {
        if (pair.Keeper.LedgerPersonId == pair.Other.LedgerPersonId)
        {
            throw new RuleException("同じ人の記録どうしは統合できません。もう一人を選び直してください。");
        }

        foreach (var person in new[] { pair.Keeper, pair.Other })
        {
            if (person.Status == RecordStatus.Cancelled)
            {
                throw new RuleException("取り消された人の記録は統合できません。先に取消を戻してください。");
            }

            if (person.MergedIntoId is not null)
            {
                throw new RuleException("すでに統合済みの人の記録です。統合先の個人票を開いて、そこから統合してください。");
            }
        }

        if (pair.HasPending)
        {
            throw new RuleException("この二人の記録に、承認を待っている訂正があります。承認・差戻し・取下げの後に統合してください。");
        }

        if (pair.MyNumbers > 1)
        {
            throw new RuleException("二人に別々の個人番号が登録されているため、統合できません。別人でないか確かめ、番号の誤りであれば個人番号取扱の担当者が先に削除してください。");
        }
    }

    /// <summary>Merges the records handed in.</summary>
    /// <returns>The revisions to save with them; the keeper's is the first.</returns>
    /// <exception cref="RuleException">See <see cref="Demand"/>; or the grounds are missing.</exception>
    public static IReadOnlyList<Revision> Make(MergePair pair, MergeOrder order, Staff by, DateTime now)
    {
        if (order.TakesFromOther.Except(Items.Select(f => f.Key)).FirstOrDefault() is { } unknown)
        {
            throw new ArgumentException($"'{unknown}' is no item to be chosen.", nameof(order));
        }

        Demand(pair);
        order.Grounds.Demand(Reason);
        var (keeper, other) = (pair.Keeper, pair.Other);
        var protection = (PersonFields.IsProtected.Key, FieldText.Flag(pair.IsProtected));
        var mergedInto = (LinkFields.MergedInto.Key, LinkFields.Text(keeper.LedgerPersonId));
        var owner = LinkFields.Text(keeper.LedgerPersonId);

        // Asked for before anything changes: numbers change hands.
        List<(string Field, string? Text)> toKeeper = [.. Items.Where(f => order.TakesFromOther.Contains(f.Key)).Select(f => (f.Key, f.Get(other))), protection];
        List<(string Field, string? Text)> toOther = [mergedInto, .. Numbers.Where(f => order.TakesFromOther.Contains(f.Key)).Select(f => (f.Key, f.Get(keeper))), protection];
        List<(LedgerRecord Record, List<(string Field, string? Text)> Wanted)> changes =
        [
            (LedgerRecord.Of(keeper), toKeeper),
            (LedgerRecord.Of(other), toOther),
            .. pair.Followers.Select(f => (LedgerRecord.Of(f), f.MergedIntoId == other.LedgerPersonId ? [mergedInto, protection] : new List<(string, string?)> { protection })),
            .. pair.DosesOf(other).Select(d => (LedgerRecord.Of(d), new List<(string, string?)> { (LinkFields.DosePerson.Key, owner) })),
            .. pair.CouponsOf(other).Select(c => (LedgerRecord.Of(c), new List<(string, string?)> { (LinkFields.CouponPerson.Key, owner) })),
        ];
        var scribe = new MergeScribe(order.MergeId, RevisionAct.Merge, order.Grounds, by, now);
        // The keeper has a revision even where they take nothing: their sheet tells of the merge.
        return [.. changes.Select(c => scribe.Write(c.Record, c.Wanted, evenIfEmpty: c.Record.RecordId == keeper.LedgerPersonId)).OfType<Revision>()];
    }
}
