using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.OperationLog;
using Portal.Features.DataQuality;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.Runs;

/// <summary>結果の取込の取消し.</summary>
public sealed partial class OutgoingAnswers
{
    /// <summary>結果の取込の取消し, with the reason: what the partner held and refused by its words before is so again, and the right file can be taken.</summary>
    /// <exception cref="RuleException">No answer, no reason, or a later file builds on it.</exception>
    public async Task TakeBackAsync(Staff by, Guid exchangeRunId, Guid version, string? reason)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandForAsync(by, Permission.ExchangeRun, Operation.ExchangeAnswerUndone, now, exchangeRunId);
        await dbFactory.LogRefusalAsync(
            by, Operation.ExchangeAnswerUndone, now, personId: null, exchangeRunId,
            () => TakeBackAsync(by, exchangeRunId, version, StatedPurpose.Demand("取り消す理由", reason), now));
    }

    private async Task TakeBackAsync(Staff by, Guid exchangeRunId, Guid version, string stated, DateTime now)
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await using var transaction = await db.Database.BeginTransactionAsync();
        var run = await ExchangeDesk.LoadAsync(db, exchangeRunId, version);
        var sent = files.Of(run.Kind);
        run.TakeAnswersBack(await Later(db, run, sent).FirstOrDefaultAsync(), await ResentBy(db, run).FirstOrDefaultAsync());
        var people = await RefusedPeopleAsync(db, sent, CancellationToken.None);
        await db.ExchangeLines.Where(l => l.ExchangeRunId == exchangeRunId).ExecuteUpdateAsync(
            u => u.SetProperty(l => l.State, ExchangeLineState.Waiting).SetProperty(l => l.Code, (string?)null).SetProperty(l => l.Message, (string?)null)
                .SetProperty(l => l.IsHeld, false).SetProperty(l => l.IsRefused, false));
        await db.ExchangeLines.Where(l => l.ReplacedById == exchangeRunId).ExecuteUpdateAsync(u => u.SetProperty(l => l.IsHeld, true).SetProperty(l => l.ReplacedById, (Guid?)null));
        await db.ExchangeLines.Where(l => l.SettledById == exchangeRunId).ExecuteUpdateAsync(u => u.SetProperty(l => l.IsRefused, true).SetProperty(l => l.SettledById, (Guid?)null));
        db.Add(OperationLogEntry.For(by, now, Operation.ExchangeAnswerUndone, subjectId: exchangeRunId, detail: ExchangeDesk.Words(run), purpose: stated));
        await ExchangeDesk.SaveAsync(db);
        people.UnionWith(await RefusedPeopleAsync(db, sent, CancellationToken.None));
        await Recheck.PeopleAsync(db, people, [], now, CancellationToken.None);
        await transaction.CommitAsync();
    }

    internal static IQueryable<ExchangeRun> Later(PortalDb db, ExchangeRun run, OutgoingFile file) => db.ExchangeRuns.AsNoTracking()
        .Where(r => (r.Kind == file.Full || r.Kind == file.Changes) && r.Number > run.Number && r.State != ExchangeState.Failed).OrderBy(r => r.Number);

    /// <summary>連携番号 of comparisons that told later what the partner has of a record of this run, or of one it took the place of.</summary>
    internal static IQueryable<int?> ResentBy(PortalDb db, ExchangeRun run)
    {
        var (id, number) = (run.ExchangeRunId, run.Number);
        return from r in db.ExchangeRuns
               where r.Number > number && db.ReplicaDifferences.Any(d => d.ExchangeRunId == r.ExchangeRunId && d.ResendAt != null
                   && db.ExchangeLines.Any(l => l.RecordId == d.RecordId && (l.ExchangeRunId == id || l.ReplacedById == id)))
               orderby r.Number descending
               select (int?)r.Number;
    }
}
