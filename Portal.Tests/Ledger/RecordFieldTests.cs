using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

/// <summary>A column without a field would be changed without a trace; this is where that is noticed.</summary>
public class RecordFieldTests
{
    private static readonly string[] NotCorrected =
    [
        "LedgerPersonId", "DoseId", "MergedIntoId", "ImportRunId", "ImportLine", "CreatedAt", "Version", "SourceText",
        // kept from the residence spans
        "MovedOutOn", "DiedOn",
    ];

    [Fact]
    public void EveryColumnOfADose_IsAField() => Assert.Equal(Columns<Dose>(), Keys(DoseFields.All.Select(f => f.Key)));

    [Fact]
    public void EveryColumnOfAPerson_IsAField() =>
        Assert.Equal(Columns<LedgerPerson>(), Keys(PersonFields.All.Select(f => f.Key).Where(k => k != "residence")));

    [Fact]
    public void EveryField_ReadsBackWhatItWrote()
    {
        var dose = A.Dose(A.Person(), 3);
        dose.RecordedAt = new DateTime(2021, 6, 20, 5, 6, 7, DateTimeKind.Utc);
        dose.PaymentMonth = new(2021, 7, 1);
        var copy = A.Dose(A.Person(), 1, on: "2022-01-01");

        foreach (var field in DoseFields.All)
        {
            field.Set(copy, field.Get(dose));
        }

        Assert.All(DoseFields.All, field => Assert.Equal(field.Get(dose), field.Get(copy)));
    }

    [Fact]
    public void TheResidence_ReadsBackWithItsFlags()
    {
        var person = A.Person();
        PersonFields.Residence.Set(person, "2010-04-01/2015-03-31:MovedOut 2018-05-01/2023-02-11:Died");

        Assert.Equal(A.Day("2023-02-11"), person.DiedOn);
        Assert.Null(person.MovedOutOn);
        Assert.Equal("2010-04-01/2015-03-31:MovedOut 2018-05-01/2023-02-11:Died", PersonFields.Residence.Get(person));
    }

    [Fact]
    public void OldAndNewValues_FitTheirColumn()
    {
        using var db = TestDb.SqlServerOffline();
        var longest = new[] { Dose.RemarksMaxLength, LedgerPerson.AddressMaxLength, LedgerPerson.KanaMaxLength }.Max();

        Assert.True(db.Model.FindEntityType(typeof(FieldChange))!.FindProperty(nameof(FieldChange.NewValue))!.GetMaxLength() >= longest);
    }

    private static List<string> Columns<T>()
    {
        using var db = TestDb.SqlServerOffline();
        return Keys(db.Model.FindEntityType(typeof(T))!.GetProperties()
            .Select(p => p.Name)
            .Where(n => !n.EndsWith("Key", StringComparison.Ordinal))
            .Except(NotCorrected));
    }

    private static List<string> Keys(IEnumerable<string> names) => [.. names.Select(n => char.ToLowerInvariant(n[0]) + n[1..]).Order(StringComparer.Ordinal)];
}
