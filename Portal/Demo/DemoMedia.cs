using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Media;

namespace Portal.Demo;

/// <summary>Invented media and their uses: one waiting, one approved, one overdue, one erased; a medium lost and one without encryption.</summary>
internal static class DemoMedia
{
    private static readonly TimeSpan MonthAgo = TimeSpan.FromDays(30);

    /// <param name="people">The demo's office, by staff number.</param>
    /// <param name="now">UTC.</param>
    public static IEnumerable<object> Make(IReadOnlyDictionary<string, StaffMember> people, DateTime now)
    {
        var (clerk, reporter, auditor) = (Of(people["0101"]), Of(people["0111"]), Of(people["0109"]));
        var (chief, keeper) = (Of(people["0106"]), Of(people["0107"]));
        var past = now - MonthAgo;
        Medium[] media =
        [
            Stick("M-001", "暗号化USBメモリ 16GB 製造番号 UM2207-0114", past), Stick("M-002", "暗号化USBメモリ 16GB 製造番号 UM2207-0115", past),
            Stick("M-003", "暗号化USBメモリ 32GB 製造番号 UM2311-0023", past), Stick("M-004", "暗号化USBメモリ 32GB 製造番号 UM2311-0024", past),
            Stick("M-005", "外付けSSD 500GB 製造番号 SD-77120", past, MediumKind.ExternalDrive),
            Medium.Enter(new() { Number = "M-000", Kind = MediumKind.MemoryCard, Product = "SDカード 8GB（旧式）", Encryption = MediumEncryption.None, Place = "保健総務課 鍵付き保管庫", Note = "廃棄予定" }, past),
        ];

        var erased = Use(clerk, media[0], 1, "医師会への提供（集団接種の実績）", "接種者数の集計", 1, 500, past, 14);
        erased.Approve(chief, media[0], null, past.AddHours(2));
        var file = erased.Put(clerk, media[0], "集計_提供用.zip", 420, 48_220, past.AddHours(4));
        erased.HandOver(keeper, media[0], "市医師会 事務局", past.AddDays(1));
        erased.TakeBack(keeper, media[0], past.AddDays(6));
        erased.Erase(keeper, media[0], ErasureMethod.Overwritten, people["0108"], past.AddDays(6).AddHours(1));

        var overdue = Use(reporter, media[1], 2, "国保連への請求確認", "請求番号と件数の一覧", 2, 3_000, past.AddDays(3), 20);
        overdue.Approve(chief, media[1], "確認が済んだらすぐ返却すること", past.AddDays(3).AddHours(3));
        var sent = overdue.Put(reporter, media[1], "請求確認.zip", 2_640, 391_004, past.AddDays(4));
        overdue.HandOver(keeper, media[1], "国保連合会 審査課", past.AddDays(4).AddHours(2));

        var approved = Use(auditor, media[0], 3, "定期監査（操作ログの抽出）", "操作ログの検索結果", 3, 50_000, now.AddDays(-2), 21);
        approved.Approve(chief, media[0], null, now.AddDays(-1));
        var waiting = Use(clerk, media[2], 4, "転出先への照会資料", "ひとりの証跡ファイル", 1, 1, now.AddHours(-3), 10);

        media[3].Lose(keeper, "庁舎内の移動中に所在が分からなくなった", now.AddDays(-5));
        media[3].SettleLoss(keeper, "個人情報保護管理者へ報告。書込みのない媒体で、漏えいのないことを確認", now.AddDays(-4));
        return [.. media, erased, overdue, approved, waiting, file, sent];
    }

    private static Medium Stick(string number, string product, DateTime at, MediumKind kind = MediumKind.UsbMemory) => Medium.Enter(
        new() { Number = number, Kind = kind, Product = product, Encryption = MediumEncryption.Hardware, EncryptionNote = "AES-256、パスワードは指定管理者が保管", Place = "保健総務課 鍵付き保管庫" }, at);

    private static MediumUse Use(Staff by, Medium medium, int number, string purpose, string contents, int files, int rows, DateTime at, int days) => MediumUse.Apply(
        by, medium, null, number,
        new() { MediumId = medium.MediumId, Purpose = purpose, Contents = contents, Files = $"{files}", Rows = $"{rows}", EraseBy = JapanTime.DayOf(at).AddDays(days) }, at);

    private static Staff Of(StaffMember person) => new(person.StaffNumber, person.Name, person.Department, DemoStaff.TerminalName, new HashSet<Permission>()) { StaffMemberId = person.StaffMemberId };
}
