using System.Data.Common;
using System.Globalization;
using Portal.Data;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;

namespace Portal.Features.Exchange.IntermediateServer;

/// <summary>副本の元 — what the ledger has of each dose a replica can hold, and what the 中間サーバー holds by its own last word.</summary>
internal static class ReplicaSource
{
    /// <summary>Active doses of people who are in the ledger as themselves and have a 統合宛名番号, person by person.</summary>
    public static IQueryable<object> Rows(PortalDb db) =>
        from p in People(db)
        join d in db.Doses.Where(d => d.Status == RecordStatus.Active) on p.LedgerPersonId equals d.LedgerPersonId
        where p.IntegratedNumber != null
        orderby p.LedgerPersonId, d.DoseNumber, d.DoseId
        select new
        {
            d.DoseId,
            p.LedgerPersonId,
            p.IntegratedNumber,
            Silent = p.NoAutoReply || p.IsProtected,
            d.DoseNumber,
            d.VaccinatedOn,
            d.MunicipalityCode,
            d.Maker,
            d.ProductCode,
            d.LotNumber,
            d.AmountMl,
            d.InstitutionCode,
        };

    /// <summary>Doses nothing can be said of, because the person has no 統合宛名番号.</summary>
    public static IQueryable<Dose> WithoutNumber(PortalDb db) =>
        from p in People(db)
        join d in db.Doses.Where(d => d.Status == RecordStatus.Active) on p.LedgerPersonId equals d.LedgerPersonId
        where p.IntegratedNumber == null
        select d;

    /// <summary>相手の手元.</summary>
    public static IQueryable<object> Held(PortalDb db) => db.ExchangeLines
        .Where(l => l.Partner == ExchangePartner.IntermediateServer && l.IsHeld).Select(l => new { l.RecordId, l.LedgerPersonId, l.Digest });

    /// <summary>One row of <see cref="Rows"/>, by the items a layout may name.</summary>
    public static ReplicaRecord Record(DbDataReader row) => new(row.GetGuid(0), row.GetGuid(1), item => item switch
    {
        "RecordId" => row.GetGuid(0).ToString("N"),
        "IntegratedNumber" => row.GetString(2),
        "NoAutoReply" => row.GetBoolean(3) ? "1" : "0",
        "DoseNumber" => row.GetInt32(4).ToString(CultureInfo.InvariantCulture),
        "VaccinatedOn" => row.GetFieldValue<DateOnly>(5).ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        "MunicipalityCode" => row.Text(6) ?? MunicipalityCode.Otaru.Value,
        "Maker" => row.Text(7),
        "ProductCode" => row.Text(8),
        "LotNumber" => row.Text(9),
        "AmountMl" => row.IsDBNull(10) ? null : row.GetDecimal(10).ToString("0.###", CultureInfo.InvariantCulture),
        "InstitutionCode" => row.Text(11),
        _ => null,
    });

    private static IQueryable<LedgerPerson> People(PortalDb db) =>
        db.People.Where(p => p.Status == RecordStatus.Active && (p.MergedIntoId ?? p.LedgerPersonId) == p.LedgerPersonId);
}

/// <summary>One dose on its way into a file.</summary>
/// <param name="DoseId">管理番号.</param>
/// <param name="PersonId">Whose.</param>
/// <param name="Value">An item as text; null for what the ledger has not, or a layout's own.</param>
internal sealed record ReplicaRecord(Guid DoseId, Guid PersonId, Func<string, string?> Value);
