using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.IntermediateServer.Permits;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.IntermediateServer.Inquiries;

/// <summary>情報照会 — asking another body about a person of the ledger.</summary>
public sealed class InquiryDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    private const int NumberAttempts = 5;

    /// <summary>The form: the person, and what may be asked today. Null: nobody has the id.</summary>
    /// <exception cref="RuleException">Nobody can be asked about this person.</exception>
    public async Task<InquiryStart?> StartAsync(Staff by, Guid personId)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.InquiryRun, Operation.InquiryShown, now, personId);
        await using var db = await dbFactory.CreateDbContextAsync();
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.LedgerPersonId == personId) is not { } person)
        {
            await dbFactory.LogMissingAsync(by, Operation.InquiryShown, personId, now);
            return null;
        }

        Inquiry.DemandAskable(person);
        var today = JapanTime.DayOf(now);
        var permits = (await PermitDesk.All(db).ToListAsync()).Where(p => p.Direction == InquiryDirection.Ask && p.IsValidOn(today)).ToList();
        db.Add(OperationLogEntry.For(by, now, Operation.InquiryShown, personId, detail: "照会の作成"));
        await db.SaveChangesAsync();
        return new(person, permits, today);
    }

    /// <summary>作成</summary>
    /// <exception cref="Domain.Corrections.FieldProblemsException">Something of the order is missing.</exception>
    /// <exception cref="RuleException">Outside the list today (also in the log), or nobody can be asked about this person.</exception>
    public async Task<Guid> MakeAsync(Staff by, Guid personId, InquiryOrder order)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.InquiryRun, Operation.InquiryMade, now, personId);
        return await dbFactory.LogOutsideAsync(by, Operation.InquiryMade, now, personId, null, () => MakeAsync(by, personId, order, now));
    }

    private async Task<Guid> MakeAsync(Staff by, Guid personId, InquiryOrder order, DateTime now)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await dbFactory.CreateDbContextAsync();
            var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.LedgerPersonId == personId)
                ?? throw new RuleException("この人は台帳にありません。検索からやり直してください。");
            var inquiry = Inquiry.Make(by, person, order, await PermitDesk.All(db).ToListAsync(), (await db.Inquiries.MaxAsync(i => (int?)i.Number) ?? 0) + 1, now);
            db.Add(inquiry);
            db.Add(OperationLogEntry.For(by, now, Operation.InquiryMade, personId, inquiry.InquiryId, Words(inquiry), inquiry.Purpose));
            try
            {
                await db.SaveChangesAsync();
                return inquiry.InquiryId;
            }
            catch (DbUpdateException) when (attempt < NumberAttempts)
            {
                // Another inquiry took the number at the same moment.
            }
        }
    }

    /// <summary>One inquiry, its answer, and what the ledger has beside it. Null: nobody has the id.</summary>
    public async Task<OpenedInquiry?> OpenAsync(Staff by, Guid inquiryId)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.InquiryView, Operation.InquiryShown, now, inquiryId);
        await using var db = await dbFactory.CreateDbContextAsync();
        if (await db.Inquiries.AsNoTracking().SingleOrDefaultAsync(i => i.InquiryId == inquiryId) is not { } inquiry)
        {
            await dbFactory.LogMissingAsync(by, Operation.InquiryShown, inquiryId, now);
            return null;
        }

        var opened = new OpenedInquiry
        {
            Inquiry = inquiry,
            Person = await db.People.AsNoTracking().SingleAsync(p => p.LedgerPersonId == inquiry.LedgerPersonId),
            Permit = await db.InquiryPermits.AsNoTracking().SingleAsync(p => p.InquiryPermitId == inquiry.InquiryPermitId),
            Answer = await Answer(db, inquiryId).ToListAsync(),
            Doses = await Doses(db, inquiry.LedgerPersonId).ToListAsync(),
        };
        db.Add(OperationLogEntry.For(by, now, Operation.InquiryShown, inquiry.LedgerPersonId, inquiryId, Words(inquiry)));
        await db.SaveChangesAsync();
        return opened;
    }

    internal static IQueryable<InquiryAnswer> Answer(PortalDb db, Guid inquiryId) => db.InquiryAnswers.AsNoTracking().Where(a => a.InquiryId == inquiryId).OrderBy(a => a.Ordinal);

    internal static IQueryable<Dose> Doses(PortalDb db, Guid personId) => db.Doses.AsNoTracking()
        .Where(d => d.LedgerPersonId == personId && d.Status == RecordStatus.Active).OrderBy(d => d.DoseNumber).ThenBy(d => d.VaccinatedOn).ThenBy(d => d.DoseId);

    /// <summary>承認を求める.</summary>
    public Task AskApprovalAsync(Staff by, Guid inquiryId, Guid version) =>
        ActAsync(by, Permission.InquiryRun, Operation.InquiryAsked, inquiryId, version, (inquiry, _, _) => inquiry.AskApproval());

    /// <summary>承認 of somebody else's.</summary>
    public Task ApproveAsync(Staff by, Guid inquiryId, Guid version) =>
        ActAsync(by, Permission.InquiryApprove, Operation.InquiryApproved, inquiryId, version, (inquiry, list, now) => inquiry.Approve(by, list, now));

    /// <summary>差戻し of somebody else's.</summary>
    public Task ReturnAsync(Staff by, Guid inquiryId, Guid version, string? reason) =>
        ActAsync(by, Permission.InquiryApprove, Operation.InquiryReturned, inquiryId, version, (inquiry, _, _) => inquiry.Return(by, reason));

    /// <summary>取りやめ</summary>
    public Task WithdrawAsync(Staff by, Guid inquiryId, Guid version, string? reason) =>
        ActAsync(by, Permission.InquiryRun, Operation.InquiryWithdrawn, inquiryId, version, (inquiry, _, now) => inquiry.Withdraw(by, reason, now));

    /// <summary>済: the answer was compared with the ledger. The ledger itself is not touched.</summary>
    public Task FinishAsync(Staff by, Guid inquiryId, Guid version, string? note) =>
        ActAsync(by, Permission.InquiryRun, Operation.InquiryFinished, inquiryId, version, (inquiry, _, now) => inquiry.Finish(by, note, now));

    internal static string Words(Inquiry inquiry) => $"照会 第{inquiry.Number}号 {inquiry.Item}の項 {inquiry.TargetName}";

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task ActAsync(
        Staff by, Permission permission, Operation operation, Guid inquiryId, Guid version, Action<Inquiry, IReadOnlyList<InquiryPermit>, DateTime> act)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, permission, operation, now, inquiryId);
        await using var db = await dbFactory.CreateDbContextAsync();
        var inquiry = await db.Inquiries.SingleOrDefaultAsync(i => i.InquiryId == inquiryId)
            ?? throw new RuleException("この照会は見つかりません。一覧を開き直してください。");
        if (inquiry.Version != version)
        {
            throw InquiryConflict.Refusal();
        }

        var list = await PermitDesk.All(db).ToListAsync();
        await dbFactory.LogOutsideAsync(by, operation, now, inquiry.LedgerPersonId, inquiryId, async () =>
        {
            act(inquiry, list, now);
            db.Add(OperationLogEntry.For(by, now, operation, inquiry.LedgerPersonId, inquiryId, Words(inquiry), inquiry.Note));
            await db.SaveInquiryAsync();
            return true;
        });
    }
}

/// <param name="Person">About whom.</param>
/// <param name="Permits">What may be asked today.</param>
/// <param name="Today">Of Japan.</param>
public sealed record InquiryStart(LedgerPerson Person, IReadOnlyList<InquiryPermit> Permits, DateOnly Today);

public sealed record OpenedInquiry
{
    public required Inquiry Inquiry { get; init; }
    public required LedgerPerson Person { get; init; }
    public required InquiryPermit Permit { get; init; }

    /// <summary>Item by item, as it came.</summary>
    public required IReadOnlyList<InquiryAnswer> Answer { get; init; }

    /// <summary>What the ledger has.</summary>
    public required IReadOnlyList<Dose> Doses { get; init; }
}
