using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Layouts;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Lists;
using Portal.Features.Exchange.Media;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.Runs;

/// <summary>A file that is in the log and the register of media, and has to be written now.</summary>
internal sealed record OutgoingSending(Staff By, OutgoingReady Ready, ExchangeRun Run, Guid MediumFileId, string FileName);

/// <summary>
/// ファイルの送付 — written as it goes; its lines, the run's state, the register's 書込済 and the log are one transaction at its end,
/// before the answer ends. Whatever stops it earlier leaves the run approved, so that it can be sent again.
/// </summary>
public sealed class OutgoingSender(IDbContextFactory<PortalDb> dbFactory, ExchangeLayouts layouts, OutgoingFiles files, TimeProvider time)
{
    private const int LinesAtOnce = 20_000;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>書込中 in the register of media, in one save with the log's row.</summary>
    internal async Task<OutgoingSending> BeginAsync(Staff by, OutgoingReady ready, CancellationToken ct)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.ExchangeRun, Operation.ExchangeSent, now, ready.ExchangeRunId, ct);
        return await dbFactory.LogRefusalAsync(by, Operation.ExchangeSent, now, personId: null, ready.ExchangeRunId, async () =>
        {
            await using var db = await dbFactory.CreateDbContextAsync(ct);
            var run = await ExchangeDesk.LoadAsync(db, ready.ExchangeRunId, ready.Version, ct);
            run.DemandSendable(by, now);
            var name = $"{run.Layout}_{run.Number:000000}.csv";
            var (use, file) = await MediumExportDesk.BeginAsync(db, by, ready.MediumUseId, Path.ChangeExtension(name, "zip"), ready.Lines, now, ct);
            db.Add(OperationLogEntry.For(
                by, now, Operation.ExchangeSent, subjectId: run.ExchangeRunId, purpose: run.Purpose, detail: $"{ExchangeDesk.Words(run)} 書出し開始、媒体の使用 第{use.Number}号"));
            await ExchangeDesk.SaveAsync(db, ct);
            return new OutgoingSending(by, ready, run, file.MediumFileId, name);
        });
    }

    /// <summary>Writes the encrypted ZIP.</summary>
    internal async Task WriteAsync(OutgoingSending sending, Stream to, CancellationToken ct)
    {
        using var counted = new CountingStream(to);
        var lines = new List<ExchangeLine>(sending.Ready.Lines);
        try
        {
            var sha256 = "";
            await ThroughPipe.WriteAsync(
                counted,
                (pipe, stopping) => EncryptedZip.WriteAsync(
                    pipe, sending.FileName, sending.Ready.Passphrase,
                    async (file, stop) => sha256 = await WriteLinesAsync(file, sending.Run, lines, stop), stopping),
                ct);
            await FinishAsync(sending, lines, sha256, counted.Position);
        }
        catch (Exception failure)
        {
            await using var db = await dbFactory.CreateDbContextAsync(CancellationToken.None);
            await MediumExportDesk.StopAsync(db, sending.MediumFileId, lines.Count, counted.Position, Now);
            db.Add(OperationLogEntry.For(
                sending.By, Now, Operation.ExchangeSent, subjectId: sending.Run.ExchangeRunId, result: OperationResult.Failed,
                detail: $"{ExchangeDesk.Words(sending.Run)} {lines.Count}行で中止: {(failure is OperationCanceledException ? "中止" : failure.GetType().Name)}"));
            await db.SaveChangesAsync(CancellationToken.None);
            throw;
        }
    }

    /// <returns>SHA-256 of the file.</returns>
    private async Task<string> WriteLinesAsync(Stream to, ExchangeRun run, List<ExchangeLine> lines, CancellationToken ct)
    {
        using var hash = SHA256.Create();
        await using (var hashed = new CryptoStream(to, hash, CryptoStreamMode.Write, leaveOpen: true))
        {
            await using var text = new StreamWriter(hashed, new UTF8Encoding(false), 64 * 1024, leaveOpen: true) { NewLine = "\r\n" };
            var register = files.Of(run.Kind).Register;
            var layout = layouts.Of(run.Layout);
            text.WriteLine(ExchangeFile.HeadingOf(layout, run.Number, MunicipalityCode.Otaru.Value));
            await using var db = await dbFactory.CreateDbContextAsync(ct);
            await OutgoingPass.Of(db, layouts, files, run.Kind).RunAsync((line, values) =>
            {
                lines.Add(new()
                {
                    ExchangeRunId = run.ExchangeRunId,
                    LineNumber = lines.Count + 1,
                    Register = register,
                    RecordId = line.RecordId,
                    LedgerPersonId = line.PersonId,
                    Act = line.Act,
                    Digest = line.Digest,
                });
                text.WriteLine(ExchangeFile.Line([ExchangeFile.Data, .. values]));
            }, ct);
            text.WriteLine(ExchangeFile.EndOf(lines.Count));
        }

        return Convert.ToHexStringLower(hash.Hash!);
    }

    private async Task FinishAsync(OutgoingSending sending, List<ExchangeLine> lines, string sha256, long bytes)
    {
        var now = Now;
        await using var db = await dbFactory.CreateDbContextAsync();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await using var transaction = await db.Database.BeginTransactionAsync();
        var run = await ExchangeDesk.LoadAsync(db, sending.Run.ExchangeRunId, sending.Ready.Version);
        run.Send(sending.By, sending.FileName, sha256, bytes, lines.Count, sending.Ready.MediumUseId, now);
        await MediumExportDesk.FinishAsync(db, sending.MediumFileId, lines.Count, bytes, now);
        db.Add(OperationLogEntry.For(sending.By, now, Operation.ExchangeSent, subjectId: run.ExchangeRunId, detail: $"{ExchangeDesk.Words(run)} {lines.Count}行、SHA-256 {sha256}"));
        await ExchangeDesk.SaveAsync(db);
        var bulk = BulkWriter.For(db);
        foreach (var some in lines.Chunk(LinesAtOnce))
        {
            await bulk.WriteAsync(some, CancellationToken.None);
        }

        await transaction.CommitAsync();
    }
}
