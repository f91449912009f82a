using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Media;
using Portal.Domain.OperationLog;

namespace Portal.Features.Exchange.Media;

/// <summary>An approved use a file can be written onto, as a choice.</summary>
public sealed record UsableMedium(Guid MediumUseId, string Words);

/// <summary>媒体への書出し — what every export of files asks: onto which approved use, and the entry of it in the register.</summary>
public sealed class MediumExportDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    /// <summary>Approved uses this person may write onto now, the soonest to be erased first. No act of its own: it stands within the exporting page.</summary>
    public async Task<IReadOnlyList<UsableMedium>> UsableAsync(Staff by, CancellationToken ct = default)
    {
        var today = JapanTime.DayOf(time.GetUtcNow().UtcDateTime);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        var uses = await Usable(db, by.PersonKey, today).ToListAsync(ct);
        return [.. uses.Select(u => new UsableMedium(u.Use.MediumUseId, u.Use.Choice(u.Medium)))];
    }

    internal static IQueryable<UseOfMedium> Usable(PortalDb db, string personKey, DateOnly today) =>
        from use in db.MediumUses.AsNoTracking()
        join medium in db.Media.AsNoTracking() on use.MediumId equals medium.MediumId
        where use.State == MediumUseState.Approved && use.ApplicantKey == personKey && use.BackAt == null && use.EraseBy >= today && use.Files < use.PlannedFiles
            && (medium.State == MediumState.Stored || medium.State == MediumState.Out) && medium.Encryption != MediumEncryption.None
        orderby use.EraseBy, use.Number
        select new UseOfMedium { Use = use, Medium = medium };

    /// <summary>The use a file is to go onto, before it is made. Changes nothing.</summary>
    /// <exception cref="FieldProblemsException">
    /// Of <paramref name="field"/>: none chosen, not (or no longer) approved for this person, or beyond the approved plan.
    /// </exception>
    internal static async Task<UseOfMedium> CheckAsync(PortalDb db, Staff by, Guid? mediumUseId, long rows, string field, DateTime now, CancellationToken ct)
    {
        var (onto, problem) = await LookAsync(db, by, mediumUseId, rows, field, now, ct);
        return onto ?? throw new FieldProblemsException([problem!]);
    }

    /// <summary>The same for a form with more to put right: the use, or what is wrong with it.</summary>
    internal static async Task<(UseOfMedium? Onto, FieldProblem? Problem)> LookAsync(
        PortalDb db, Staff by, Guid? mediumUseId, long rows, string field, DateTime now, CancellationToken ct)
    {
        try
        {
            var onto = await LoadAsync(db, mediumUseId, ct);
            onto.Use.DemandRoom(by, onto.Medium, rows, now);
            return (onto, null);
        }
        catch (RuleException refused)
        {
            return (null, new(field, refused.Message));
        }
    }

    /// <summary>Puts one whole file onto an approved use, within the caller's context and save: the register and the log have it together or not at all.</summary>
    /// <exception cref="RuleException">Not (or no longer) approved for this person, or beyond the approved plan.</exception>
    internal static async Task<MediumUse> PutAsync(
        PortalDb db, Staff by, Guid mediumUseId, string fileName, long rows, long bytes, DateTime now, CancellationToken ct)
    {
        var onto = await LoadAsync(db, mediumUseId, ct);
        db.Add(onto.Use.Put(by, onto.Medium, fileName, rows, bytes, now, await WritingAsync(db, mediumUseId, ct)));
        return onto.Use;
    }

    /// <summary>The same for a file that is written as it goes: 書込中 until it is finished.</summary>
    /// <exception cref="RuleException">Not (or no longer) approved for this person, or beyond the approved plan.</exception>
    internal static async Task<(MediumUse Use, MediumFile File)> BeginAsync(
        PortalDb db, Staff by, Guid mediumUseId, string fileName, long rows, DateTime now, CancellationToken ct)
    {
        var onto = await LoadAsync(db, mediumUseId, ct);
        var file = onto.Use.Begin(by, onto.Medium, fileName, rows, await WritingAsync(db, mediumUseId, ct), now);
        db.Add(file);
        return (onto.Use, file);
    }

    /// <summary>書込済, in a save of its own with the caller's row of the log.</summary>
    /// <param name="dbFactory">Where.</param>
    /// <param name="mediumFileId">What <see cref="BeginAsync"/> entered.</param>
    /// <param name="rows">In it.</param>
    /// <param name="bytes">Of it.</param>
    /// <param name="now">UTC.</param>
    /// <param name="entry">Makes the row, where one is due; a row of the log is saved once.</param>
    /// <exception cref="RuleException">The use is over by now, or another file took the place of this one: the file must not be whole.</exception>
    internal static async Task FinishAsync(
        IDbContextFactory<PortalDb> dbFactory, Guid mediumFileId, long rows, long bytes, DateTime now, Func<OperationLogEntry?> entry)
    {
        const int Tries = 5;
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await dbFactory.CreateDbContextAsync();
            await FinishAsync(db, mediumFileId, rows, bytes, now);
            if (entry() is { } row)
            {
                db.Add(row);
            }

            try
            {
                await db.SaveChangesAsync();
                return;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Tries)
            {
                // Another file onto the same use ended or began at the same moment.
            }
        }
    }

    /// <summary>書込済, within the caller's save.</summary>
    /// <exception cref="RuleException">The use is over by now, or another file took the place of this one: the file must not be whole.</exception>
    internal static async Task FinishAsync(PortalDb db, Guid mediumFileId, long rows, long bytes, DateTime now)
    {
        var file = await db.MediumFiles.SingleAsync(f => f.MediumFileId == mediumFileId);
        (await db.MediumUses.SingleAsync(u => u.MediumUseId == file.MediumUseId)).Finish(file, rows, bytes, now);
    }

    /// <summary>中断, within the caller's save.</summary>
    internal static async Task StopAsync(PortalDb db, Guid mediumFileId, long rows, long bytes, DateTime now) =>
        (await db.MediumFiles.SingleAsync(f => f.MediumFileId == mediumFileId)).Stop(rows, bytes, now);

    private static Task<List<MediumFile>> WritingAsync(PortalDb db, Guid mediumUseId, CancellationToken ct) =>
        db.MediumFiles.Where(f => f.MediumUseId == mediumUseId && f.State == MediumFileState.Writing).ToListAsync(ct);

    private static async Task<UseOfMedium> LoadAsync(PortalDb db, Guid? mediumUseId, CancellationToken ct)
    {
        var use = await db.MediumUses.SingleOrDefaultAsync(u => u.MediumUseId == mediumUseId, ct)
            ?? throw new RuleException(MediumUse.NotChosen);
        return new() { Use = use, Medium = await db.Media.AsNoTracking().SingleAsync(m => m.MediumId == use.MediumId, ct) };
    }
}
