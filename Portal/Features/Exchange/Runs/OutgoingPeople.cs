using System.Data.Common;
using System.Globalization;
using Portal.Data;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange.Runs;

/// <summary>Of whom partners within the city are told, and how values are written for them.</summary>
internal static class OutgoingPeople
{
    /// <summary>Those in the ledger as themselves: who was merged into somebody is told of with them.</summary>
    public static IQueryable<LedgerPerson> Of(PortalDb db) =>
        db.People.Where(p => p.Status == RecordStatus.Active && (p.MergedIntoId ?? p.LedgerPersonId) == p.LedgerPersonId);

    public static string Number(DbDataReader row, int at) => row.GetInt32(at).ToString(CultureInfo.InvariantCulture);

    public static string? Day(DbDataReader row, int at) => row.Day(at)?.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    public static string? Amount(DbDataReader row, int at) => row.IsDBNull(at) ? null : row.GetDecimal(at).ToString("0.###", CultureInfo.InvariantCulture);
}
