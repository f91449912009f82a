using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange;

/// <summary>What staff decided after looking at a preview.</summary>
public sealed record ImportChoices(IReadOnlySet<ZeroColumn> Repairs)
{
    public static readonly ImportChoices RepairEverything = new(ZeroRepair.Everything);
    public static readonly ImportChoices RepairNothing = new(new HashSet<ZeroColumn>());
}

/// <summary>取込 — looking at a file, and taking it into the ledger whole or not at all. SQLite answers on the caller's thread: pages call from <see cref="Task.Run(Func{Task})"/>.</summary>
public sealed class ImportDesk(IDbContextFactory<PortalDb> dbFactory, ImportFolder folder, TimeProvider time)
{
    private const int NumberAttempts = 5;

    private readonly ConcurrentDictionary<Guid, ImportPreview> _previews = new();

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Reads a whole file and says what it would do. Nothing changes in the ledger; a file that is refused is not kept.</summary>
    /// <exception cref="RuleException">The file as a whole cannot be taken; the message says why.</exception>
    public async Task<ImportPreview> PreviewAsync(
        Stream upload, string fileName, ImportKind kind, Staff by, ImportChoices? choices = null,
        IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await dbFactory.DemandAsync(by, Permission.ImportRun, Operation.ImportPreviewed, Now, cancellationToken: cancellationToken);
        Sweep();
        try
        {
            var staged = await folder.StageAsync(upload, cancellationToken);
            var preview = await new ImportLook(dbFactory, folder).RunAsync(staged, ShortName(fileName), kind, by, choices ?? ImportChoices.RepairEverything, Now, progress, cancellationToken);
            _previews[preview.ImportPreviewId] = preview;
            await LogAsync(by, Operation.ImportPreviewed, OperationResult.Done, $"{kind}: {Count(preview.Totals)}", preview.ImportPreviewId);
            return preview;
        }
        catch (RuleException)
        {
            await LogAsync(by, Operation.ImportPreviewed, OperationResult.Failed, $"{kind}: ファイルを受け付けませんでした", null);
            throw;
        }
    }

    /// <summary>The preview of an account, or null when it is another's, applied or forgotten.</summary>
    public ImportPreview? Find(Guid previewId, Staff by) =>
        _previews.TryGetValue(previewId, out var preview) && preview.PersonKey == by.PersonKey && Now < preview.At + ImportFolder.KeepFor ? preview : null;

    /// <summary>Forgets what was left lying for too long.</summary>
    public void Sweep()
    {
        foreach (var preview in _previews.Values.Where(p => p.At + ImportFolder.KeepFor <= Now))
        {
            Discard(preview.ImportPreviewId);
        }

        folder.Sweep();
    }

    /// <summary>Forgets a preview and deletes its file.</summary>
    public void Discard(Guid previewId)
    {
        if (_previews.TryRemove(previewId, out var preview))
        {
            preview.Delete();
        }
    }

    /// <summary>Takes the file in: one transaction, with its run and its log entry. Lines are compared again, so the totals are those of this moment.</summary>
    /// <exception cref="RuleException">The preview is gone, or the ledger was changed by somebody else in between.</exception>
    /// <exception cref="OperationCanceledException">Stopped; the ledger has not changed.</exception>
    public async Task<ImportRun> ApplyAsync(
        Guid previewId, ImportChoices choices, Staff by, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await dbFactory.DemandAsync(by, Permission.ImportRun, Operation.ImportApplied, Now, cancellationToken: cancellationToken);
        if (Find(previewId, by) is not { } preview || !_previews.TryRemove(previewId, out _))
        {
            throw new RuleException("この取込は終わっているか、時間がたって片付けられました。ファイルをもう一度選んでください。");
        }

        try
        {
            var run = await ApplyAsync(preview, choices, by, progress, cancellationToken);
            preview.Delete();
            return run;
        }
        catch (DbUpdateConcurrencyException)
        {
            await KeepAsync(preview, by, "競合");
            throw new RuleException("取込の間に他の職員が同じ記録を変更したため、取り込みませんでした。台帳は変わっていません。もう一度取り込んでください。");
        }
        catch (Exception failure)
        {
            await KeepAsync(preview, by, failure is OperationCanceledException ? "中止" : failure.GetType().Name);
            throw;
        }
    }

