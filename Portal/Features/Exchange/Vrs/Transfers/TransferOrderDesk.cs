using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Media;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Exchange.Vrs.Transfers;
using Portal.Domain.Ledger;
using Portal.Features.Exchange.Media;
using Portal.Features.Exchange.Runs;
using Portal.Features.Ledger.MyNumbers;

namespace Portal.Features.Exchange.Vrs.Transfers;

/// <summary>A request file that can be fetched once, and its passphrase.</summary>
/// <param name="ExchangeRunId">Of which run.</param>
/// <param name="Version">Of the run, as the page saw it.</param>
/// <param name="MediumUseId">Onto which use.</param>
/// <param name="Lines">People in it.</param>
/// <param name="Passphrase">Opens it.</param>
public sealed record TransferReady(Guid ExchangeRunId, Guid Version, Guid MediumUseId, int Lines, Passphrase Passphrase);

/// <summary>Between the page of a run and its download.</summary>
public sealed class TransferOrders(TimeProvider time) : OneTimeOrders<TransferReady>(time);

/// <summary>照会ファイルの用意 — whether an approved 一括照合 can be written now; no number is read for it.</summary>
public sealed class TransferOrderDesk(IDbContextFactory<PortalDb> dbFactory, MyNumberSendDesk numbers, TimeProvider time)
{
    /// <exception cref="MyNumberRefusedException">No 再確認.</exception>
    /// <exception cref="FieldProblemsException">The medium.</exception>
    /// <exception cref="RuleException">Not approved, sent by now, or somebody in it cannot be asked for any more.</exception>
    public async Task<TransferReady> OrderAsync(Staff by, Guid exchangeRunId, Guid version, Guid? mediumUseId, CancellationToken ct = default)
    {
        await numbers.DemandAsync(by, exchangeRunId, ct);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        var run = await ExchangeDesk.LoadAsync(db, exchangeRunId, version, ct);
        run.DemandSendable(by, time.GetUtcNow().UtcDateTime);
        var lines = await DemandLinesAsync(db, run, ct);
        await MediumExportDesk.CheckAsync(db, by, mediumUseId, lines.Count, nameof(mediumUseId), time.GetUtcNow().UtcDateTime, ct);
        return new(exchangeRunId, version, mediumUseId!.Value, lines.Count, Passphrase.New());
    }

    /// <summary>The people of the run, each looked at by the rules of the collecting once more.</summary>
    /// <exception cref="RuleException">Nobody is left, or one of them cannot be asked for any more.</exception>
    internal static async Task<IReadOnlyList<TransferInquiry>> DemandLinesAsync(PortalDb db, ExchangeRun run, CancellationToken ct)
    {
        var lines = await TransferSearch.Lines(db, run.ExchangeRunId).AsNoTracking().ToListAsync(ct);
        if (lines.Count == 0)
        {
            throw new RuleException("照会する人がいません。この連携は取りやめてください。");
        }

        var ids = lines.Select(l => l.LedgerPersonId).ToList();
        var people = await db.People.AsNoTracking().Include(p => p.Residence).Where(p => EF.Parameter(ids).Contains(p.LedgerPersonId)).ToListAsync(ct);
        foreach (var person in people)
        {
            if (TransferInquiry.WhyNot(person, await db.HasNumberAsync(person.LedgerPersonId, ct)) is { } why)
            {
                throw new RuleException($"宛名番号 {person.ResidentNumber ?? "なし"} の人を照会できません。{why}この人の照会を取りやめてから、もう一度用意してください。");
            }
        }

        return lines;
    }
}
