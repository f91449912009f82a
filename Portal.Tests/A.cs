using Portal.Domain.Accounts;
using Portal.Domain.Ledger;

namespace Portal.Tests;

/// <summary>Builders: <c>A.Person(name: "佐藤 和子")</c>, <c>A.Dose(person, 3)</c>, <c>A.Clerk</c>. Everyone here is invented.</summary>
public static class A
{
    /// <summary>The moment tests happen: 2026-11-23 10:42 in Japan.</summary>
    public static readonly DateTime Now = new(2026, 11, 23, 1, 42, 0, DateTimeKind.Utc);

    public static readonly Staff Clerk = Staff("takahashi", "高橋 恵", Role.Editor);
    public static readonly Staff OtherClerk = Staff("ito", "伊藤 健", Role.Editor);
    public static readonly Staff Manager = Staff("yoshida", "吉田 明", Role.Approver);
    public static readonly Staff Viewer = Staff("sasaki", "佐々木 望", Role.Viewer);
    public static readonly Staff Administrator = Staff("nakamura", "中村 修", Role.Administrator);

    public static Staff Staff(string accountId, string name, params Role[] roles) =>
        new(accountId, name, "保健総務課", "窓口2", RolePermissions.Of(roles));

    public static LedgerPerson Person(
        string name = "佐藤 和子", string kana = "サトウ カズコ", string? residentNumber = "0001204873", string? birthDate = "1950-03-04",
        Sex sex = Sex.Female, string? address = "花園四丁目1番2号") => new()
        {
            LedgerPersonId = Guid.CreateVersion7(),
            ResidentNumber = residentNumber,
            Name = name,
            Kana = kana,
            Sex = sex,
            BirthDate = birthDate is null ? null : Day(birthDate),
            PostalCode = "0470024",
            Address = address,
            CreatedAt = Now.AddYears(-4),
        };

    public static Coupon Coupon(LedgerPerson person, string number = "0000012345", int dose = 1) => new()
    {
        CouponId = Guid.CreateVersion7(),
        LedgerPersonId = person.LedgerPersonId,
        MunicipalityCode = "012033",
        CouponNumber = number,
        Kind = 1,
        DoseNumber = dose,
        IssuedOn = Day("2021-04-01"),
        CreatedAt = Now,
    };

    public static Dose Dose(LedgerPerson person, int number = 1, string on = "2021-06-20", string product = "comirnaty-original", string? lot = "EX3617") => new()
    {
        DoseId = Guid.CreateVersion7(),
        LedgerPersonId = person.LedgerPersonId,
        DoseNumber = number,
        VaccinatedOn = Day(on),
        Source = DoseSource.Vrs,
        MunicipalityCode = "012033",
        InstitutionName = "うしお内科クリニック",
        Doctor = "潮 一郎",
        Maker = "ファイザー",
        ProductCode = product,
        LotNumber = lot,
        AmountMl = 0.3m,
        CreatedAt = Now.AddYears(-4),
    };

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
}
