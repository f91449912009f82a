using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Exchange.Vrs.Transfers;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Portal.Features.Exchange.Reconciliation;
using Portal.Features.Exchange.Runs;
using Portal.Features.Ledger.MyNumbers;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.Vrs.Transfers;

/// <summary>転入者の照会 — collecting people, putting them into a 一括照合, taking one out again, and the end of it.</summary>
public sealed class TransferDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public const string RequestLayout = "transfer-request-1";

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Collects a person for the next 一括照合, for the one scene in which their My Number may be used for it.</summary>
    /// <exception cref="RuleException">See <see cref="TransferInquiry.Collect"/>.</exception>
    public async Task<Guid> CollectAsync(Staff by, Guid personId, string? caseNumber, CancellationToken ct = default)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.MyNumberUse, Operation.TransferCollected, now, personId, ct);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        await using var turn = await db.TakeTurnAsync(personId);
        var person = await db.People.AsNoTracking().Include(p => p.Residence).SingleOrDefaultAsync(p => p.LedgerPersonId == personId, ct)
            ?? throw new RuleException("この人は台帳にありません。検索からやり直してください。");
        var hasOpen = await db.TransferInquiries.AnyAsync(i => i.LedgerPersonId == personId && i.State != TransferState.Done && i.State != TransferState.Withdrawn, ct);
        var inquiry = TransferInquiry.Collect(by, person, await db.HasNumberAsync(personId, ct), hasOpen, caseNumber, now);
        db.Add(inquiry);
        db.Add(OperationLogEntry.For(
            by, now, Operation.TransferCollected, personId, inquiry.TransferInquiryId, purpose: $"受付番号 {inquiry.CaseNumber}", scene: MyNumberPurpose.MovedIn));
        await db.SaveChangesAsync(ct);
        await turn.CommitAsync(ct);
        return inquiry.TransferInquiryId;
    }

    /// <summary>作成 of a 一括照合 with everybody who waits: from then on the approver sees who stands in it.</summary>
    /// <exception cref="RuleException">No purpose, nobody waits, or an earlier one is not over.</exception>
    public async Task<Guid> MakeAsync(Staff by, string? purpose, CancellationToken ct = default)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.ExchangeRun, Operation.ExchangeMade, now, cancellationToken: ct);
        return await dbFactory.WithNextNumberAsync(async (db, number) =>
        {
            var run = ExchangeRun.Make(by, ExchangeKind.VrsTransferInquiry, RequestLayout, purpose, await TransferSearch.OpenRun(db).FirstOrDefaultAsync(ct), number, now);
            var waiting = await TransferSearch.Free(db).ToListAsync(ct);
            if (waiting.Count == 0)
            {
                throw new RuleException("照会を待っている人がいません。個人票の「転入者の照会に加える」から加えてください。");
            }

            foreach (var (at, inquiry) in waiting.Index())
            {
                inquiry.Request(run.ExchangeRunId, at + 1);
            }

            db.Add(run);
            db.Add(OperationLogEntry.For(
                by, now, Operation.ExchangeMade, subjectId: run.ExchangeRunId, purpose: run.Purpose, detail: $"{ExchangeDesk.Words(run)} {waiting.Count}人", scene: MyNumberPurpose.MovedIn));
            await db.SaveChangesAsync(ct);
            return run.ExchangeRunId;
        }, ct);
    }

    /// <summary>取りやめ of one person, until the file is written.</summary>
    /// <exception cref="RuleException">Sent, over, or no reason.</exception>
    public Task WithdrawAsync(Staff by, Guid inquiryId, Guid version, string? reason) => ActAsync(
        by, Permission.MyNumberUse, Operation.TransferWithdrawn, inquiryId, version, async (db, inquiry, now) =>
        {
            var isSent = await db.ExchangeRuns.AnyAsync(r => r.ExchangeRunId == inquiry.ExchangeRunId && r.SentAt != null && r.State != ExchangeState.Failed);
            inquiry.Withdraw(by, isSent, reason, now);
        });

    /// <summary>確認済み where there is nothing to decide.</summary>
    /// <exception cref="RuleException">Candidates are left, or VRS has not answered.</exception>
    public Task FinishAsync(Staff by, Guid inquiryId, Guid version) => ActAsync(
        by, Permission.RecordRegister, Operation.TransferFinished, inquiryId, version, async (db, inquiry, now) =>
        {
            if (await db.TransferCandidates.AnyAsync(c => c.TransferInquiryId == inquiryId && c.Decision == TransferDecision.Open))
            {
                throw new RuleException("未処理の候補があります。採用するか、理由を付けて見送ってください。");
            }

            inquiry.Finish(by, now);
        });

    private async Task ActAsync(
        Staff by, Permission permission, Operation operation, Guid inquiryId, Guid version, Func<PortalDb, TransferInquiry, DateTime, Task> act)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, permission, operation, now, inquiryId);
        await using var db = await dbFactory.CreateDbContextAsync();
        var inquiry = await db.TransferInquiries.SingleOrDefaultAsync(i => i.TransferInquiryId == inquiryId)
            ?? throw new RuleException("この照会は見つかりません。一覧を開き直してください。");
        if (inquiry.Version != version)
        {
            throw new RuleException(ReconciliationWords.Decided);
        }

        await act(db, inquiry, now);
        db.Add(OperationLogEntry.For(by, now, operation, inquiry.LedgerPersonId, inquiryId, purpose: inquiry.Note));
        await ExchangeDesk.SaveAsync(db);
    }
}
