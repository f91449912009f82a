namespace Portal.Tests.Exchange;

/// <summary>Lines of import files. Everyone here is invented.</summary>
public static class Csv
{
    public const string Number = "0001204873";
    public const string OtherNumber = "0001204999";

    public const string ResidentHeader = "宛名番号,統合宛名番号,氏名,カナ氏名,旧氏,通称,性別,生年月日,郵便番号,住所,方書,転入日,異動事由,異動日,支援措置";
    public const string CouponHeader = "宛名番号,自治体コード,券番号,券種,回数,発行日,再発行";

    public static string Dose(
        string day = "20210620", string coupon = "0000012345", string code = "012033", string venue = "うしお内科クリニック",
        string doctor = "潮 一郎", string maker = "ファイザー", string lot = "EX3617", string recorded = "20210620101500") =>
        string.Join(',', recorded, day, coupon, code, venue, doctor, maker, lot);

    public const string NoDose = ",,,,,,,";

    /// <summary>A VRS line of as many doses as are given.</summary>
    public static string Vrs(string? number, params string[] doses) => string.Join(',', doses.Prepend(number));

    public static string Resident(
        string number = Number, string name = "佐藤 和子", string kana = "サトウ カズコ", string birth = "19500304", string integrated = "000000002001",
        string address = "花園四丁目1番2号", string building = "", string sex = "2", string movedIn = "20100401", string reason = "", string movedOn = "",
        string postal = "0470024", string isProtected = "", string former = "", string alias = "") =>
        string.Join(',', number, integrated, name, kana, former, alias, sex, birth, postal, address, building, movedIn, reason, movedOn, isProtected);

    public static string Coupon(
        string number = Number, string code = "012033", string coupon = "0000012345", string kind = "1", string dose = "1", string issued = "20210401", string reissue = "0") =>
        string.Join(',', number, code, coupon, kind, dose, issued, reissue);

    public static string Lines(params string[] lines) => string.Concat(lines.Select(line => line + "\r\n"));
}
