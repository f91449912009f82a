using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.DataQuality;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.DataQuality;

/// <summary>止めた規則.</summary>
public sealed partial class FindingDesk
{
    /// <summary>Rules that are switched off: no resident's record.</summary>
    public async Task<IReadOnlyList<SwitchedOffRule>> OffAsync()
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        return await db.SwitchedOffRules.AsNoTracking().OrderBy(r => r.Rule).ToListAsync();
    }

    /// <summary>規則を止める, with a reason. Its findings stay as they are and are not shown.</summary>
    public async Task SwitchOffAsync(Staff by, FindingRule rule, string? reason)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.CorrectionApprove, Operation.FindingRuleSwitched, now);
        var stated = StatedPurpose.Demand("規則を止める理由", reason);
        await using var db = await dbFactory.CreateDbContextAsync();
        if (await db.SwitchedOffRules.AnyAsync(r => r.Rule == rule))
        {
            throw new RuleException("この規則はすでに止めてあります。");
        }

        db.Add(new SwitchedOffRule { Rule = rule, Reason = stated, ByName = by.Name, At = now });
        db.Add(OperationLogEntry.For(by, now, Operation.FindingRuleSwitched, detail: $"{rule.Label()} 停止", purpose: stated));
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException) when (db.SwitchedOffRules.AsNoTracking().Any(r => r.Rule == rule))
        {
            throw Changed();
        }
    }

    /// <summary>規則を戻す. What changed meanwhile the next full check brings in.</summary>
    public async Task SwitchOnAsync(Staff by, FindingRule rule)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.CorrectionApprove, Operation.FindingRuleSwitched, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        db.Remove(await db.SwitchedOffRules.SingleOrDefaultAsync(r => r.Rule == rule) ?? throw new RuleException("この規則は止めてありません。"));
        db.Add(OperationLogEntry.For(by, now, Operation.FindingRuleSwitched, detail: $"{rule.Label()} 再開"));
        await SaveAsync(db);
    }
}