    /// <summary>Nothing was written, so the file can be applied again.</summary>
    private async Task KeepAsync(ImportPreview preview, Staff by, string why)
    {
        _previews[preview.ImportPreviewId] = preview;
        await LogAsync(by, Operation.ImportApplied, OperationResult.Failed, why, null);
    }

    private async Task<ImportRun> ApplyAsync(ImportPreview preview, ImportChoices choices, Staff by, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var file = ImportFile.Open(preview.File.Path, preview.Kind);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var run = await BeginAsync(db, preview, by, cancellationToken);
        var context = new ImportContext { ImportRunId = run.ImportRunId, Layout = file.Layout, Now = run.AppliedAt };
        await context.LoadDecisionsAsync(db, cancellationToken);
        var writer = new ImportWriter(db, run.ImportRunId, by, run.AppliedAt);
        var pass = new ImportPass(file, new ZeroRepair(preview.ResidentNumberLength, choices.Repairs), LineMatcher.For(db, context))
        {
            OnPlan = plan => writer.WriteAsync(plan, cancellationToken),
        };
        var totals = await pass.RunAsync(preview.Totals.Lines, progress, cancellationToken);

        db.Attach(run);
        totals.WriteTo(run);
        db.Add(OperationLogEntry.For(by, run.AppliedAt, Operation.ImportApplied, subjectId: run.ImportRunId, detail: $"取込 {run.Number} {run.Kind}: {Count(totals)}"));
        await db.SaveChangesAsync(cancellationToken);
        await db.Database.CommitTransactionAsync(cancellationToken);
        return run;
    }

    /// <summary>Opens the transaction with the run's row; two imports at once may have reached for the same number.</summary>
    private async Task<ImportRun> BeginAsync(PortalDb db, ImportPreview preview, Staff by, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await db.Database.BeginTransactionAsync(cancellationToken);
            var run = new ImportRun
            {
                ImportRunId = Guid.CreateVersion7(),
                Number = (await db.ImportRuns.MaxAsync(r => (int?)r.Number, cancellationToken) ?? 0) + 1,
                Kind = preview.Kind,
                FileName = preview.FileName,
                Sha256 = preview.File.Sha256,
                Encoding = preview.EncodingName,
                Layout = preview.Layout.Words,
                AppliedBy = by.PersonKey,
                AppliedByName = by.Name,
                AppliedAt = Now,
            };
            db.Add(run);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                db.ChangeTracker.Clear();
                return run;
            }
            catch (DbUpdateException) when (attempt < NumberAttempts)
            {
                db.ChangeTracker.Clear();
                await db.Database.RollbackTransactionAsync(cancellationToken);
            }
        }
    }

    private async Task LogAsync(Staff by, Operation operation, OperationResult result, string detail, Guid? subjectId)
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        db.Add(OperationLogEntry.For(by, Now, operation, subjectId: subjectId, detail: detail, result: result));
        await db.SaveChangesAsync();
    }

    private static string Count(ImportTotals t) => $"{t.Lines}行 新規{t.New} 変更{t.Changed} 同じ{t.Same} 保留{t.Held} 拒否{t.Refused}";

    internal static string ShortName(string fileName)
    {
        var name = MyNumberScan.StrikeOut(Path.GetFileName(fileName));
        var from = Math.Max(0, name.Length - ImportRun.FileNameMaxLength);
        return name[(from > 0 && char.IsLowSurrogate(name[from]) ? from + 1 : from)..];
    }
}
