using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Ledger.MyNumbers;

/// <summary>Whose number goes into a request file, and for which 受付番号.</summary>
public sealed record NumberWanted(Guid LedgerPersonId, string CaseNumber);

/// <summary>
/// 個人番号の書出し — into the request file of a 一括照合, the only file that carries them, and in its scene only. The gate is that of a look
/// (permission, which holds at LGWAN terminals only; 再確認; a row of the log for each person before anything is read) but for the day's
/// quota: in its place a second person has approved exactly these people.
/// </summary>
public sealed class MyNumberSendDesk(IDbContextFactory<PortalDb> dbFactory, MyNumberVault vault, TimeProvider time)
{
    /// <exception cref="MyNumberRefusedException">No 再確認; the refusal is in the log.</exception>
    /// <exception cref="PermissionDeniedException">The denial is in the log.</exception>
    internal async Task DemandAsync(Staff by, Guid exchangeRunId, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandForAsync(by, Permission.MyNumberUse, Operation.MyNumberSent, now, exchangeRunId, ct);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.SessionId == by.SessionId, ct);
        if (session?.ProvedUntil(by.StaffMemberId, now) is null)
        {
            db.Add(OperationLogEntry.For(
                by, now, Operation.MyNumberSent, subjectId: exchangeRunId, detail: MyNumberRefusal.NotProvedAgain.Detail(), result: OperationResult.Failed, scene: MyNumberPurpose.MovedIn));
            await db.SaveChangesAsync(ct);
            throw new MyNumberRefusedException(MyNumberRefusal.NotProvedAgain);
        }
    }

    /// <summary>Writes a line for each person. All readings are in the log before the first; the numbers are wiped whatever happens.</summary>
    /// <param name="by">Who.</param>
    /// <param name="exchangeRunId">For which run.</param>
    /// <param name="people">Whose numbers, in the order of the file.</param>
    /// <param name="line">Writes the line of this number, from 1; what it is handed puts the digits where the file stands then.</param>
    /// <param name="file">Into which the digits go.</param>
    /// <param name="ct">Between lines.</param>
    /// <exception cref="MyNumberRefusedException">Somebody has none any more, or one cannot be read: none is written.</exception>
    internal async Task WriteAsync(Staff by, Guid exchangeRunId, IReadOnlyList<NumberWanted> people, Action<int, Action> line, TextWriter file, CancellationToken ct)
    {
        await DemandAsync(by, exchangeRunId, ct);
        List<ShownMyNumber> numbers = [];
        try
        {
            await ReadAsync(by, exchangeRunId, people, numbers, ct);
            foreach (var (at, number) in numbers.Index())
            {
                ct.ThrowIfCancellationRequested();
                line(at + 1, () => number.WriteTo(file));
            }
        }
        finally
        {
            numbers.ForEach(number => number.Dispose());
        }
    }

    private async Task ReadAsync(Staff by, Guid exchangeRunId, IReadOnlyList<NumberWanted> people, List<ShownMyNumber> numbers, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        foreach (var wanted in people)
        {
            db.Add(OperationLogEntry.For(
                by, now, Operation.MyNumberSent, wanted.LedgerPersonId, exchangeRunId, "一括照合の照会ファイル", $"受付番号 {wanted.CaseNumber}", scene: MyNumberPurpose.MovedIn));
        }

        await db.SaveChangesAsync(ct);
        foreach (var wanted in people)
        {
            var row = await db.NumbersOf(wanted.LedgerPersonId).AsNoTracking().FirstOrDefaultAsync(ct) ?? throw new MyNumberRefusedException(MyNumberRefusal.NotRegistered);
            numbers.Add(vault.Show(row));
        }
    }
}
