using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Layouts;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Exchange.Vrs.Transfers;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Lists;
using Portal.Features.Exchange.Media;
using Portal.Features.Exchange.Runs;
using Portal.Features.Ledger.MyNumbers;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.Vrs.Transfers;

/// <summary>A request file that is in the log and the register of media, and has to be written now.</summary>
internal sealed record TransferSending(Staff By, TransferReady Ready, ExchangeRun Run, IReadOnlyList<TransferInquiry> Lines, Guid MediumFileId, string FileName);

/// <summary>
/// 照会ファイルの送付 — as any file to a partner, but for three things: the numbers are read through their own gate while it is written, no
/// digest of a line is kept, and the hash of the run is that of the encrypted ZIP. A hash of the file inside would give a number away to
/// whoever tries them all.
/// </summary>
public sealed class TransferSender(IDbContextFactory<PortalDb> dbFactory, ExchangeLayouts layouts, MyNumberSendDesk numbers, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>書込中 in the register of media, in one save with the log's row.</summary>
    internal async Task<TransferSending> BeginAsync(Staff by, TransferReady ready, CancellationToken ct)
    {
        await numbers.DemandAsync(by, ready.ExchangeRunId, ct);
        var now = Now;
        return await dbFactory.LogRefusalAsync(by, Operation.ExchangeSent, now, personId: null, ready.ExchangeRunId, async () =>
        {
            await using var db = await dbFactory.CreateDbContextAsync(ct);
            var run = await ExchangeDesk.LoadAsync(db, ready.ExchangeRunId, ready.Version, ct);
            run.DemandSendable(by, now);
            var lines = await TransferOrderDesk.DemandLinesAsync(db, run, ct);
            var name = $"{run.Layout}_{run.Number:000000}.csv";
            var (use, file) = await MediumExportDesk.BeginAsync(db, by, ready.MediumUseId, Path.ChangeExtension(name, "zip"), lines.Count, now, ct);
            db.Add(OperationLogEntry.For(
                by, now, Operation.ExchangeSent, subjectId: run.ExchangeRunId, purpose: run.Purpose, detail: $"{ExchangeDesk.Words(run)} 書出し開始、媒体の使用 第{use.Number}号", scene: MyNumberPurpose.MovedIn));
            await ExchangeDesk.SaveAsync(db, ct);
            return new TransferSending(by, ready, run, lines, file.MediumFileId, name);
        });
    }

    /// <summary>Writes the encrypted ZIP. Whatever stops it leaves the run approved, and nothing sent.</summary>
    internal async Task WriteAsync(TransferSending sending, Stream to, CancellationToken ct)
    {
        using var counted = new CountingStream(to);
        try
        {
            using var hash = SHA256.Create();
            await using (var hashed = new CryptoStream(counted, hash, CryptoStreamMode.Write, leaveOpen: true))
            {
                await ThroughPipe.WriteAsync(
                    hashed,
                    (pipe, stopping) => EncryptedZip.WriteAsync(
                        pipe, sending.FileName, sending.Ready.Passphrase, (file, stop) => WriteLinesAsync(file, sending, stop), stopping),
                    ct);
                await hashed.FlushFinalBlockAsync(ct);
            }

            await FinishAsync(sending, Convert.ToHexStringLower(hash.Hash!), counted.Position);
        }
        catch (Exception failure)
        {
            await using var db = await dbFactory.CreateDbContextAsync(CancellationToken.None);
            await MediumExportDesk.StopAsync(db, sending.MediumFileId, 0, counted.Position, Now);
            db.Add(OperationLogEntry.For(
                sending.By, Now, Operation.ExchangeSent, subjectId: sending.Run.ExchangeRunId, result: OperationResult.Failed,
                detail: $"{ExchangeDesk.Words(sending.Run)} 中止: {(failure is OperationCanceledException ? "中止" : failure.GetType().Name)}"));
            await db.SaveChangesAsync(CancellationToken.None);
            throw;
        }
    }

    private async Task WriteLinesAsync(Stream to, TransferSending sending, CancellationToken ct)
    {
        var layout = layouts.Of(sending.Run.Layout);
        await using var text = new StreamWriter(to, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n" };
        await text.WriteLineAsync(ExchangeFile.HeadingOf(layout, sending.Run.Number, MunicipalityCode.Otaru.Value));
        await numbers.WriteAsync(
            sending.By, sending.Run.ExchangeRunId, [.. sending.Lines.Select(l => new NumberWanted(l.LedgerPersonId, l.CaseNumber))],
            (line, digits) => WriteLine(text, layout, line, digits), text, ct);
        await text.WriteLineAsync(ExchangeFile.EndOf(sending.Lines.Count));
    }

    /// <summary>Past the text every other line is put together as: the digits go from their place into the file.</summary>
    private static void WriteLine(StreamWriter text, FileLayout layout, int line, Action digits)
    {
        text.Write($"\"{ExchangeFile.Data}\"");
        foreach (var column in layout.Columns)
        {
            text.Write(",\"");
            switch (column.Item)
            {
                case "Line":
                    text.Write(line);
                    break;
                case "MyNumber":
                    digits();
                    break;
            }

            text.Write('"');
        }

        text.WriteLine();
    }

    private async Task FinishAsync(TransferSending sending, string sha256, long bytes)
    {
        var now = Now;
        await using var db = await dbFactory.CreateDbContextAsync();
        var run = await ExchangeDesk.LoadAsync(db, sending.Run.ExchangeRunId, sending.Ready.Version);
        var lines = await TransferSearch.Lines(db, run.ExchangeRunId).ToListAsync();
        if (!lines.Select(l => l.TransferInquiryId).SequenceEqual(sending.Lines.Select(l => l.TransferInquiryId)))
        {
            throw new RuleException("書き出している間に、照会する人が変わりました。できたファイルは使わずに削除し、もう一度書き出してください。");
        }

        // Without gaps, where somebody was taken out since it was made.
        foreach (var (at, line) in lines.Index())
        {
            line.Request(run.ExchangeRunId, at + 1);
        }

        run.Send(sending.By, sending.FileName, sha256, bytes, lines.Count, sending.Ready.MediumUseId, now);
        await MediumExportDesk.FinishAsync(db, sending.MediumFileId, lines.Count, bytes, now);
        db.Add(OperationLogEntry.For(sending.By, now, Operation.ExchangeSent, subjectId: run.ExchangeRunId, detail: $"{ExchangeDesk.Words(run)} {lines.Count}人、ZIPのSHA-256 {sha256}"));
        await ExchangeDesk.SaveAsync(db);
    }
}
