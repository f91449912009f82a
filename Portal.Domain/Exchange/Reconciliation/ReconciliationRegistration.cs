using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange.Reconciliation;

/// <summary>相手のみの接種記録の登録 — the dose as an import would bring it, registered by whoever accepted it.</summary>
public static class ReconciliationRegistration
{
    private const int Columns = ImportLayout.VrsColumnsPerDose;

    /// <summary>The eight values of a row, read again by the rules of the import.</summary>
    /// <exception cref="InvalidOperationException">They could be read when the row was made.</exception>
    public static VrsDose Read(ReconciliationDifference row)
    {
        var values = new CsvRecordReader(new StringReader(row.Theirs ?? "")).Read()?.Fields ?? [];
        var number = row.DoseNumber!.Value;
        List<string> fields = [.. Enumerable.Repeat("", 1 + (number - 1) * Columns), .. values];
        var record = new CsvRecord(row.LineNumber ?? 1, fields, fields.Count, row.Theirs ?? "", HasStrayQuote: false);
        var layout = ImportLayout.Of(ImportKind.Vrs, record);
        return ImportLine.Parse(layout, record, new ZeroRepair(null, ZeroRepair.Everything), out _) is VrsLine { Doses: [var dose] }
            ? dose
            : throw new InvalidOperationException("A dose of a reconciliation cannot be read again.");
    }

    /// <param name="row">Only there.</param>
    /// <param name="theirs">See <see cref="Read"/>.</param>
    /// <param name="lists">What VRS does not say and the ledger's lists can: 医療機関コード, 製品.</param>
    /// <param name="source">Where it comes from.</param>
    /// <param name="by">Who accepted it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">UTC.</param>
    public static (Dose Dose, Revision Revision) Register(
        ReconciliationDifference row, VrsDose theirs, (string? InstitutionCode, string? ProductCode) lists, DoseSource source, Staff by, string reason, DateTime now)
    {
        var dose = new Dose
        {
            DoseId = Guid.CreateVersion7(now),
            LedgerPersonId = row.LedgerPersonId!.Value,
            DoseNumber = theirs.Number,
            VaccinatedOn = theirs.VaccinatedOn,
            RecordedAt = theirs.RecordedAt,
            Source = source,
            CouponNumber = theirs.CouponNumber,
            MunicipalityCode = theirs.MunicipalityCode,
            InstitutionName = theirs.Venue,
            InstitutionCode = lists.InstitutionCode,
            Doctor = theirs.Doctor,
            Maker = theirs.Maker,
            LotNumber = theirs.LotNumber,
            ProductCode = lists.ProductCode,
            SourceText = theirs.SourceText,
            CreatedAt = now,
        };
        return (dose, RegisterRevision.Of(RecordKind.Dose, dose.DoseId, dose.LedgerPersonId, dose.Version, by, now, reason));
    }
}
