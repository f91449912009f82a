using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Tests.Corrections;

/// <summary>What a clerk has typed: <c>ARegistration.Of(person, ("lotNumber", "FJ7489"))</c> is an ordinary slip with another lot.</summary>
internal static class ARegistration
{
    public static DoseRegistration Of(LedgerPerson person, params (string Field, string Text)[] typed)
    {
        var texts = new Dictionary<string, string>
        {
            ["doseNumber"] = "1",
            ["vaccinatedOn"] = "2021-06-20",
            ["productCode"] = "comirnaty-original",
            ["lotNumber"] = "ＦＪ ７４８９",
            ["amountMl"] = "0.3",
            ["institutionName"] = "うしお内科クリニック",
            ["municipalityCode"] = "012033",
            ["source"] = "Slip",
        };
        foreach (var (field, text) in typed)
        {
            texts[field] = text;
        }

        return new() { DoseId = Guid.CreateVersion7(), LedgerPersonId = person.LedgerPersonId, Typed = texts };
    }

    public static PersonRegistration OfPerson(params (string Field, string Text)[] typed)
    {
        var texts = new Dictionary<string, string> { ["name"] = "潮見 たまき", ["kana"] = "シオミ タマキ", ["birthDate"] = "1988-02-29", ["sex"] = "Female" };
        foreach (var (field, text) in typed)
        {
            texts[field] = text;
        }

        return new() { LedgerPersonId = Guid.CreateVersion7(), Typed = texts };
    }
}
