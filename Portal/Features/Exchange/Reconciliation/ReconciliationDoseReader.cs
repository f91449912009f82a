using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange.Reconciliation;

/// <summary>Reads the doses of some hundred people at once past the change tracker; EF writes the query, once.</summary>
internal static class ReconciliationDoseReader
{
    /// <summary>A column costs as much as a row: the texts come as one, in the order of <see cref="ComparedDose.TextItems"/>.</summary>
    public static IQueryable<object> Active(PortalDb db, Guid[] people) => db.Doses
        .Where(d => EF.Parameter(people).Contains(d.LedgerPersonId) && d.Status == RecordStatus.Active)
        .Select(d => new
        {
            d.DoseId,
            d.LedgerPersonId,
            d.DoseNumber,
            d.VaccinatedOn,
            d.RecordedAt,
            Texts = (d.CouponNumber ?? "") + "\u001F" + (d.MunicipalityCode ?? "") + "\u001F" + (d.InstitutionName ?? "") + "\u001F"
                + (d.Doctor ?? "") + "\u001F" + (d.Maker ?? "") + "\u001F" + (d.LotNumber ?? ""),
        });

    /// <summary>Number and day of what was cancelled.</summary>
    public static IQueryable<object> Cancelled(PortalDb db, Guid[] people) => db.Doses
        .Where(d => EF.Parameter(people).Contains(d.LedgerPersonId) && d.Status == RecordStatus.Cancelled)
        .Select(d => new { d.LedgerPersonId, d.DoseNumber, d.VaccinatedOn });

    /// <summary>The active doses of each; nobody without one is in it.</summary>
    public static async Task<Dictionary<Guid, List<ComparedDose>>> ActiveAsync(PortalDb db, Guid[] people, CancellationToken cancellationToken)
    {
        var of = new Dictionary<Guid, List<ComparedDose>>(people.Length);
        await db.PlainRowsAsync(Active(db, people), row =>
        {
            var person = row.GetGuid(1);
            if (!of.TryGetValue(person, out var doses))
            {
                of.Add(person, doses = []);
            }

            doses.Add(Dose(row));
            return true;
        }, cancellationToken);
        return of;
    }

    public static async Task<HashSet<(Guid Person, int Number, DateOnly Day)>> CancelledAsync(PortalDb db, Guid[] people, CancellationToken cancellationToken) =>
        [.. await db.PlainRowsAsync(Cancelled(db, people), row => (row.GetGuid(0), row.GetInt32(1), row.GetFieldValue<DateOnly>(2)), cancellationToken)];

    private static ComparedDose Dose(DbDataReader row) => new(
        row.GetGuid(0), row.GetInt32(2), row.GetFieldValue<DateOnly>(3), row.IsDBNull(4) ? null : DateTime.SpecifyKind(row.GetDateTime(4), DateTimeKind.Utc), row.GetString(5));
}
