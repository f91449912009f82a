using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Domain.SlipComparison;

/// <summary>開始 → 判定 → 確定, or 取りやめ.</summary>
public partial class Comparison
{
    /// <param name="by">At the screen.</param>
    /// <param name="reader">Reads the paper.</param>
    /// <param name="number">The next one.</param>
    /// <param name="set">The binder.</param>
    /// <param name="records">Every record of the set.</param>
    /// <param name="sample">How many are drawn; null, or all of them: the whole set.</param>
    /// <param name="seed">For the draw.</param>
    /// <param name="order">Of the binder.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RuleException">An empty or too large set, no possible sample, or one person for both.</exception>
    public static (Comparison Comparison, IReadOnlyList<ComparisonLine> Lines) Start(
        Staff by, Reader reader, int number, ComparisonSet set, IReadOnlyList<SetRecord> records, int? sample, int seed, BinderOrder order, DateTime now)
    {
        DemandTwo(by, reader);
        if (records.Count == 0)
        {
            throw new RuleException("この条件の接種記録はありません。医療機関と接種月を確かめてください。");
        }

        if (sample is <= 0)
        {
            throw new RuleException("抽出する件数は1以上の数字で入力してください。");
        }

        var drawn = sample is { } size && size < records.Count;
        var count = drawn ? sample!.Value : records.Count;
        if (count > ComparisonSet.MaxRecords)
        {
            throw new RuleException($"一度に読み合わせられるのは{ComparisonSet.MaxRecords:N0}件までです。抽出にするか、製品や回数で組を分けてください。");
        }

        var comparison = new Comparison
        {
            ComparisonId = Guid.CreateVersion7(now),
            Number = number,
            InstitutionName = set.InstitutionName,
            Month = set.Month,
            ProductCode = set.ProductCode,
            DoseNumber = set.DoseNumber,
            Population = records.Count,
            Size = count,
            Seed = drawn ? seed : null,
            Order = order,
            StartedAt = now,
            StartedByName = by.Name,
            ScreenKey = by.PersonKey,
            ScreenName = by.Name,
            ReaderId = reader.StaffMemberId,
            ReaderName = reader.Name,
            Version = Guid.CreateVersion7(now),
        };
        var chosen = drawn ? SampleDraw.Of(records.Select(r => r.DoseId), count, seed) : null;
        var lines = SetRecord.Sorted(records.Where(r => chosen?.Contains(r.DoseId) != false), order)
            .Select((record, at) => new ComparisonLine { ComparisonLineId = Guid.CreateVersion7(now), ComparisonId = comparison.ComparisonId, Position = at + 1, DoseId = record.DoseId });
        return (comparison, [.. lines]);
    }

    /// <summary>席に着く — this pair goes on where the last one stopped.</summary>
    /// <exception cref="RuleException">It has ended, or one person is both.</exception>
    public void SitDown(Staff by, Reader reader)
    {
        DemandOpen();
        DemandTwo(by, reader);
        (ScreenKey, ScreenName, ReaderId, ReaderName) = (by.PersonKey, by.Name, reader.StaffMemberId, reader.Name);
    }

    /// <summary>One reads, another looks.</summary>
    /// <exception cref="RuleException">One person is both.</exception>
    public static void DemandTwo(Staff by, Reader reader)
    {
        if (reader.StaffMemberId == by.StaffMemberId)
        {
            throw new RuleException("紙を読む人と画面を見る人は、別の職員にしてください。");
        }
    }

    /// <summary>確定: the comparison ends here, and nothing of it changes any more.</summary>
    /// <param name="by">Neither at the screen nor a reader of any of its lines.</param>
    /// <param name="lines">All of them.</param>
    /// <param name="outcomes">What became of each difference.</param>
    /// <param name="note">所見.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RuleException">Lines that wait, differences nobody has dealt with, one of the two, or no words.</exception>
    public void SignOff(Staff by, IReadOnlyList<ComparisonLine> lines, IReadOnlyDictionary<Guid, DifferenceOutcome> outcomes, string? note, DateTime now)
    {
        DemandOpen();
        if (lines.Count(l => l.Waits) is > 0 and var left)
        {
            throw new RuleException($"読み合わせていない記録が{left:N0}件あります。すべて読み合わせてから確定してください。");
        }

        if (lines.FirstOrDefault(l => l.IsBy(by)) is { } own)
        {
            throw new RuleException($"{own.Position}番などで読み合わせをしたか、違いを訂正しないと決めた本人は、この回を確定できません。読み合わせに加わっていない承認者に依頼してください。");
        }

        var differences = lines.Where(l => l.Answer is ComparisonAnswer.Differs).ToList();
        if (differences.Count(l => outcomes[l.ComparisonLineId] is DifferenceOutcome.Open) is > 0 and var open)
        {
            throw new RuleException($"処理していない違いが{open:N0}件あります。訂正するか、訂正しない理由を記録してから確定してください。");
        }

        if (differences.Count(l => outcomes[l.ComparisonLineId] is DifferenceOutcome.Requested) is > 0 and var requested)
        {
            throw new RuleException($"承認を待っている訂正が{requested:N0}件あります。承認か差戻しのあとで確定してください。");
        }

        (SignOffNote, SignedOffAt, SignedOffByName, Version) = (StatedPurpose.Demand("所見", note), now, by.Name, Guid.CreateVersion7());
        differences.ForEach(l => l.End(outcomes[l.ComparisonLineId]));
    }

    /// <summary>取りやめ: begun by mistake, or the binder cannot be had. What was compared stays to be seen.</summary>
    /// <exception cref="RuleException">It has ended, or no reason.</exception>
    public void Discard(Staff by, string? reason, DateTime now)
    {
        DemandOpen();
        (DiscardReason, DiscardedAt, DiscardedByName, Version) = (StatedPurpose.Demand("取りやめる理由", reason), now, by.Name, Guid.CreateVersion7());
    }

    /// <summary>再抽出: the number and the size of its draw, for the same binder as it is now.</summary>
    /// <exception cref="RuleException">Still open, or the whole set.</exception>
    public (int Seed, int Size) DrawAgain() => this switch
    {
        { Seed: null } => throw new RuleException("この回は全件の読み合わせで、抽出していません。もう一度読み合わせるときは「新しく始める」から始めてください。"),
        { IsOpen: true } => throw new RuleException("この回はまだ終わっていません。確定か取りやめの後に、同じ抽出を行えます。"),
        { Seed: { } seed } => (seed, Size),
    };

    /// <exception cref="RuleException">Signed off or given up.</exception>
    public void DemandOpen()
    {
        if (SignedOffAt is not null)
        {
            throw new RuleException($"この読み合わせは{SignedOffByName}さんが確定しています。判定は変えられません。");
        }

        if (DiscardedAt is not null)
        {
            throw new RuleException($"この読み合わせは{DiscardedByName}さんが取りやめています。一覧から別の回を選んでください。");
        }
    }
}
