using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Features.Exchange.Runs;

namespace Portal.Features.Exchange.IntermediateServer;

/// <summary>副本登録ファイル — what the ledger has of each dose a replica can hold.</summary>
public sealed class ReplicaFile : OutgoingFile
{
    public override ExchangeRegister Register => ExchangeRegister.Replica;
    public override ExchangeKind? Full => ExchangeKind.ReplicaFull;
    public override ExchangeKind Changes => ExchangeKind.ReplicaChanges;
    public override string Layout => "replica-1";
    public override string Result => "replica-result-1";

    /// <summary>Active doses of people who are in the ledger as themselves and have a 統合宛名番号, person by person.</summary>
    public override IQueryable<object> Rows(PortalDb db) => RowsAmong(db, db.Doses);

    /// <summary>The same of some doses.</summary>
    internal static IQueryable<object> RowsOf(PortalDb db, Guid[] ids) => RowsAmong(db, db.Doses.Where(d => EF.Parameter(ids).Contains(d.DoseId)));

    private static IQueryable<object> RowsAmong(PortalDb db, IQueryable<Dose> doses) =>
        from p in OutgoingPeople.Of(db)
        join d in doses.Where(d => d.Status == RecordStatus.Active) on p.LedgerPersonId equals d.LedgerPersonId
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
    public override IQueryable<object> LeftOut(PortalDb db) =>
        from p in OutgoingPeople.Of(db)
        join d in db.Doses.Where(d => d.Status == RecordStatus.Active) on p.LedgerPersonId equals d.LedgerPersonId
        where p.IntegratedNumber == null
        select d;

    /// <summary>One row of <see cref="Rows"/>, by the items a layout may name.</summary>
    internal override OutgoingRecord Record(DbDataReader row) => new(row.GetGuid(0), row.GetGuid(1), item => item switch
    {
        "RecordId" => row.GetGuid(0).ToString("N"),
        "IntegratedNumber" => row.GetString(2),
        "NoAutoReply" => row.GetBoolean(3) ? "1" : "0",
        "DoseNumber" => OutgoingPeople.Number(row, 4),
        "VaccinatedOn" => OutgoingPeople.Day(row, 5),
        "MunicipalityCode" => row.Text(6) ?? MunicipalityCode.Otaru.Value,
        "Maker" => row.Text(7),
        "ProductCode" => row.Text(8),
        "LotNumber" => row.Text(9),
        "AmountMl" => OutgoingPeople.Amount(row, 10),
        "InstitutionCode" => row.Text(11),
        _ => null,
    });
}
