using System.Data.Common;
using Portal.Domain.Ledger;

namespace Portal.Features.DataQuality;

/// <summary>Takes the texts of a dose apart that came as one, and keeps each that comes again and again (institutions, lots) once.</summary>
internal sealed class DoseTexts
{
    /// <summary>Between two texts; no code holds it, and the name of an institution stands last.</summary>
    public const string Separator = "\u001F";

    private const int KeptMost = 20_000;
    private readonly HashSet<string> _kept = [];

    /// <summary>One row of the reader's query.</summary>
    public Dose Dose(DbDataReader row)
    {
        var texts = row.GetString(6).AsSpan();
        return new()
        {
            DoseId = row.GetGuid(0),
            LedgerPersonId = row.GetGuid(1),
            DoseNumber = row.GetInt32(2),
            VaccinatedOn = row.GetFieldValue<DateOnly>(3),
            Source = DoseSource.Vrs,
            AmountMl = row.IsDBNull(4) ? null : row.GetDecimal(4),
            Pattern = row.IsDBNull(5) ? null : Enum.Parse<DosePattern>(row.GetString(5)),
            InstitutionCode = Kept(Next(ref texts)),
            MunicipalityCode = Kept(Next(ref texts)),
            Maker = Kept(Next(ref texts)),
            ProductCode = Kept(Next(ref texts)),
            LotNumber = Kept(Next(ref texts)),
            CouponNumber = Next(ref texts) is { Length: > 0 } number ? number.ToString() : null,
            InstitutionName = Kept(texts),
            CreatedAt = default,
            Version = default,
        };
    }

    private static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> texts)
    {
        var end = texts.IndexOf(Separator[0]);
        var next = texts[..end];
        texts = texts[(end + 1)..];
        return next;
    }

    private string? Kept(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return null;
        }

        if (_kept.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var kept))
        {
            return kept;
        }

        if (_kept.Count >= KeptMost)
        {
            _kept.Clear();
        }

        kept = text.ToString();
        _kept.Add(kept);
        return kept;
    }
}
