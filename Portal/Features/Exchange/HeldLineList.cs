using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange;

/// <summary>A person a held line may be about, with what staff compare.</summary>
public sealed record Candidate(Guid LedgerPersonId, string? ResidentNumber, string Name, string Kana, DateOnly? BirthDate, string Why);

/// <summary>A held line as staff see it: its columns by name, and who it may be about.</summary>
public sealed record HeldRow(HeldLine Line, IReadOnlyList<(string Column, string Value)> Values, IReadOnlyList<Candidate> Candidates, bool MayBeNew);

/// <summary>The waiting lines of one import with their candidates: by 宛名番号, 統合宛名番号, coupon, birth date with reading.</summary>
public static class HeldLineList
{
    public const int PageSize = 20;

    private const int CandidatesShown = 5;

    public static async Task<List<HeldRow>> LoadAsync(PortalDb db, ImportRun run, int page, CancellationToken cancellationToken)
    {
        var lines = await db.HeldLines.AsNoTracking().Where(l => l.ImportRunId == run.ImportRunId && l.State == HeldLineState.Waiting)
            .OrderBy(l => l.LineNumber).ThenBy(l => l.HeldLineId).Skip(page * PageSize).Take(PageSize).ToListAsync(cancellationToken);
        var rows = new List<HeldRow>();
        foreach (var held in lines)
        {
            var (layout, line) = HeldLineText.Read(held, run.Kind);
            rows.Add(new(held, Columns(layout, held), await CandidatesAsync(db, line, cancellationToken), line is ResidentLine));
        }

        return rows;
    }

    /// <summary>The person with a 宛名番号, typed by staff where no candidate was found.</summary>
    public static Task<List<Candidate>> ByNumberAsync(PortalDb db, string? number, CancellationToken cancellationToken) =>
        SearchKeys.Number(number) is { } key
            ? FindAsync(db.People.Where(p => p.ResidentNumberKey == key), "入力した宛名番号", cancellationToken)
            : Task.FromResult(new List<Candidate>());

    private static async Task<List<Candidate>> CandidatesAsync(PortalDb db, ImportLine line, CancellationToken cancellationToken)
    {
        var found = line switch
        {
            HealthLine health => [.. await ByIntegratedAsync(db, health.IntegratedNumber, cancellationToken), .. await ByCouponAsync(db, health, cancellationToken)],
            VrsLine vrs => [.. await ByNumberAsync(db, vrs.ResidentNumber, cancellationToken), .. await ByCouponAsync(db, vrs, cancellationToken)],
            ResidentLine resident => await ByResidentAsync(db, resident, cancellationToken),
            CouponLine coupon => [.. await ByNumberAsync(db, coupon.ResidentNumber, cancellationToken), .. await ByIntegratedAsync(db, coupon.IntegratedNumber, cancellationToken), .. await ByCouponAsync(db, coupon.MunicipalityCode, coupon.CouponNumber, cancellationToken)],
            _ => throw new InvalidOperationException($"No candidates are known for {line.GetType().Name}."),
        };
        return [.. found.DistinctBy(c => c.LedgerPersonId).Take(CandidatesShown)];
    }

    private static Task<List<Candidate>> ByIntegratedAsync(PortalDb db, string? number, CancellationToken cancellationToken) =>
        SearchKeys.Number(number) is { } key
            ? FindAsync(db.People.Where(p => p.IntegratedNumberKey == key), "統合宛名番号", cancellationToken)
            : Task.FromResult(new List<Candidate>());

    private static async Task<List<Candidate>> ByResidentAsync(PortalDb db, ResidentLine line, CancellationToken cancellationToken)
    {
        var found = await FindAsync(db.People.Where(p => p.ResidentNumberKey == SearchKeys.Number(line.ResidentNumber)), "宛名番号", cancellationToken);
        found.AddRange(await ByIntegratedAsync(db, line[PersonFields.IntegratedNumber], cancellationToken));
        if (FieldText.ToDay(PersonFields.BirthDate.Label, line[PersonFields.BirthDate]) is { } birth)
        {
            var kana = SearchKeys.Kana(line[PersonFields.Kana]!).Whole;
            found.AddRange(await FindAsync(db.People.Where(p => p.BirthDate == birth && p.KanaKey == kana), "生年月日とカナ氏名", cancellationToken));
        }

        return found;
    }

    private static async Task<List<Candidate>> ByCouponAsync(PortalDb db, VrsLine line, CancellationToken cancellationToken)
    {
        var found = new List<Candidate>();
        foreach (var (code, number) in line.Doses.Where(d => d is { MunicipalityCode: not null, CouponNumber: not null })
            .Select(d => (d.MunicipalityCode!, d.CouponNumber!)).Distinct())
        {
            found.AddRange(await ByCouponAsync(db, code, number, cancellationToken));
        }

        return found;
    }

    private static Task<List<Candidate>> ByCouponAsync(PortalDb db, string code, string number, CancellationToken cancellationToken) => FindAsync(
        db.People.Where(p => db.Coupons.Where(c => c.CouponNumber == number && c.MunicipalityCode == code && c.Status == RecordStatus.Active).Select(c => c.LedgerPersonId).Contains(p.LedgerPersonId)),
        "券番号の発行先", cancellationToken);

    private static Task<List<Candidate>> FindAsync(IQueryable<LedgerPerson> people, string why, CancellationToken cancellationToken) => people
        .Where(p => p.Status == RecordStatus.Active && p.MergedIntoId == null).OrderBy(p => p.LedgerPersonId).Take(CandidatesShown)
        .Select(p => new Candidate(p.LedgerPersonId, p.ResidentNumber, p.Name, p.Kana, p.BirthDate, why)).ToListAsync(cancellationToken);

    private static List<(string, string)> Columns(ImportLayout layout, HeldLine held)
    {
        var reader = new CsvRecordReader(new StringReader(held.Text));
        var record = layout.Header is null ? reader.Read() : (reader.Read(), reader.Read()).Item2;
        return [.. SampleLine.Of(layout, record!, all: true).Values.Where(v => v.Value.Trim().Length > 0)];
    }
}
