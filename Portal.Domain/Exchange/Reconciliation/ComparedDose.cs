using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange.Reconciliation;

/// <summary>
/// What a reconciliation reads of an active dose of the ledger: the nine items VRS has too. The texts stay joined as they were read and
/// are taken apart only where a dose differs, which few of half a million do.
/// </summary>
/// <param name="DoseId">Which.</param>
/// <param name="Number">接種回数.</param>
/// <param name="Day">接種日.</param>
/// <param name="RecordedAt">接種履歴登録日時, UTC.</param>
/// <param name="Texts">券番号, 自治体コード, 会場名, 医師名, メーカー and ロット番号 with <see cref="Separator"/> between; empty for none.</param>
public sealed record ComparedDose(Guid DoseId, int Number, DateOnly Day, DateTime? RecordedAt, string Texts)
{
    /// <summary>No value holds it.</summary>
    public const char Separator = '\u001F';

    /// <summary>The items that stand in <see cref="Texts"/>, in their order.</summary>
    public static readonly IReadOnlyList<RecordField<Dose>> TextItems =
        [DoseFields.CouponNumber, DoseFields.MunicipalityCode, DoseFields.InstitutionName, DoseFields.Doctor, DoseFields.Maker, DoseFields.LotNumber];

    /// <summary>A dose of the file has been found for it.</summary>
    internal bool IsTaken { get; set; }

    /// <summary>Whether the file says nothing the ledger does not: an item the file leaves empty says nothing.</summary>
    internal bool Says(VrsDose theirs)
    {
        if (theirs.Number != Number || theirs.VaccinatedOn != Day || (theirs.RecordedAt is { } at && (RecordedAt is not { } own || Seconds(at) != Seconds(own))))
        {
            return false;
        }

        var texts = Texts.AsSpan();
        return Next(ref texts, theirs.CouponNumber) && Next(ref texts, theirs.MunicipalityCode) && Next(ref texts, theirs.Venue)
            && Next(ref texts, theirs.Doctor) && Next(ref texts, theirs.Maker) && Next(ref texts, theirs.LotNumber);
    }

    /// <summary>What the file says otherwise, in canonical text.</summary>
    internal List<FieldDifference> Differences(VrsDose theirs)
    {
        string?[] values = [theirs.CouponNumber, theirs.MunicipalityCode, theirs.Venue, theirs.Doctor, theirs.Maker, theirs.LotNumber];
        var own = Texts.Split(Separator);
        List<FieldDifference> all =
        [
            Of(DoseFields.DoseNumber, $"{Number}", $"{theirs.Number}"),
            Of(DoseFields.VaccinatedOn, FieldText.Day(Day), FieldText.Day(theirs.VaccinatedOn)),
            Of(DoseFields.RecordedAt, FieldText.Moment(RecordedAt), FieldText.Moment(theirs.RecordedAt)),
            .. TextItems.Select((item, at) => Of(item, own[at].Length == 0 ? null : own[at], values[at])),
        ];
        return all.FindAll(d => d.Theirs is not null && d.Theirs != d.Ours);
    }

    private static FieldDifference Of(RecordField<Dose> field, string? ours, string? theirs) => new(field.Key, field.Label, ours, theirs);

    /// <summary>The ledger may keep parts of a second; VRS does not.</summary>
    private static long Seconds(DateTime at) => at.Ticks / TimeSpan.TicksPerSecond;

    private static bool Next(ref ReadOnlySpan<char> texts, string? theirs)
    {
        var end = texts.IndexOf(Separator);
        var own = end < 0 ? texts : texts[..end];
        texts = end < 0 ? [] : texts[(end + 1)..];
        return theirs is null || own.SequenceEqual(theirs);
    }
}
