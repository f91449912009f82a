using Portal.Domain.Accounts;
using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;

namespace Portal.Domain.Corrections.Merging;

/// <summary>What a merge will do, before anybody does it.</summary>
public sealed record MergePreview
{
    /// <summary>Items the keeper takes from the other: which, from what, to what.</summary>
    public required IReadOnlyList<FieldChange> Taken { get; init; }

    public required int Doses { get; init; }
    public required int Coupons { get; init; }

    /// <summary>Active doses that will be one number or one day twice; each pair once.</summary>
    public required IReadOnlyList<(Dose Keepers, Dose Others)> Doubles { get; init; }

    /// <summary>What will no longer fit together beside the doubles, and what to look at once more. Warns, never blocks.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Merges the copies handed in, which are read afterwards and never saved.</summary>
    /// <exception cref="RuleException">The two cannot be merged.</exception>
    public static MergePreview Of(MergePair pair, MergeOrder order, Staff by, DateTime now)
    {
        var (keeper, other) = (pair.Keeper, pair.Other);
        List<Dose> keepers = [.. Active(pair, keeper)];
        List<Dose> others = [.. Active(pair, other)];
        HashSet<Finding> before = [.. DoseChecks.Of(keeper, keepers), .. DoseChecks.Of(other, others)];
        List<string> beforehand = [.. About(pair, order)];
        // Anything but a missing reason is said before the page asks for one.
        var revisions = Merge.Make(pair, order with { Grounds = new Grounds(ReasonKind.Duplicate) }, by, now);
        return new()
        {
            Taken = [.. revisions[0].Changes],
            Doses = revisions.Count(r => r.RecordKind == RecordKind.Dose),
            Coupons = revisions.Count(r => r.RecordKind == RecordKind.Coupon),
            Doubles = [.. from k in keepers from o in others where k.VaccinatedOn == o.VaccinatedOn || k.DoseNumber == o.DoseNumber select (k, o)],
            Warnings = [.. beforehand, .. DoseChecks.Of(keeper, [.. keepers, .. others]).Where(f => f.Rule != FindingRule.Duplicate && !before.Contains(f)).Select(f => f.Message)],
        };
    }

    private static IEnumerable<Dose> Active(MergePair pair, LedgerPerson person) =>
        pair.DosesOf(person).Where(d => d.Status == RecordStatus.Active).OrderBy(d => d.DoseNumber).ThenBy(d => d.VaccinatedOn).ThenBy(d => d.DoseId);

    private static IEnumerable<string> About(MergePair pair, MergeOrder order)
    {
        var (keeper, other) = (pair.Keeper, pair.Other);
        if (keeper.Sex != other.Sex)
        {
            yield return $"性別が違います（統合先の人 {keeper.Sex.Label()}、統合される人 {other.Sex.Label()}）。別人でないか確かめてください。";
        }

        if (keeper.BirthDate != other.BirthDate)
        {
            yield return $"生年月日が違います（統合先の人 {Day(keeper.BirthDate)}、統合される人 {Day(other.BirthDate)}）。別人でないか確かめてください。";
        }

        if (keeper.IntegratedNumberKey is not null && other.IntegratedNumberKey is not null && keeper.IntegratedNumberKey != other.IntegratedNumberKey)
        {
            yield return $"統合宛名番号が違います（統合先の人 {keeper.IntegratedNumber}、統合される人 {other.IntegratedNumber}）。住民記録では別の人として登録されています。別人でないか確かめてください。";
        }

        var takesResidence = order.TakesFromOther.Contains(PersonFields.Residence.Key);
        foreach (var (person, name, isLost) in new[] { (keeper, "統合先の人", takesResidence), (other, "統合される人", !takesResidence) })
        {
            if ((person.DiedOn ?? person.MovedOutOn) is { } day)
            {
                yield return $"{name}には{Day(day)}の{(person.DiedOn is null ? "転出" : "死亡")}の記録があります。{(isLost ? "いまの選び方では、統合後の記録に残りません。" : "統合後の記録に残ります。")}";
            }
        }

        if (pair.IsProtected)
        {
            yield return "支援措置の対象です。統合後の記録も支援措置になり、住所は隠されます。";
        }

        if (pair.Followers.Count(f => f.MergedIntoId == other.LedgerPersonId) is > 0 and var followers)
        {
            yield return $"統合される人に以前統合された{followers}人の記録も、統合先の人につながります。";
        }

        if (pair.MyNumbers == 1)
        {
            yield return "個人番号は、登録されている記録に残ります。統合先の人の個人票からも、これまでどおり照会できます。";
        }
    }

    private static string Day(DateOnly? day) => day is { } known ? JapaneseDate.Format(known) : "不明";
}
