using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Ledger;

/// <summary>
/// 個人番号による照会. The ledger holds no My Numbers, so the number itself is not even handed in: what is recorded is who asked, in which
/// of the three cases, under which 受付番号.
/// </summary>
public sealed class MyNumberInquiryDesk(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    public const int ReferenceMaxLength = 30;

    /// <exception cref="RuleException">No purpose, no reference, or a reference that is itself a possible My Number.</exception>
    /// <exception cref="PermissionDeniedException">The account may not search; the denial is in the log.</exception>
    public async Task RecordAsync(MyNumberPurpose? purpose, string? reference, Staff by)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.LedgerView, Operation.LedgerSearched, now);
        if (purpose is not { } known)
        {
            throw new RuleException("照会の目的を三つから選んでください。");
        }

        var caseNumber = Fold.Plain(reference);
        if (caseNumber.Length is 0 or > ReferenceMaxLength)
        {
            throw new RuleException($"受付番号を{ReferenceMaxLength}文字以内で入力してください。");
        }

        if (SearchTerms.Understand(caseNumber).MayHoldMyNumber)
        {
            throw new RuleException("受付番号の欄に個人番号は入力できません。申請書や受付票の番号を入力してください。");
        }

        await using var db = await dbFactory.CreateDbContextAsync();
        db.Add(OperationLogEntry.For(
            by, now, Operation.LedgerSearched, purpose: $"{known.Label()}（受付番号 {caseNumber}）", detail: "個人番号による照会、台帳に個人番号の登録なし"));
        await db.SaveChangesAsync();
    }
}
