using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange;

/// <summary>The reading half of an import: one pass that compares and counts, and writes nothing but the list of faults.</summary>
internal sealed class ImportLook(IDbContextFactory<PortalDb> dbFactory, ImportFolder folder)
{
    public async Task<ImportPreview> RunAsync(
        StagedFile staged, string fileName, ImportKind kind, Staff by, ImportChoices choices, DateTime now, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var reportPath = folder.NewReport();
        try
        {
            var file = ImportFile.Open(staged.Path, kind);
            await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
            var usualLength = await UsualNumberLengthAsync(db, cancellationToken);
            var context = new ImportContext { ImportRunId = Guid.CreateVersion7(), Layout = file.Layout, Now = now };
            await context.LoadDecisionsAsync(db, cancellationToken);

            using var report = new FaultReport(reportPath);
            var zeros = new ZeroRepair(usualLength, choices.Repairs);
            var guard = new MyNumberGuard();
            var sample = new List<SampleLine>();
            var pass = new ImportPass(file, zeros, LineMatcher.For(db, context))
            {
                OnRecord = record =>
                {
                    guard.Count(record);
                    if (sample.Count < SampleLine.Lines)
                    {
                        sample.Add(SampleLine.Of(file.Layout, record));
                    }
                },
                OnFault = report.Refused,
                OnPlan = plan =>
                {
                    plan.Held.ForEach(report.Held);
                    return Task.CompletedTask;
                },
            };
            var totals = await pass.RunAsync(total: 0, progress, cancellationToken);
            guard.DemandNoColumn();
            return new ImportPreview
            {
                ImportPreviewId = Guid.CreateVersion7(),
                PersonKey = by.PersonKey,
                Kind = kind,
                FileName = fileName,
                EncodingName = file.EncodingName,
                Layout = file.Layout,
                Totals = totals,
                Faults = report.Shown,
                FaultCount = report.Count,
                HeldReasons = report.HeldReasons,
                Sample = sample,
                Zeros = zeros,
                SameFileAs = await db.ImportRuns.Where(r => r.Sha256 == staged.Sha256 && r.State == ImportState.Applied)
                    .OrderBy(r => r.Number).Select(r => (int?)r.Number).FirstOrDefaultAsync(cancellationToken),
                File = staged,
                ReportPath = reportPath,
                ResidentNumberLength = usualLength,
                At = now,
            };
        }
        catch
        {
            File.Delete(staged.Path);
            File.Delete(reportPath);
            throw;
        }
    }

    /// <summary>The length nearly all 宛名番号 of the ledger have, or null where there is no such length.</summary>
    internal static async Task<int?> UsualNumberLengthAsync(PortalDb db, CancellationToken cancellationToken)
    {
        var lengths = await db.People.Where(p => p.ResidentNumber != null && p.Status == RecordStatus.Active)
            .GroupBy(p => p.ResidentNumber!.Length).Select(g => new { Length = g.Key, People = g.Count() }).ToListAsync(cancellationToken);
        return lengths.MaxBy(l => l.People) is { } usual && usual.People >= lengths.Sum(l => l.People) * 0.95 ? usual.Length : null;
    }
}
