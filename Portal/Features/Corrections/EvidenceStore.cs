using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Corrections;

/// <summary>根拠資料 — keeps the scanned slips and letters behind corrections, and hands them back to those who may see the record.</summary>
public sealed class EvidenceStore(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Takes a file in, whatever its sender calls it.</summary>
    /// <exception cref="RuleException">Empty, too big, or neither PDF, PNG nor JPEG by its content.</exception>
    public Task<EvidenceLine> AttachAsync(Staff by, Guid personId, string fileName, Stream content, CancellationToken cancellationToken = default) =>
        AttachAsync(by, Permission.RecordCorrect, personId, fileName, content, cancellationToken);

    /// <summary>The same for a merge, which is not the work of those who correct.</summary>
    /// <exception cref="RuleException">Empty, too big, or neither PDF, PNG nor JPEG by its content.</exception>
    public Task<EvidenceLine> AttachToMergeAsync(Staff by, Guid personId, string fileName, Stream content, CancellationToken cancellationToken = default) =>
        AttachAsync(by, Permission.RecordMerge, personId, fileName, content, cancellationToken);

    private async Task<EvidenceLine> AttachAsync(Staff by, Permission permission, Guid personId, string fileName, Stream content, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, permission, Operation.EvidenceAttached, now, personId, cancellationToken);
        var bytes = await ReadAsync(content, cancellationToken);
        var contentType = EvidenceFile.TypeOf(bytes);
        var evidence = new Evidence
        {
            EvidenceId = Guid.CreateVersion7(now),
            LedgerPersonId = personId,
            FileName = EvidenceFile.CleanName(fileName, contentType),
            ContentType = contentType,
            Content = bytes,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            AttachedBy = by.PersonKey,
            AttachedAt = now,
        };
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.Add(evidence);
        db.Add(OperationLogEntry.For(by, now, Operation.EvidenceAttached, personId, evidence.EvidenceId, $"{contentType} {bytes.Length}バイト"));
        await db.SaveChangesAsync(cancellationToken);
        return new EvidenceLine(evidence.EvidenceId, evidence.FileName, evidence.ContentType);
    }

    /// <summary>The file, after its opening has been logged. Null: no such file.</summary>
    /// <exception cref="PermissionDeniedException">No right to the ledger, or to the address a protected person's papers may show.</exception>
    public async Task<Evidence?> OpenAsync(Staff by, Guid evidenceId, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var owner = await db.Evidence.Where(e => e.EvidenceId == evidenceId)
            .Join(db.People, e => e.LedgerPersonId, p => p.LedgerPersonId, (_, p) => new { p.LedgerPersonId, p.IsProtected })
            .SingleOrDefaultAsync(cancellationToken);
        var permission = owner is { IsProtected: true } ? Permission.ProtectedAddressView : Permission.LedgerView;
        await dbFactory.DemandAsync(by, permission, Operation.EvidenceOpened, now, owner?.LedgerPersonId, cancellationToken);
        if (owner is null)
        {
            await dbFactory.LogMissingAsync(by, Operation.EvidenceOpened, evidenceId, now);
            return null;
        }

        db.Add(OperationLogEntry.For(by, now, Operation.EvidenceOpened, owner.LedgerPersonId, evidenceId));
        await db.SaveChangesAsync(cancellationToken);
        return await db.Evidence.AsNoTracking().SingleAsync(e => e.EvidenceId == evidenceId, cancellationToken);
    }

    /// <summary>Counts what really arrives: a length told beforehand is only a claim.</summary>
    private static async Task<byte[]> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[BufferSize];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (kept.Length + read > Evidence.MaxBytes)
            {
                throw new RuleException($"ファイルが大きすぎます。添付できるのは{Evidence.MaxBytes / 1024 / 1024}MBまでです。");
            }

            kept.Write(buffer, 0, read);
        }

        return kept.Length > 0 ? kept.ToArray() : throw new RuleException("ファイルが空です。別のファイルを選んでください。");
    }
}
