using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange;

/// <summary>接種券 lines: the person by 宛名番号, the coupon by municipality, number and dose: a person keeps the number from dose to dose.</summary>
internal sealed class CouponMatcher(PortalDb db, ImportContext context) : LineMatcher(db, context)
{
    public override async Task<ImportPlan> PlanAsync(IReadOnlyList<ImportLine> lines, CancellationToken cancellationToken)
    {
        var batch = lines.Cast<CouponLine>().ToList();
        var people = await FindByNumberAsync(batch.Select(l => l.ResidentNumber), cancellationToken);
        var integrated = await FindByIntegratedAsync(batch.Where(l => l.ResidentNumber is null).Select(l => l.IntegratedNumber), cancellationToken);
        var coupons = await FindCouponsAsync(batch, cancellationToken);
        var history = await HistoryAsync(coupons.SelectMany(group => group).Select(c => c.CouponId), cancellationToken);

        var plan = new ImportPlan();
        foreach (var line in batch)
        {
            var (holder, whyNot) = line.ResidentNumber is { } number
                ? HolderOf(people, number, ImportColumns.ResidentNumber)
                : HolderOf(integrated, line.IntegratedNumber!, ImportColumns.IntegratedNumber);
            plan.Outcomes.Add(Repeated(plan, line, $"c{line.MunicipalityCode}{line.CouponNumber}/{line.DoseNumber}", "券番号・回数の行")
                ?? ((Context.PersonChosenFor(line) ?? holder) is { } person
                    ? Decide(plan, line, person, [.. coupons[(line.MunicipalityCode, line.CouponNumber)]], history)
                    : Hold(plan, line, whyNot)));
        }

        return plan;
    }

    private LineOutcome Decide(ImportPlan plan, CouponLine line, Guid person, List<Coupon> coupons, ILookup<Guid, Revision> history)
    {
        var own = coupons.FindAll(c => c.LedgerPersonId == person);
        if (own.Find(c => c.DoseNumber == line.DoseNumber) is { } coupon)
        {
            return Change(plan, line, coupon, history);
        }

        if (coupons.Count > 0 && own.Count == 0 && Context.Choice is null)
        {
            return Hold(plan, line, "この券番号は、台帳では別の人に発行されています。");
        }

        plan.Coupons.Add(new Coupon
        {
            CouponId = Guid.CreateVersion7(Context.Now),
            LedgerPersonId = person,
            MunicipalityCode = line.MunicipalityCode,
            CouponNumber = line.CouponNumber,
            Kind = line.Kind,
            DoseNumber = line.DoseNumber,
            IssuedOn = line.IssuedOn,
            IsReissue = line.IsReissue == true,
            ImportRunId = Context.ImportRunId,
            CreatedAt = Context.Now,
        });
        return LineOutcome.New;
    }

    private LineOutcome Change(ImportPlan plan, CouponLine line, Coupon coupon, ILookup<Guid, Revision> history)
    {
        var differences = FieldDifference.Of(coupon,
        [
            (CouponFields.Kind, line.Kind.ToString(CultureInfo.InvariantCulture)),
            (CouponFields.IssuedOn, FieldText.Day(line.IssuedOn)),
            (CouponFields.IsReissue, FieldText.Flag(line.IsReissue == true)),
        ]);
        if (line.IsReissue == false && coupon.IsReissue)
        {
            differences.Add(new(CouponFields.IsReissue.Key, CouponFields.IsReissue.Label, FieldText.Flag(true), null));
        }

        var verdict = Judge(differences, history[coupon.CouponId], enteredByHand: false);
        if (verdict.Conflicts.Count > 0)
        {
            return Hold(plan, line, ConflictReason(verdict.Conflicts.Select(c => c.Label)));
        }

        if (verdict.Take.Count == 0)
        {
            return LineOutcome.Same;
        }

        plan.Changes.Add(new(RecordKind.Coupon, coupon.CouponId, coupon.LedgerPersonId, verdict.Take));
        return LineOutcome.Changed;
    }

    private async Task<ILookup<(string Code, string Number), Coupon>> FindCouponsAsync(List<CouponLine> lines, CancellationToken cancellationToken)
    {
        var rows = await InChunksAsync([.. lines.Select(l => l.CouponNumber).Distinct()],
            chunk => Db.Coupons.AsNoTracking().Where(c => c.Status == RecordStatus.Active && EF.Parameter(chunk).Contains(c.CouponNumber)), cancellationToken);
        return rows.ToLookup(c => (c.MunicipalityCode, c.CouponNumber));
    }
}
