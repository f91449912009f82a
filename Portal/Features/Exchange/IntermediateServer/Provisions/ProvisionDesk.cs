using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.IntermediateServer.Inquiries;
using Portal.Features.Exchange.IntermediateServer.Permits;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.IntermediateServer.Provisions;

/// <summary>情報提供 — answering what the 中間サーバー may not answer by itself: give, or not, with a second person's word.</summary>
public sealed class ProvisionDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    /// <summary>One question, and what would be given. Null: nobody has the id.</summary>
    public async Task<OpenedProvision?> OpenAsync(Staff by, Guid provisionId)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.InquiryView, Operation.ProvisionShown, now, provisionId);
        await using var db = await dbFactory.CreateDbContextAsync();
        if (await db.Provisions.AsNoTracking().SingleOrDefaultAsync(p => p.ProvisionId == provisionId) is not { } provision)
        {
            await dbFactory.LogMissingAsync(by, Operation.ProvisionShown, provisionId, now);
            return null;
        }

        var (person, doses) = await PersonAsync(db, provision);
        var given = ProvisionContent.Of(doses, person?.IsProtected == true);
        db.Add(OperationLogEntry.For(by, now, Operation.ProvisionShown, provision.LedgerPersonId, provisionId, Words(provision)));
        await db.SaveChangesAsync();
        return new()
        {
            Provision = provision,
            Person = person,
            Given = [.. given.Select(g => new ProvisionItem(g.Record, g.Name, g.Value))],
            Permit = (await PermitDesk.All(db).ToListAsync()).Find(p => p.Direction == InquiryDirection.Give && p.Item == provision.Item && p.IsValidOn(JapanTime.DayOf(provision.RequestedAt))),
        };
    }

    /// <summary>回答の案: 提供, 該当なし or 不開示.</summary>
    /// <exception cref="RuleException">No reason, nothing to give, answered by now, or outside the list (also in the log).</exception>
    public Task ProposeAsync(Staff by, Guid provisionId, Guid version, ProvisionDecision decision, string? reason) =>
        ActAsync(by, Permission.InquiryRun, Operation.ProvisionProposed, provisionId, version, async (db, provision, list, now) =>
        {
            var (person, doses) = await PersonAsync(db, provision);
            if (decision == ProvisionDecision.Give && doses.Count == 0)
            {
                throw new RuleException("台帳に提供できる接種記録がありません。「該当なし」を選んでください。");
            }

            provision.Propose(by, decision, reason, person is { NoAutoReply: true } or { IsProtected: true }, list, now);
        });

    /// <summary>承認 of somebody else's answer.</summary>
    public Task ApproveAsync(Staff by, Guid provisionId, Guid version) =>
        ActAsync(by, Permission.InquiryApprove, Operation.ProvisionApproved, provisionId, version, (_, provision, list, now) =>
        {
            provision.Approve(by, list, now);
            return Task.CompletedTask;
        });

    /// <summary>差戻し of somebody else's answer.</summary>
    public Task ReturnAsync(Staff by, Guid provisionId, Guid version, string? reason) =>
        ActAsync(by, Permission.InquiryApprove, Operation.ProvisionReturned, provisionId, version, (_, provision, _, _) =>
        {
            provision.Return(by, reason);
            return Task.CompletedTask;
        });

    internal static string Words(Provision provision) => $"提供の求め {provision.ReceivedNumber} {provision.Item}の項 {provision.AskerName}";

    /// <summary>Whose records are asked for, and those there are.</summary>
    internal static async Task<(LedgerPerson? Person, IReadOnlyList<Dose> Doses)> PersonAsync(PortalDb db, Provision provision)
    {
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.LedgerPersonId == provision.LedgerPersonId) is not { } person)
        {
            return (null, []);
        }

        // Merged since it came in: the records stand with whoever is left.
        person = person.MergedIntoId is { } keeper ? await db.People.AsNoTracking().SingleAsync(p => p.LedgerPersonId == keeper) : person;
        return (person, await InquiryDesk.Doses(db, person.LedgerPersonId).ToListAsync());
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task ActAsync(
        Staff by, Permission permission, Operation operation, Guid provisionId, Guid version, Func<PortalDb, Provision, IReadOnlyList<InquiryPermit>, DateTime, Task> act)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, permission, operation, now, provisionId);
        await using var db = await dbFactory.CreateDbContextAsync();
        var provision = await db.Provisions.SingleOrDefaultAsync(p => p.ProvisionId == provisionId)
            ?? throw new RuleException("この提供の求めは見つかりません。一覧を開き直してください。");
        if (provision.Version != version)
        {
            throw InquiryConflict.Refusal();
        }

        var list = await PermitDesk.All(db).ToListAsync();
        await dbFactory.LogOutsideAsync(by, operation, now, provision.LedgerPersonId, provisionId, async () =>
        {
            await act(db, provision, list, now);
            db.Add(OperationLogEntry.For(
                by, now, operation, provision.LedgerPersonId, provisionId, $"{Words(provision)} {provision.Decision!.Value.Label()}", provision.Note ?? provision.Reason));
            await db.SaveInquiryAsync();
            return true;
        });
    }
}

/// <summary>One item that would be given.</summary>
public sealed record ProvisionItem(int Record, string Name, string Value);

public sealed record OpenedProvision
{
    public required Provision Provision { get; init; }

    /// <summary>Null where nobody in the ledger is asked about.</summary>
    public LedgerPerson? Person { get; init; }

    public required IReadOnlyList<ProvisionItem> Given { get; init; }

    /// <summary>Null outside the list.</summary>
    public InquiryPermit? Permit { get; init; }
}
