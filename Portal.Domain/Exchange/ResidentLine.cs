using System.Text.RegularExpressions;
using Portal.Domain.Ledger;
using Columns = Portal.Domain.Exchange.ImportColumns;

namespace Portal.Domain.Exchange;

/// <summary>
/// 宛名 — one person as the resident system knows them. <c>Items</c> are the values of the file in the canonical text of
/// <see cref="PersonFields"/>; <c>Cleared</c> are the items it leaves empty where empty means "none" rather than "unknown".
/// </summary>
public sealed partial record ResidentLine(
    int LineNumber, string Text, string ResidentNumber, IReadOnlyList<(RecordField<LedgerPerson> Field, string Value)> Items,
    IReadOnlyList<RecordField<LedgerPerson>> Cleared, DateOnly? MovedInOn, ResidentMove? Move) : ImportLine(LineNumber, Text)
{
    private static readonly Dictionary<string, Sex> Sexes = new()
    {
        ["1"] = Ledger.Sex.Male,
        ["男"] = Ledger.Sex.Male,
        ["男性"] = Ledger.Sex.Male,
        ["2"] = Ledger.Sex.Female,
        ["女"] = Ledger.Sex.Female,
        ["女性"] = Ledger.Sex.Female,
        ["0"] = Ledger.Sex.Unknown,
        ["3"] = Ledger.Sex.Unknown,
        ["9"] = Ledger.Sex.Unknown,
        ["不明"] = Ledger.Sex.Unknown,
    };

    public string? this[RecordField<LedgerPerson> field] => Items.FirstOrDefault(item => item.Field == field).Value;

    internal static ResidentLine? Read(ImportLayout layout, CsvRecord record, LineFields fields)
    {
        int At(string column) => layout.IndexOf(column);
        var number = fields.Required(At(Columns.ResidentNumber), fields.PersonNumber(At(Columns.ResidentNumber), mayLoseZeros: true));
        var items = new List<(RecordField<LedgerPerson>, string)>();
        void Take(RecordField<LedgerPerson> field, string? value)
        {
            if (value is not null)
            {
                items.Add((field, value));
            }
        }

        Take(PersonFields.IntegratedNumber, fields.PersonNumber(At(Columns.IntegratedNumber), mayLoseZeros: false));
        Take(PersonFields.Name, fields.Required(At(Columns.Name), fields.Text(At(Columns.Name), LedgerPerson.NameMaxLength)));
        Take(PersonFields.Kana, fields.Required(At(Columns.Kana), fields.Text(At(Columns.Kana), LedgerPerson.KanaMaxLength)));
        Take(PersonFields.FormerName, fields.Text(At(Columns.FormerName), LedgerPerson.NameMaxLength));
        Take(PersonFields.AliasName, fields.Text(At(Columns.AliasName), LedgerPerson.NameMaxLength));
        Take(PersonFields.Sex, fields.OneOf(At(Columns.Sex), Sexes, "1・2・男・女")?.ToString());
        Take(PersonFields.BirthDate, FieldText.Day(fields.Day(At(Columns.BirthDate))));
        Take(PersonFields.PostalCode, fields.PostalCode(At(Columns.PostalCode)));
        Take(PersonFields.Address, WithoutCity(fields.Text(At(Columns.Address), LedgerPerson.AddressMaxLength)));
        Take(PersonFields.Building, fields.Text(At(Columns.Building), LedgerPerson.BuildingMaxLength));
        var isProtected = fields.OneOf(At(Columns.Protected), LineFlags.Words, LineFlags.Choices);
        Take(PersonFields.IsProtected, FieldText.Flag(isProtected == true));
        var movedIn = fields.Day(At(Columns.MovedInOn));
        var move = ResidentMove.Read(At(Columns.MoveReason), At(Columns.MovedOn), fields);
        return number is null ? null : new(record.LineNumber, record.Text, number, items, CanBeNone(layout, fields, isProtected), movedIn, move);
    }

    /// <summary>
    /// An empty 方書, 旧氏 or 通称 says there is none; an empty birth date or address says the file does not know. 支援措置 is lifted
    /// only by a file that says 0 or 無: an empty column must not uncover an address.
    /// </summary>
    private static List<RecordField<LedgerPerson>> CanBeNone(ImportLayout layout, LineFields fields, bool? isProtected)
    {
        var none = new List<RecordField<LedgerPerson>>();
        foreach (var (column, field) in ((string, RecordField<LedgerPerson>)[])[(Columns.FormerName, PersonFields.FormerName), (Columns.AliasName, PersonFields.AliasName), (Columns.Building, PersonFields.Building)])
        {
            if (layout.Has(column) && fields.Value(layout.IndexOf(column)) is null)
            {
                none.Add(field);
            }
        }

        if (isProtected == false)
        {
            none.Add(PersonFields.IsProtected);
        }

        return none;
    }

    private static string? WithoutCity(string? address) => address is null ? null : City().Replace(address, "");

    [GeneratedRegex("^(?:北海道)?小樽市(?=.)")]
    private static partial Regex City();
}

/// <summary>A column that says yes or no.</summary>
internal static class LineFlags
{
    public const string Choices = "1・0・有・無";

    public static readonly IReadOnlyDictionary<string, bool> Words = new Dictionary<string, bool>
    {
        ["1"] = true,
        ["有"] = true,
        ["○"] = true,
        ["〇"] = true,
        ["はい"] = true,
        ["再発行"] = true,
        ["対象"] = true,
        ["0"] = false,
        ["無"] = false,
        ["×"] = false,
        ["いいえ"] = false,
        ["対象外"] = false,
    };
}
