using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.SlipComparison;

namespace Portal.Features.SlipComparison;

/// <summary>One record on the full screen.</summary>
public sealed record ComparedRecord
{
    /// <summary>Handed back with the answer.</summary>
    public required ShownRecord Shown { get; init; }

    public required ComparisonLine Line { get; init; }
    public required Guid LedgerPersonId { get; init; }

    /// <summary>第何回</summary>
    public required int Number { get; init; }

    /// <summary>Where a correction was found: 予診票の読み合わせ 第1回 2番.</summary>
    public string GroundsText => $"予診票の読み合わせ 第{Number}回 {Line.Position}番";

    /// <summary>Canonical texts of the compared items.</summary>
    public required IReadOnlyDictionary<ComparedPart, string?> Texts { get; init; }

    /// <summary>What was written down of the slip; empty as a rule.</summary>
    public IReadOnlyDictionary<ComparedPart, string?> Paper { get; init; } = new Dictionary<ComparedPart, string?>();

    public static ComparedRecord Of(ComparedTexts row, int number, IEnumerable<PaperValue> paper) => new()
    {
        Shown = new(row.Line.ComparisonLineId, row.Line.Version, row.DoseVersion, row.PersonVersion),
        Line = row.Line,
        LedgerPersonId = row.LedgerPersonId,
        Number = number,
        Texts = TextsOf(row),
        Paper = paper.ToDictionary(v => new ComparedPart(v.Kind, v.Field), v => v.Value),
    };

    /// <summary>The item's values as staff read them: the first is the one in big type.</summary>
    public IReadOnlyList<string> Values(ComparedItem item) =>
        [.. item.Parts().SelectMany(Shows).Where(text => text.Length > 0).DefaultIfEmpty("（空欄）")];

    /// <summary>A day in both counts of years: slips are written in either.</summary>
    private IEnumerable<string> Shows(ComparedPart part) => (part.Key, Texts[part]) switch
    {
        ("birthDate" or "vaccinatedOn", { } day) => [RecordItems.Find(part.Kind, part.Key).Show(day), day],
        var (_, text) => [RecordItems.Find(part.Kind, part.Key).Show(text)],
    };

    private static Dictionary<ComparedPart, string?> TextsOf(ComparedTexts row)
    {
        var person = LedgerRecord.Of(new LedgerPerson { LedgerPersonId = row.LedgerPersonId, Name = row.Name, Kana = row.Kana, Sex = Sex.Unknown, BirthDate = row.BirthDate, CreatedAt = default });
        var dose = LedgerRecord.Of(new Dose
        {
            DoseId = row.Line.DoseId,
            LedgerPersonId = row.LedgerPersonId,
            DoseNumber = row.DoseNumber,
            VaccinatedOn = row.VaccinatedOn,
            Source = DoseSource.Slip,
            CreatedAt = default,
            CouponNumber = row.CouponNumber,
            ProductCode = row.ProductCode,
            Maker = row.Maker,
            LotNumber = row.LotNumber,
            AmountMl = row.AmountMl,
            InstitutionName = row.InstitutionName,
        });
        return ComparedItems.AllParts.ToDictionary(part => part, part => (part.Kind == RecordKind.Person ? person : dose)[part.Key]);
    }
}
