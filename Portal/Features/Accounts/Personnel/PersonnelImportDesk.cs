using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange;
using Portal.Features.OperationLog;

namespace Portal.Features.Accounts.Personnel;

/// <summary>A file beside the staff list; nothing has been changed.</summary>
public sealed record PersonnelImportPreview(string FileName, string EncodingName, IReadOnlyList<PersonnelImportLine> Lines)
{
    public int Count(PersonnelLineState state) => Lines.Count(l => l.State == state);
}

/// <summary>発令の取込 — a file is looked at line by line, then taken in whole or not at all.</summary>
public sealed class PersonnelImportDesk(IDbContextFactory<PortalDb> dbFactory, ImportFolder folder, TimeProvider time)
{
    private const string HasBadLines = "誤りのある行があるため、取り込めません。何も記録していません。ファイルを直して、もう一度選んでください。";

    /// <summary>What the file would do. Writes only a denial.</summary>
    public async Task<PersonnelImportPreview> PreviewAsync(Staff by, Stream upload, string fileName, CancellationToken cancellationToken = default)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.PersonnelManage, Operation.PersonnelImported, now, cancellationToken: cancellationToken);
        var file = await PersonnelFile.ReadAsync(upload, folder, cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return new PersonnelImportPreview(fileName, file.EncodingName, await MatchAsync(db, file.Lines, now, cancellationToken));
    }

    /// <summary>Takes in what was looked at, all of it: the lines are read against the staff list once more.</summary>
    /// <returns>How many events were recorded.</returns>
    /// <exception cref="RuleException">A line is bad, or has become so.</exception>
    public async Task<int> ApplyAsync(Staff by, PersonnelImportPreview preview, CancellationToken cancellationToken = default)
    {
        await dbFactory.DemandAsync(by, Permission.PersonnelManage, Operation.PersonnelImported, Now, cancellationToken: cancellationToken);
        return await LookAgain.OnConflictAsync(async () =>
        {
            var now = Now;
            await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
            var lines = await MatchAsync(db, preview.Lines.Select(l => l.Text), now, cancellationToken);
            if (lines.Any(l => l.State == PersonnelLineState.Bad))
            {
                throw new RuleException(HasBadLines);
            }

            var taken = lines.Where(l => l.State == PersonnelLineState.New).ToList();
            if (taken.Count == 0)
            {
                throw new RuleException("新しい発令がありません。すべて記録済みです。");
            }

            foreach (var line in taken)
            {
                PersonnelActs.Enter(by, line.Person!, line.Kind, line.EffectiveOn, line.Text.Note, now);
            }

            db.Add(OperationLogEntry.For(
                by, now, Operation.PersonnelImported,
                detail: $"{Portal.Domain.Ledger.MyNumberScan.StrikeOut(preview.FileName)} 記録 {taken.Count}件 記録済み {lines.Count - taken.Count}件 ({string.Join(' ', taken.GroupBy(l => l.Kind).OrderBy(g => g.Key).Select(g => $"{g.Key.Label()}{g.Count()}"))})"));
            await db.SaveChangesAsync(cancellationToken);
            return taken.Count;
        });
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private static async Task<IReadOnlyList<PersonnelImportLine>> MatchAsync(PortalDb db, IEnumerable<PersonnelFileLine> lines, DateTime now, CancellationToken cancellationToken)
    {
        // The staff list is a few hundred people; numbers without their zeros are compared here.
        var people = await db.StaffMembers.Include(s => s.Events).ToListAsync(cancellationToken);
        return new PersonnelMatch(people, await db.LoadAdministratorsAsync(cancellationToken), now).Read(lines);
    }
}
