using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Domain.SlipComparison;
using Portal.Features.Accounts.Personnel;
using Portal.Features.OperationLog;

namespace Portal.Features.SlipComparison;

/// <summary>Somebody who can read the paper.</summary>
public sealed record PossibleReader
{
    public required Guid StaffMemberId { get; init; }
    public required string Name { get; init; }
    public required string Department { get; init; }
}

/// <summary>読み合わせを始める — the binder, how much of it, and the two people.</summary>
public sealed class ComparisonStartDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Institutions with doses in a month: names and counts. Writes only a denial.</summary>
    public async Task<IReadOnlyList<MonthsInstitution>> InstitutionsAsync(Staff by, DateOnly month, CancellationToken cancellationToken = default)
    {
        await DemandAsync(by, cancellationToken: cancellationToken);
        // A month of a large ledger is a moment: off the page's own thread.
        return await Task.Run(
            async () =>
            {
                await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
                return await ComparisonSearch.Institutions(db, month).ToListAsync(cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>How many records a set has. Writes only a denial.</summary>
    public async Task<int> SizeAsync(Staff by, ComparisonSet set, CancellationToken cancellationToken = default)
    {
        await DemandAsync(by, cancellationToken: cancellationToken);
        return await Task.Run(
            async () =>
            {
                await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
                return await ComparisonSearch.Set(db, set).CountAsync(cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>The staff list without oneself and without those who have left. Writes only a denial.</summary>
    public async Task<IReadOnlyList<PossibleReader>> ReadersAsync(Staff by, CancellationToken cancellationToken = default)
    {
        await DemandAsync(by, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return await Readers(db, JapanTime.DayOf(Now)).Where(r => r.StaffMemberId != by.StaffMemberId).ToListAsync(cancellationToken);
    }

    /// <summary>Begins: every line in the order of the binder, the names of the two, all in one transaction.</summary>
    /// <param name="by">At the screen.</param>
    /// <param name="set">The binder.</param>
    /// <param name="sample">How many are drawn by lot; null: all.</param>
    /// <param name="order">How the binder is sorted.</param>
    /// <param name="readerId">Who reads the paper.</param>
    /// <exception cref="RuleException">No records, too many, or no second person.</exception>
    public async Task<Comparison> StartAsync(Staff by, ComparisonSet set, int? sample, BinderOrder order, Guid readerId)
    {
        await DemandAsync(by);
        var seed = System.Security.Cryptography.RandomNumberGenerator.GetInt32(1, SampleDraw.MaxSeed);
        return await BeginAsync(by, _ => Task.FromResult(new Draw(set, sample, seed, order, "")), readerId);
    }

    /// <summary>
    /// 同じ抽出 — begins another comparison with the number an ended one was drawn by: the same records, but for what has been added to the
    /// binder or taken out of it since. The ended one stays as it is.
    /// </summary>
    /// <param name="by">At the screen.</param>
    /// <param name="comparisonId">The ended one.</param>
    /// <param name="readerId">Who reads the paper.</param>
    /// <exception cref="RuleException">Not ended, not a sample, or as for any other start.</exception>
    public async Task<Comparison> StartAgainAsync(Staff by, Guid comparisonId, Guid readerId)
    {
        await DemandAsync(by, comparisonId: comparisonId);
        return await BeginAsync(
            by,
            async db =>
            {
                var earlier = await db.Comparisons.AsNoTracking().SingleOrDefaultAsync(c => c.ComparisonId == comparisonId) ?? throw ComparisonDesk.Gone();
                var (seed, size) = earlier.DrawAgain();
                return new(earlier.Binder(), size, seed, earlier.Order, $" 第{earlier.Number}回と同じ抽出番号");
            },
            readerId);
    }

    private Task<Comparison> BeginAsync(Staff by, Func<PortalDb, Task<Draw>> ask, Guid readerId) => Task.Run(() => LookAgain.OnConflictAsync(async () =>
    {
        var now = Now;
        await using var db = await dbFactory.CreateDbContextAsync();
        var draw = await ask(db);
        var reader = await ReaderAsync(db, readerId, JapanTime.DayOf(now));
        var records = await ComparisonSearch.Records(db, draw.Set).ToListAsync();
        var number = (await db.Comparisons.MaxAsync(c => (int?)c.Number) ?? 0) + 1;
        var (comparison, lines) = Comparison.Start(by, reader, number, draw.Set, records, draw.Sample, draw.Seed, draw.Order, now);
        await using var transaction = await db.Database.BeginTransactionAsync();
        db.Add(comparison);
        db.Add(OperationLogEntry.For(
            by, now, Operation.ComparisonStarted, subjectId: comparison.ComparisonId,
            detail: $"第{number}回 {comparison.Title} {(comparison.IsSample ? $"抽出{comparison.Size}件" : "全件")}（{comparison.Population}件中）{draw.Detail} 読み手 {reader.Name}"));
        await db.SaveChangesAsync();
        await BulkWriter.For(db).WriteAsync(lines, default);
        await transaction.CommitAsync();
        return comparison;
    }));

    internal static IQueryable<PossibleReader> Readers(PortalDb db, DateOnly today) => db.StaffMembers.AsNoTracking()
        .Where(s => !s.Events.Any(e => e.Kind == PersonnelEventKind.Retirement && e.CancelledAt == null && e.EffectiveOn <= today))
        .OrderBy(s => s.Kana).ThenBy(s => s.StaffMemberId)
        .Select(s => new PossibleReader { StaffMemberId = s.StaffMemberId, Name = s.Name, Department = s.Department });

    internal static async Task<Reader> ReaderAsync(PortalDb db, Guid readerId, DateOnly today) =>
        await Readers(db, today).Where(r => r.StaffMemberId == readerId).Select(r => new Reader(r.StaffMemberId, r.Name)).SingleOrDefaultAsync()
        ?? throw new RuleException("紙を読む人を、職員の一覧から選んでください。");

    private Task DemandAsync(Staff by, Guid? comparisonId = null, CancellationToken cancellationToken = default) =>
        dbFactory.DemandForAsync(by, Permission.SlipCompare, Operation.ComparisonStarted, Now, cancellationToken: cancellationToken, subjectId: comparisonId);

    /// <summary>What a comparison is begun with.</summary>
    private sealed record Draw(ComparisonSet Set, int? Sample, int Seed, BinderOrder Order, string Detail);
}
