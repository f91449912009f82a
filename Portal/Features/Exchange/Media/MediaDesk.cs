using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Media;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.Media;

/// <summary>The register as its page shows it.</summary>
/// <param name="Media">All of them, the lost first and the discarded last.</param>
/// <param name="OpenUses">The use each medium has now.</param>
/// <param name="Uses">Those the view asks for.</param>
/// <param name="Today">Of Japan.</param>
public sealed record MediaRegister(IReadOnlyList<Medium> Media, IReadOnlyDictionary<Guid, MediumUse> OpenUses, IReadOnlyList<UseOfMedium> Uses, DateOnly Today);

/// <summary>A medium and everything it was used for, the newest first.</summary>
public sealed record OpenedMedium(Medium Medium, IReadOnlyList<MediumUse> Uses, DateOnly Today);

/// <summary>A use, its medium and the files written onto it.</summary>
public sealed record OpenedMediumUse(MediumUse Use, Medium Medium, IReadOnlyList<MediumFile> Files, DateOnly Today);

/// <summary>媒体管理簿 — looked at, printed and handed out as a workbook; each in the log before it is shown.</summary>
public sealed class MediaDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <param name="by">Who looks.</param>
    /// <param name="view">Which uses.</param>
    /// <param name="before">使用番号 the page begins behind.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<MediaRegister> ListAsync(Staff by, MediaView view, int? before = null, CancellationToken ct = default)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.MediumView, Operation.MediaShown, now, cancellationToken: ct);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        var today = JapanTime.DayOf(now);
        var media = await MediaSearch.Media(db).ToListAsync(ct);
        var open = await MediaSearch.Open(db).AsNoTracking().ToDictionaryAsync(u => u.MediumId, ct);
        var uses = await MediaSearch.Uses(db, view, today, before).Take(MediaSearch.PageSize).ToListAsync(ct);
        db.Add(OperationLogEntry.For(by, now, Operation.MediaShown, detail: $"{MediaSearch.Views.Single(v => v.View == view).Title} {uses.Count}件、媒体 {media.Count}個"));
        await db.SaveChangesAsync(ct);
        return new(media, open, uses, today);
    }

    /// <summary>One medium. Null: no such medium; the attempt is in the log.</summary>
    public async Task<OpenedMedium?> OpenAsync(Staff by, Guid mediumId, CancellationToken ct = default)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.MediumView, Operation.MediaShown, now, mediumId, ct);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        if (await db.Media.AsNoTracking().SingleOrDefaultAsync(m => m.MediumId == mediumId, ct) is not { } medium)
        {
            await dbFactory.LogMissingAsync(by, Operation.MediaShown, mediumId, now);
            return null;
        }

        var uses = await db.MediumUses.AsNoTracking().Where(u => u.MediumId == mediumId).OrderByDescending(u => u.Number).Take(MediaSearch.PageSize).ToListAsync(ct);
        db.Add(OperationLogEntry.For(by, now, Operation.MediaShown, subjectId: mediumId, detail: $"媒体 {medium.Number}"));
        await db.SaveChangesAsync(ct);
        return new(medium, uses, JapanTime.DayOf(now));
    }

    /// <summary>One use. Null: no such use; the attempt is in the log.</summary>
    public async Task<OpenedMediumUse?> OpenUseAsync(Staff by, Guid mediumUseId, CancellationToken ct = default)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.MediumView, Operation.MediaShown, now, mediumUseId, ct);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        if (await db.MediumUses.AsNoTracking().SingleOrDefaultAsync(u => u.MediumUseId == mediumUseId, ct) is not { } use)
        {
            await dbFactory.LogMissingAsync(by, Operation.MediaShown, mediumUseId, now);
            return null;
        }

        var medium = await db.Media.AsNoTracking().SingleAsync(m => m.MediumId == use.MediumId, ct);
        var files = await Files(db).Where(f => f.MediumUseId == mediumUseId).ToListAsync(ct);
        db.Add(OperationLogEntry.For(by, now, Operation.MediaShown, subjectId: mediumUseId, detail: $"使用第{use.Number}号 媒体 {medium.Number}"));
        await db.SaveChangesAsync(ct);
        return new(use, medium, files, JapanTime.DayOf(now));
    }

    /// <summary>The whole register for paper, written down before it is printed.</summary>
    /// <returns>What is printed, and when (UTC).</returns>
    public async Task<(MediaPaper Paper, DateTime At)> PrintAsync(Staff by, CancellationToken ct = default)
    {
        var now = Now;
        return (await TakeAsync(by, Operation.MediaPrinted, now, ct), now);
    }

    /// <summary>The register as a workbook, and its file name.</summary>
    public async Task<(byte[] Content, string FileName)> ExportAsync(Staff by, CancellationToken ct = default)
    {
        var now = Now;
        return (MediaWorkbook.Make(await TakeAsync(by, Operation.MediaExported, now, ct), by, now), $"媒体管理簿_{JapanTime.Of(now):yyyyMMdd_HHmmss}.xlsx");
    }

    private async Task<MediaPaper> TakeAsync(Staff by, Operation operation, DateTime now, CancellationToken ct)
    {
        await dbFactory.DemandAsync(by, Permission.MediumView, operation, now, cancellationToken: ct);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        var paper = new MediaPaper(
            await db.Media.AsNoTracking().OrderBy(m => m.Number).ThenBy(m => m.MediumId).ToListAsync(ct), await MediaSearch.AllUses(db).ToListAsync(ct),
            (await Files(db).ToListAsync(ct)).ToLookup(f => f.MediumUseId), JapanTime.DayOf(now));
        db.Add(OperationLogEntry.For(by, now, operation, detail: $"媒体 {paper.Media.Count}個、使用 {paper.Uses.Count}件"));
        await db.SaveChangesAsync(ct);
        return paper;
    }

    private static IQueryable<MediumFile> Files(PortalDb db) => db.MediumFiles.AsNoTracking().OrderBy(f => f.WrittenAt).ThenBy(f => f.MediumFileId);
}

/// <summary>Everything the register holds.</summary>
public sealed record MediaPaper(IReadOnlyList<Medium> Media, IReadOnlyList<UseOfMedium> Uses, ILookup<Guid, MediumFile> Files, DateOnly Today);
