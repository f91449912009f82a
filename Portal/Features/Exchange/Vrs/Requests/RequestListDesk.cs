using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Vrs.Requests;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.Vrs.Requests;

/// <summary>One request as its page shows it.</summary>
/// <param name="Request">As it stands.</param>
/// <param name="Person">Whom it is about; null for nobody of the ledger.</param>
/// <param name="WhyNot">Why the doses may not be given.</param>
/// <param name="Doses">What would be given, or was.</param>
public sealed record OpenRequest(MunicipalityRequest Request, PersonHead? Person, string? WhyNot, IReadOnlyList<ProvidedDose> Doses);

/// <summary>他自治体からの照会の一覧と回答書.</summary>
public sealed class RequestListDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<IReadOnlyList<MunicipalityRequest>> ListAsync(Staff by, bool over, CancellationToken ct = default)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.LedgerView, Operation.MunicipalityRequestsShown, now, cancellationToken: ct);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        var rows = await RequestSearch.Rows(db, over).ToListAsync(ct);
        db.Add(OperationLogEntry.For(by, now, Operation.MunicipalityRequestsShown, detail: $"{rows.Count}件"));
        await db.SaveChangesAsync(ct);
        return rows;
    }

    /// <returns>Null for an id nobody has; the look is in the log all the same.</returns>
    public async Task<OpenRequest?> OpenAsync(Staff by, Guid requestId, CancellationToken ct = default)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.LedgerView, Operation.MunicipalityRequestShown, now, requestId, ct);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        if (await db.MunicipalityRequests.AsNoTracking().SingleOrDefaultAsync(r => r.MunicipalityRequestId == requestId, ct) is not { } request)
        {
            await dbFactory.LogMissingAsync(by, Operation.MunicipalityRequestShown, requestId, now);
            return null;
        }

        var person = await db.People.AsNoTracking().Include(p => p.Residence).SingleOrDefaultAsync(p => p.LedgerPersonId == request.LedgerPersonId, ct);
        var doses = request.IsOver
            ? await db.ProvidedDoses.AsNoTracking().Where(d => d.MunicipalityRequestId == requestId).OrderBy(d => d.Ordinal).ToListAsync(ct)
            : person is null ? [] : [.. (await RequestSearch.Doses(db, person.LedgerPersonId).ToListAsync(ct)).Select((dose, at) => ProvidedDose.Of(requestId, at + 1, dose))];
        db.Add(OperationLogEntry.For(by, now, Operation.MunicipalityRequestShown, request.LedgerPersonId, requestId));
        await db.SaveChangesAsync(ct);
        return new(request, person is null ? null : await db.HeadOfAsync(person.LedgerPersonId), MunicipalityRequest.WhyNot(person), doses);
    }

    /// <summary>回答書の印刷.</summary>
    /// <returns>When it was recorded, UTC.</returns>
    /// <exception cref="RuleException">Not answered yet.</exception>
    public async Task<DateTime> RecordPrintAsync(Staff by, Guid requestId, CancellationToken ct = default)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.LedgerPrint, Operation.MunicipalityPrinted, now, requestId, ct);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        var request = await db.MunicipalityRequests.AsNoTracking().SingleOrDefaultAsync(r => r.MunicipalityRequestId == requestId, ct);
        if (request is not { IsOver: true })
        {
            throw new RuleException("回答書は、回答を記録してから印刷してください。");
        }

        db.Add(OperationLogEntry.For(
            by, now, Operation.MunicipalityPrinted, request.LedgerPersonId, requestId, purpose: $"{request.FromCode} {request.RequestNumber} への回答", scene: MyNumberPurpose.MovedOut));
        await db.SaveChangesAsync(ct);
        return now;
    }
}
