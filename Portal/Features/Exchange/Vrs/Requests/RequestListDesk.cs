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
/// <param name="Request">As it stands; without its sender for whoever may not know where somebody protected lives.</param>
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
        HashSet<Guid> hidden = by.May(Permission.ProtectedAddressView) ? [] : [.. await RequestSearch.AboutProtected(db).ToListAsync(ct)];
        db.Add(OperationLogEntry.For(by, now, Operation.MunicipalityRequestsShown, detail: $"{rows.Count}件"));
        await db.SaveChangesAsync(ct);
        return [.. rows.Select(r => hidden.Contains(r.MunicipalityRequestId) ? r.WithoutAsker() : r)];
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
        var isProtected = await RequestSearch.AboutProtected(db).ContainsAsync(requestId, ct);
        var doses = await DosesAsync(db, request, person, isProtected, ct);
        db.Add(OperationLogEntry.For(by, now, Operation.MunicipalityRequestShown, request.LedgerPersonId, requestId));
        await db.SaveChangesAsync(ct);
        return new(isProtected && !by.May(Permission.ProtectedAddressView) ? request.WithoutAsker() : request, person is null ? null : await db.HeadOfAsync(person.LedgerPersonId), MunicipalityRequest.WhyNot(person), doses);
    }

    /// <summary>回答書の印刷: to its addressee, whom not everybody may know of somebody protected.</summary>
    /// <returns>When it was recorded, UTC.</returns>
    /// <exception cref="RuleException">Not answered yet.</exception>
    public async Task<DateTime> RecordPrintAsync(Staff by, Guid requestId, CancellationToken ct = default)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.LedgerPrint, Operation.MunicipalityPrinted, now, requestId, ct);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        var request = await db.MunicipalityRequests.AsNoTracking().SingleOrDefaultAsync(r => r.MunicipalityRequestId == requestId, ct);
        if (request is not { IsAnswered: true })
        {
            throw new RuleException("回答書は、回答を記録してから印刷してください。");
        }

        if (await RequestSearch.AboutProtected(db).ContainsAsync(requestId, ct))
        {
            await dbFactory.DemandForAsync(by, Permission.ProtectedAddressView, Operation.MunicipalityPrinted, now, requestId, ct);
        }

        db.Add(OperationLogEntry.For(
            by, now, Operation.MunicipalityPrinted, request.LedgerPersonId, requestId, purpose: $"受付番号{request.Number} の回答書", scene: MyNumberPurpose.MovedOut));
        await db.SaveChangesAsync(ct);
        return now;
    }

    private static async Task<IReadOnlyList<ProvidedDose>> DosesAsync(PortalDb db, MunicipalityRequest request, LedgerPerson? person, bool isProtected, CancellationToken ct)
    {
        var id = request.MunicipalityRequestId;
        if (request.IsOver)
        {
            var given = await db.ProvidedDoses.AsNoTracking().Where(d => d.MunicipalityRequestId == id).OrderBy(d => d.Ordinal).ToListAsync(ct);
            return isProtected ? [.. given.Select(d => d.WithoutPlaces())] : given;
        }

        return person is null ? [] : [.. (await RequestSearch.Doses(db, person.LedgerPersonId).ToListAsync(ct)).Select((dose, at) => ProvidedDose.Of(id, at + 1, dose, isProtected))];
    }
}
