using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange;

/// <summary>Compares a batch of lines with the ledger and says what each would do. Reads only; the ledger is asked in batches, never line by line.</summary>
internal abstract class LineMatcher(PortalDb db, ImportContext context)
{
    /// <summary>SQL Server takes 2,100 parameters a query.</summary>
    private const int KeysPerQuery = 1000;

    protected PortalDb Db { get; } = db;
    protected ImportContext Context { get; } = context;

    public static LineMatcher For(PortalDb db, ImportContext context) => context.Layout.Kind switch
    {
        ImportKind.Vrs => new VrsMatcher(db, context),
        ImportKind.Residents => new ResidentMatcher(db, context),
        ImportKind.Coupons => new CouponMatcher(db, context),
        ImportKind.HealthRecords => new HealthMatcher(db, context),
        _ => throw new ArgumentOutOfRangeException(nameof(context)),
    };

    public abstract Task<ImportPlan> PlanAsync(IReadOnlyList<ImportLine> lines, CancellationToken cancellationToken);

    /// <summary>Sets a line aside with the reason; the same line waiting from an earlier import says nothing new.</summary>
    protected LineOutcome Hold(ImportPlan plan, ImportLine line, string reason)
    {
        if (Context.IsHeldAlready(line))
        {
            return LineOutcome.Same;
        }

        plan.Held.Add(new HeldLine
        {
            HeldLineId = Guid.CreateVersion7(Context.Now),
            ImportRunId = Context.ImportRunId,
            LineNumber = line.LineNumber,
            Text = Context.Stored(line),
            Reason = reason.Length <= HeldLine.ReasonMaxLength ? reason : string.Concat(reason.AsSpan(0, HeldLine.ReasonMaxLength - 1), "…"),
        });
        return LineOutcome.Held;
    }

    /// <summary>A second line about the same thing: nothing new if it says the same, held if it does not. Null for the first.</summary>
    protected LineOutcome? Repeated(ImportPlan plan, ImportLine line, string about, string what) => Context.EarlierLine(about, line) switch
    {
        null => null,
        { IsSame: true } => LineOutcome.Same,
        { LineNumber: var earlier } => Hold(plan, line, $"{earlier}行目と同じ{what}ですが、内容が違います。"),
    };

    /// <summary>Active people by 宛名番号 without its leading zeros; the number of somebody merged leads to who they are now.</summary>
    protected async Task<ILookup<string, PersonNumberRow>> FindByNumberAsync(IEnumerable<string?> numbers, CancellationToken cancellationToken)
    {
        var keys = numbers.Select(SearchKeys.Number).OfType<string>().Distinct().ToList();
        var rows = await InChunksAsync(keys, chunk => Db.People.AsNoTracking()
            .Where(p => p.Status == RecordStatus.Active && EF.Parameter(chunk).Contains(p.ResidentNumberKey!))
            .Select(p => new PersonNumberRow(p.MergedIntoId ?? p.LedgerPersonId, p.ResidentNumber!, p.ResidentNumberKey!, p.MergedIntoId != null)), cancellationToken);
        return rows.ToLookup(row => row.Key);
    }

    /// <summary>The same by 統合宛名番号.</summary>
    protected async Task<ILookup<string, PersonNumberRow>> FindByIntegratedAsync(IEnumerable<string?> numbers, CancellationToken cancellationToken)
    {
        var keys = numbers.Select(SearchKeys.Number).OfType<string>().Distinct().ToList();
        var rows = await InChunksAsync(keys, chunk => Db.People.AsNoTracking()
            .Where(p => p.Status == RecordStatus.Active && EF.Parameter(chunk).Contains(p.IntegratedNumberKey!))
            .Select(p => new PersonNumberRow(p.MergedIntoId ?? p.LedgerPersonId, p.IntegratedNumber!, p.IntegratedNumberKey!, p.MergedIntoId != null)), cancellationToken);
        return rows.ToLookup(row => row.Key);
    }

    /// <summary>The one person of a number, or why there is none.</summary>
    /// <param name="rows">By number.</param>
    /// <param name="number">As the file has it.</param>
    /// <param name="name">宛名番号 or 統合宛名番号.</param>
    protected static (Guid? Id, string WhyNot) HolderOf(ILookup<string, PersonNumberRow> rows, string number, string name)
    {
        var own = rows[SearchKeys.Number(number) ?? ""].ToList();
        return Holder(own, number) is { } id ? (id, "")
            : (null, own.Count == 0 ? $"この{name}の人が台帳にいません。" : $"0を除くと同じ{name}の人が複数います。");
    }

    /// <summary>The holder of a number: the one who has it with the same zeros, or the only one who has it at all.</summary>
    protected static Guid? Holder(IEnumerable<PersonNumberRow> rows, string number)
    {
        var all = rows.ToList();
        return all.Find(row => row.Number == number)?.LedgerPersonId ?? (all.DistinctBy(row => row.LedgerPersonId).Count() == 1 ? all[0].LedgerPersonId : null);
    }

    /// <summary>Applied revisions of records, oldest first.</summary>
    protected async Task<ILookup<Guid, Revision>> HistoryAsync(IEnumerable<Guid> recordIds, CancellationToken cancellationToken)
    {
        var rows = await InChunksAsync([.. recordIds.Distinct()], chunk => Db.Revisions.AsNoTracking().Include(r => r.Changes)
            .Where(r => EF.Parameter(chunk).Contains(r.RecordId) && r.State == RevisionState.Applied), cancellationToken);
        return rows.OrderBy(r => r.AppliedAt).ThenBy(r => r.RevisionId).ToLookup(r => r.RecordId);
    }

    /// <summary>Judges differences of one record; after a choice by staff the file wins.</summary>
    protected FieldVerdict Judge(IReadOnlyList<FieldDifference> differences, IEnumerable<Revision> history, bool enteredByHand)
    {
        if (Context.Choice is not null)
        {
            return new(differences, []);
        }

        var revisions = history.ToList();
        return FieldVerdict.On(differences, revisions, enteredByHand || revisions.Exists(r => r.Act == RevisionAct.Register));
    }

    protected static string ConflictReason(IEnumerable<string> labels) => $"台帳で訂正済み: {string.Join("・", labels)}。ファイルの値と違うため、自動では変えません。";

    internal static async Task<List<TRow>> InChunksAsync<TKey, TRow>(
        IReadOnlyList<TKey> keys, Func<List<TKey>, IQueryable<TRow>> query, CancellationToken cancellationToken)
    {
        var rows = new List<TRow>();
        foreach (var chunk in keys.Chunk(KeysPerQuery))
        {
            rows.AddRange(await query([.. chunk]).ToListAsync(cancellationToken));
        }

        return rows;
    }

    protected sealed record PersonNumberRow(Guid LedgerPersonId, string Number, string Key, bool IsOfMerged);
}
