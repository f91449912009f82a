using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Vrs.Transfers;
using Portal.Domain.Ledger;
using Portal.Features.Corrections;

namespace Portal.Features.Exchange.Vrs.Transfers;

/// <summary>A candidate by the rules of the registration, beside what the ledger has.</summary>
internal static class TransferDoses
{
    public static Task<List<Dose>> OfAsync(PortalDb db, Guid personId, CancellationToken ct = default) => db.Doses.AsNoTracking()
        .Where(d => d.LedgerPersonId == personId).OrderBy(d => d.DoseNumber).ThenBy(d => d.VaccinatedOn).ThenBy(d => d.DoseId).ToListAsync(ct);

    public static DoseRegistration Registration(TransferCandidate candidate, Guid personId, VaccineLists lists) => candidate.ToRegistration(
        personId, (lists.InstitutionCode(candidate.Venue), LotNumber.TryParse(candidate.LotNumber, out var lot) ? lists.ProductCode(lot.Value) : null));

    public static async Task<ShownCandidate> LookAsync(PortalDb db, LedgerPerson person, IReadOnlyList<Dose> doses, TransferCandidate candidate, VaccineLists lists, DateTime now)
    {
        var (dose, problems) = Registration(candidate, person.LedgerPersonId, lists).Read(person, now);
        if (dose is null)
        {
            return new(candidate, [], [], [.. problems.Select(p => p.Message)]);
        }

        var (warnings, notes) = await MasterWarnings.OfAsync(db, dose);
        return new(candidate, DoseWarnings.Duplicates(doses, dose), [.. DoseWarnings.Of(person, doses, dose), .. warnings, .. notes], []);
    }
}
