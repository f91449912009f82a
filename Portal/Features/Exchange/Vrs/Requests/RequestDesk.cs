using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Vrs.Requests;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Reconciliation;
using Portal.Features.Exchange.Runs;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.Vrs.Requests;

/// <summary>他自治体からの照会の受付と回答. An answer is kept as it was given, and is a row in the log of whose record it was.</summary>
public sealed class RequestDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    private const int NumberAttempts = 5;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>受付, whether or not the ledger knows the person.</summary>
    /// <exception cref="FieldProblemsException">Items to put right.</exception>
    /// <exception cref="RuleException">The same request was taken before.</exception>
    public async Task<Guid> TakeAsync(Staff by, RequestEntry entry, CancellationToken ct = default)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.ExchangeRun, Operation.MunicipalityRequested, now, cancellationToken: ct);
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await dbFactory.CreateDbContextAsync(ct);
            Guid? personId = entry.Number is { } number && await RequestSearch.PersonOf(db, number).FirstOrDefaultAsync(ct) is var found && found != Guid.Empty ? found : null;
            var request = entry.Take(by, personId, (await db.MunicipalityRequests.MaxAsync(r => (int?)r.Number, ct) ?? 0) + 1, now);
            if (await db.MunicipalityRequests.Where(r => r.FromCode == request.FromCode && r.RequestNumber == request.RequestNumber && r.ResidentNumber == request.ResidentNumber)
                .Select(r => (int?)r.Number).FirstOrDefaultAsync(ct) is { } before)
            {
                throw new RuleException($"同じ自治体の同じ文書番号・宛名番号の照会を、受付番号{before}で受け付けています。一覧で確かめてください。");
            }

            db.Add(request);
            db.Add(OperationLogEntry.For(
                by, now, Operation.MunicipalityRequested, personId, request.MunicipalityRequestId, Words(request), scene: MyNumberPurpose.MovedOut));
            try
            {
                await db.SaveChangesAsync(ct);
                return request.MunicipalityRequestId;
            }
            catch (DbUpdateException) when (attempt < NumberAttempts)
            {
                // Another request took the number at the same moment.
            }
        }
    }

    /// <summary>承認を求める, for somebody protected.</summary>
    public Task AskApprovalAsync(Staff by, Guid requestId, Guid version) => ActAsync(
        by, Permission.ExchangeRun, Operation.MunicipalityRequested, requestId, version, async (db, request, _) => request.AskApproval(await PersonAsync(db, request)));

    /// <summary>承認 of an answer about somebody protected.</summary>
    public Task ApproveAsync(Staff by, Guid requestId, Guid version) => ActAsync(
        by, Permission.ExchangeApprove, Operation.MunicipalityApproved, requestId, version, (_, request, now) =>
        {
            request.Approve(by, now);
            return Task.CompletedTask;
        });

    /// <summary>回答: the doses the ledger has at this moment.</summary>
    public Task AnswerAsync(Staff by, Guid requestId, Guid version) => ActAsync(
        by, Permission.ExchangeRun, Operation.MunicipalityAnswered, requestId, version, async (db, request, now) =>
        {
            var person = await PersonAsync(db, request);
            db.AddRange(request.Answer(by, person, person is null ? [] : await RequestSearch.Doses(db, person.LedgerPersonId).ToListAsync(), now));
        });

    /// <summary>該当なしと回答, or 提供しないと回答.</summary>
    public Task AnswerWithoutAsync(Staff by, Guid requestId, Guid version, bool isNone, string? reason) => ActAsync(
        by, Permission.ExchangeRun, Operation.MunicipalityAnswered, requestId, version, (_, request, now) =>
        {
            request.AnswerWithout(by, isNone, reason, now);
            return Task.CompletedTask;
        });

    /// <summary>受付の取消し, of what was taken by mistake.</summary>
    public Task WithdrawAsync(Staff by, Guid requestId, Guid version, string? reason) => ActAsync(
        by, Permission.ExchangeRun, Operation.MunicipalityWithdrawn, requestId, version, (_, request, now) =>
        {
            request.Withdraw(by, reason, now);
            return Task.CompletedTask;
        });

    private async Task ActAsync(
        Staff by, Permission permission, Operation operation, Guid requestId, Guid version, Func<PortalDb, MunicipalityRequest, DateTime, Task> act)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, permission, operation, now, requestId);
        await using var db = await dbFactory.CreateDbContextAsync();
        var request = await db.MunicipalityRequests.SingleOrDefaultAsync(r => r.MunicipalityRequestId == requestId)
            ?? throw new RuleException("この照会は見つかりません。一覧を開き直してください。");
        if (request.Version != version)
        {
            throw new RuleException(ReconciliationWords.Decided);
        }

        await act(db, request, now);
        db.Add(OperationLogEntry.For(by, now, operation, request.LedgerPersonId, requestId, Words(request), request.Note, scene: MyNumberPurpose.MovedOut));
        await ExchangeDesk.SaveAsync(db);
    }

    /// <summary>Basis and how it stands. Who asks says where the person lives now, and is read on the request only.</summary>
    private static string Words(MunicipalityRequest request) =>
        $"受付番号{request.Number} {request.Basis.Label()} {request.State.Label()}{(request.Doses > 0 ? $" {request.Doses}件" : "")}";

    private static Task<LedgerPerson?> PersonAsync(PortalDb db, MunicipalityRequest request) =>
        db.People.AsNoTracking().Include(p => p.Residence).SingleOrDefaultAsync(p => p.LedgerPersonId == request.LedgerPersonId);
}
