using Portal.Components;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Features.Corrections;

public enum EditorKind
{
    Text,
    LongText,
    Date,
    Choice,
}

/// <summary>How one item is typed into a correction form, and how what was typed becomes canonical text.</summary>
public sealed record FieldEditor(RecordKind RecordKind, RecordItem Item, EditorKind Kind)
{
    private static readonly IReadOnlyList<(string Value, string Label)> YesNo = [("", "いいえ"), ("1", "はい")];

    public int MaxLength { get; private init; } = Dose.TextMaxLength;

    public string? Hint { get; private init; }

    /// <summary>Offered while a date is empty.</summary>
    public string Era { get; private init; } = "R";

    public IReadOnlyList<(string Value, string Label)> Choices { get; private init; } = [];

    /// <summary>Figures: the input is narrow and in tabular numerals.</summary>
    public bool IsNumber { get; private init; }

    public static IReadOnlyList<FieldEditor> For(RecordKind kind) => [.. RecordItems.Correctable(kind).Select(item => For(kind, item))];

    public static FieldEditor For(RecordKind kind, RecordItem item) => (kind, item.Key) switch
    {
        (RecordKind.Dose, "doseNumber") => Choice(kind, item, Enumerable.Range(1, Dose.MaxDoseNumber).Select(n => ($"{n}", $"{n}回目"))),
        (RecordKind.Dose, "productCode") => Choice(kind, item, [("", "（不明）"), .. VaccineProduct.All.Select(p => (p.Code, p.Name))]),
        (RecordKind.Dose, "source") => Choice(kind, item, Enum.GetValues<DoseSource>().Select(v => ($"{v}", v.Label()))),
        (RecordKind.Dose, "method") => Choice(kind, item, [("", ""), .. Enum.GetValues<DoseMethod>().Select(v => ($"{v}", v.Label()))]),
        (RecordKind.Dose, "pattern") => Choice(kind, item, [("", ""), .. Enum.GetValues<DosePattern>().Select(v => ($"{v}", v.Label()))]),
        (RecordKind.Dose, "vaccinatedOn" or "expiresOn") => new(kind, item, EditorKind.Date),
        (RecordKind.Dose, "remarks" or "recipientNote") => new(kind, item, EditorKind.LongText) { MaxLength = Dose.RemarksMaxLength },
        (RecordKind.Dose, "paymentMonth") => new(kind, item, EditorKind.Text) { Hint = "R4.7 のように年月", MaxLength = 12, IsNumber = true },
        (RecordKind.Dose, "recordedAt") => new(kind, item, EditorKind.Text) { Hint = "年月日時分秒の14桁", MaxLength = 14, IsNumber = true },
        (RecordKind.Dose, "amountMl") => new(kind, item, EditorKind.Text) { Hint = "mL", MaxLength = 8, IsNumber = true },
        (RecordKind.Dose, "couponNumber" or "ocrLine" or "institutionCode" or "municipalityCode" or "lotNumber" or "receptionNumber") =>
            new(kind, item, EditorKind.Text) { IsNumber = true, MaxLength = 30 },
        (RecordKind.Person, "sex") => Choice(kind, item, Enum.GetValues<Sex>().Select(v => ($"{v}", v.Label()))),
        (RecordKind.Person, "birthDate") => new(kind, item, EditorKind.Date) { Era = "S" },
        (RecordKind.Person, "isProtected" or "noAutoReply") => Choice(kind, item, YesNo),
        (RecordKind.Person, "kana") => new(kind, item, EditorKind.Text) { MaxLength = LedgerPerson.KanaMaxLength },
        (RecordKind.Person, "address") => new(kind, item, EditorKind.Text) { MaxLength = LedgerPerson.AddressMaxLength },
        (RecordKind.Person, "residentNumber" or "integratedNumber" or "postalCode") => new(kind, item, EditorKind.Text) { MaxLength = 20, IsNumber = true },
        (RecordKind.Person, _) => new(kind, item, EditorKind.Text) { MaxLength = LedgerPerson.NameMaxLength },
        _ => new(kind, item, EditorKind.Text),
    };

    /// <summary>What stands in the input before anything is typed.</summary>
    public string Typed(string? canonical) => (Kind, Item.Key, canonical) switch
    {
        (_, _, null) => "",
        (EditorKind.Date, _, { } day) => DateParts.FromDate(FieldText.ToDay(Item.Label, day)!.Value, western: false).Text,
        (_, "paymentMonth", { } month) => Month(month),
        _ => canonical,
    };

    /// <summary>The canonical text of what was typed.</summary>
    /// <exception cref="RuleException">What is wrong with it; the message names the item.</exception>
    public string? Read(string typed)
    {
        if (Kind != EditorKind.Date)
        {
            return TypedText.Read(RecordKind, Item, typed);
        }

        var isDate = DateParts.FromText(typed, Era).TryGetDate(out var date, out var error);
        return error is null
            ? TypedText.Read(RecordKind, Item, isDate ? FieldText.Day(date) : null)
            : throw new RuleException($"{Item.Label}: {error}");
    }

    private static FieldEditor Choice(RecordKind kind, RecordItem item, IEnumerable<(string, string)> choices) =>
        new(kind, item, EditorKind.Choice) { Choices = [.. choices] };

    // R4.7.1 without its day, which is always the first.
    private string Month(string canonical) =>
        JapaneseDate.FormatShort(FieldText.ToDay(Item.Label, canonical)!.Value) is var day ? day[..day.LastIndexOf('.')] : "";
}
