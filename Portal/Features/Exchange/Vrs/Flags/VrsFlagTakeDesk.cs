using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Exchange.Vrs.Flags;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Runs;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.Vrs.Flags;

/// <summary>転出・死亡フラグの取込 — the file beside the ledger: what differs becomes a row to decide, and nothing else changes.</summary>
public sealed class VrsFlagTakeDesk(IDbContextFactory<PortalDb> dbFactory, ExchangeLayouts layouts, TimeProvider time)
{
    public const long MaxBytes = 50L * 1024 * 1024;
    public const string Layout = "vrs-flags-output-1";

    /// <returns>The run.</returns>
    /// <exception cref="RuleException">Out of form, cut off, a My Number in it, or the very file taken before.</exception>
    public async Task<Guid> TakeAsync(Staff by, string fileName, Stream file, CancellationToken ct = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.ExchangeRun, Operation.VrsFlagsTaken, now, cancellationToken: ct);
        return await dbFactory.LogRefusalAsync(by, Operation.VrsFlagsTaken, now, personId: null, subjectId: null, () => TakeAsync(by, fileName, file, now, ct));
    }

    private async Task<Guid> TakeAsync(Staff by, string fileName, Stream file, DateTime now, CancellationToken ct)
    {
        var bytes = await PartnerText.BytesAsync(file, ct);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var lines = VrsFlagLine.Read(PartnerText.Of(bytes), layouts.Of(Layout));
        return await dbFactory.WithNextNumberAsync(async (db, number) =>
        {
            if (await db.ExchangeRuns.Where(r => r.Kind == ExchangeKind.VrsFlagsIn && r.Sha256 == sha256).Select(r => (int?)r.Number).FirstOrDefaultAsync(ct) is { } before)
            {
                throw new RuleException($"このファイルは連携 第{before}号で取り込んであります。何も変わっていません。");
            }

            var (rows, unmatched) = await CompareAsync(db, lines, ct);
            var run = ExchangeRun.Receive(
                by, ExchangeKind.VrsFlagsIn, Layout, "VRS の転出・死亡フラグと台帳の比較", (ImportDesk.ShortName(fileName), sha256, bytes.Length), Guid.CreateVersion7(now), number, now);
            run.Count(lines.Count, unmatched);
            db.Add(run);
            db.AddRange(rows.Select(row => DifferenceOf(run, row)));
            db.Add(OperationLogEntry.For(
                by, now, Operation.VrsFlagsTaken, subjectId: run.ExchangeRunId, detail: $"{ExchangeDesk.Words(run)} {lines.Count}行、違う{rows.Count - unmatched} 照合できない{unmatched}"));
            await db.SaveChangesAsync(ct);
            return run.ExchangeRunId;
        }, ct);
    }

    private static async Task<(List<(VrsFlagLine Line, LedgerPerson? Person, string? Why)> Rows, int Unmatched)> CompareAsync(
        PortalDb db, IReadOnlyList<VrsFlagLine> lines, CancellationToken ct)
    {
        List<(VrsFlagLine Line, LedgerPerson? Person, string? Why)> rows = [];
        foreach (var some in lines.Chunk(VrsFlagPeople.AtOnce))
        {
            rows.AddRange((await VrsFlagPeople.FindAsync(db, some, ct)).Where(found => found.Person is null || !found.Line.Agrees(found.Person)));
        }

        return (rows, rows.Count(row => row.Person is null));
    }

    private static VrsFlagDifference DifferenceOf(ExchangeRun run, (VrsFlagLine Line, LedgerPerson? Person, string? Why) row)
    {
        var (ours, on) = row.Person is null ? (VrsFlag.None, null) : VrsFlagLine.Of(row.Person);
        return new()
        {
            VrsFlagDifferenceId = Guid.CreateVersion7(),
            ExchangeRunId = run.ExchangeRunId,
            LineNumber = row.Line.Line,
            LedgerPersonId = row.Person?.LedgerPersonId,
            Flag = row.Line.Flag,
            FlaggedOn = row.Line.FlaggedOn,
            Ours = ours,
            OursOn = on,
            Note = row.Why,
        };
    }
}
