using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Vrs.Transfers;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Portal.Features.Exchange.Runs;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.Vrs.Transfers;

/// <summary>How pressing 採用 ended.</summary>
public enum TransferOutcome
{
    /// <summary>The dose is registered.</summary>
    Registered,

    /// <summary>The dose is registered with the person whom the one asked for was merged into since (統合先).</summary>
    RegisteredWithKeeper,

    /// <summary>台帳にあり: nothing was registered.</summary>
    AlreadyThere,

    /// <summary>A dose of the same number or day is there, and nobody has said that this is another one. Nothing was written.</summary>
    Duplicates,
}

/// <summary>
/// 一括照合の候補の採用と見送り. Accepting is a registration like any other: its rules, a revision, the log; what was warned of is kept. Whoever
/// was merged since the request is one person with the keeper, so the dose is the keeper's, held against the keeper's doses.
/// </summary>
public sealed class TransferAcceptDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <param name="by">Who.</param>
    /// <param name="candidateId">Which.</param>
    /// <param name="seen">Its version on the screen.</param>
    /// <param name="isAnother">The clerk has said that it is not one of the doses of the same number or day.</param>
    /// <exception cref="RuleException">Decided by now, the person's record is closed, or the dose breaks a rule.</exception>
    public async Task<TransferOutcome> AcceptAsync(Staff by, Guid candidateId, Guid seen, bool isAnother)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.RecordRegister, Operation.TransferDoseRegistered, now, candidateId);
        await using var db = await dbFactory.CreateDbContextAsync();
        // The candidate is looked at within the turn: whoever comes second finds it decided.
        var holders = await Holders(db, candidateId).SingleOrDefaultAsync();
        await using var turn = await db.TakeTurnsAsync(holders is null ? [] : [holders.AskedId, holders.PersonId]);
        var (candidate, inquiry) = await LoadAsync(db, candidateId);
        if (await Holders(db, candidateId).SingleAsync() != holders)
        {
            throw new RuleException("この人の記録は、いま統合されたか、統合が取り消されたところです。画面を開き直し、どの個人票に登録されるか確かめてください。");
        }

        var person = await db.People.AsNoTracking().Include(p => p.Residence).SingleAsync(p => p.LedgerPersonId == holders!.PersonId);
        var lists = await VaccineLists.LoadAsync(db, CancellationToken.None);
        var look = await TransferDoses.LookAsync(db, person, await TransferDoses.OfAsync(db, person.LedgerPersonId), candidate, lists, now);
        if (look.Problems.Count > 0)
        {
            throw new RuleException($"{string.Join(" ", look.Problems)} このままでは登録できません。個人票の「接種を登録」から登録し、この候補は見送ってください。");
        }

        if (look.IsThere)
        {
            candidate.IsThere(seen, by, now);
            await EndAsync(db, inquiry, candidate, person.LedgerPersonId, by, now, "台帳にあり");
            await turn.CommitAsync();
            return TransferOutcome.AlreadyThere;
        }

        if (look.Duplicates.Count > 0 && !isAnother)
        {
            return TransferOutcome.Duplicates;
        }

        var isMerged = person.LedgerPersonId != inquiry.LedgerPersonId;
        var reason = $"VRS 一括照合 受付番号 {inquiry.CaseNumber}{(isMerged ? "（統合前の記録で照会）" : "")}";
        var (dose, revision) = TransferDoses.Registration(candidate, person.LedgerPersonId, lists).Register(person, by, now, reason);
        candidate.Accept(seen, by, look.Warnings, now);
        db.AddRange(dose, revision, OperationLogEntry.For(by, now, Operation.DoseRegistered, person.LedgerPersonId, dose.DoseId, "VRS 一括照合"));
        string?[] details = [isMerged ? "統合先に登録" : null, look.Warnings.Count == 0 ? null : $"注意{look.Warnings.Count}件"];
        await EndAsync(db, inquiry, candidate, person.LedgerPersonId, by, now, details.OfType<string>().ToList() is { Count: > 0 } words ? string.Join(' ', words) : null);
        await turn.CommitAsync();
        return isMerged ? TransferOutcome.RegisteredWithKeeper : TransferOutcome.Registered;
    }

    /// <summary>見送り, with the reason.</summary>
    /// <exception cref="RuleException">Decided by now, or no reason.</exception>
    public async Task DeclineAsync(Staff by, Guid candidateId, Guid seen, string? reason)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.RecordRegister, Operation.TransferDoseDeclined, now, candidateId);
        await using var db = await dbFactory.CreateDbContextAsync();
        var (candidate, inquiry) = await LoadAsync(db, candidateId);
        candidate.Decline(seen, by, reason, now);
        await EndAsync(db, inquiry, candidate, inquiry.LedgerPersonId, by, now, null);
    }

    /// <summary>With the last candidate the inquiry is over.</summary>
    private static async Task EndAsync(PortalDb db, TransferInquiry inquiry, TransferCandidate candidate, Guid personId, Staff by, DateTime now, string? detail)
    {
        var operation = candidate.Decision == TransferDecision.Declined ? Operation.TransferDoseDeclined : Operation.TransferDoseRegistered;
        db.Add(OperationLogEntry.For(by, now, operation, personId, candidate.TransferCandidateId, detail, candidate.Reason));
        if (!await db.TransferCandidates.AnyAsync(c => c.TransferInquiryId == inquiry.TransferInquiryId && c.TransferCandidateId != candidate.TransferCandidateId && c.Decision == TransferDecision.Open))
        {
            inquiry.Finish(by, now);
        }

        await ExchangeDesk.SaveAsync(db);
    }

    /// <summary>Who was asked for, and whose the dose would be.</summary>
    internal static IQueryable<CandidateHolders> Holders(PortalDb db, Guid candidateId) =>
        from c in db.TransferCandidates
        join i in db.TransferInquiries on c.TransferInquiryId equals i.TransferInquiryId
        join p in db.People on i.LedgerPersonId equals p.LedgerPersonId
        where c.TransferCandidateId == candidateId
        select new CandidateHolders(p.LedgerPersonId, p.MergedIntoId ?? p.LedgerPersonId);

    private static async Task<(TransferCandidate Candidate, TransferInquiry Inquiry)> LoadAsync(PortalDb db, Guid candidateId)
    {
        var candidate = await db.TransferCandidates.SingleOrDefaultAsync(c => c.TransferCandidateId == candidateId)
            ?? throw new RuleException("この候補は見つかりません。一覧を開き直してください。");
        return (candidate, await db.TransferInquiries.SingleAsync(i => i.TransferInquiryId == candidate.TransferInquiryId));
    }
}

/// <summary>Whom VRS was asked about, and the one who has their doses now: the same unless they were merged since.</summary>
internal sealed record CandidateHolders(Guid AskedId, Guid PersonId);
