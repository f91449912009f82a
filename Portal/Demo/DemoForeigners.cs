using Portal.Domain.Ledger;

namespace Portal.Demo;

/// <summary>A foreign resident's name: letters on the register unless kanji are used at home, and a reading in katakana.</summary>
internal sealed record ForeignName(string Name, string Kana, string Roman);

/// <summary>外国人住民 — names put together from common ones of six countries.</summary>
internal static class DemoForeigners
{
    private static readonly (string Roman, string Kana)[] Vietnamese = [("NGUYEN", "グエン"), ("TRAN", "チャン"), ("LE", "レ"), ("PHAM", "ファム"), ("HOANG", "ホアン")];
    private static readonly (string Roman, string Kana)[] VietnameseWomen = [("THI LAN", "ティ ラン"), ("THI HOA", "ティ ホア"), ("NGOC MAI", "ゴック マイ")];
    private static readonly (string Roman, string Kana)[] VietnameseMen = [("VAN MINH", "ヴァン ミン"), ("DUC ANH", "ドゥック アイン"), ("QUOC HUNG", "クオック フン")];
    private static readonly (string Roman, string Kana)[] Filipino = [("SANTOS", "サントス"), ("REYES", "レイエス"), ("CRUZ", "クルズ"), ("GARCIA", "ガルシア")];
    private static readonly (string Roman, string Kana)[] FilipinoWomen = [("MARIA LUISA", "マリア ルイサ"), ("ANGELICA", "アンジェリカ"), ("JENNIFER", "ジェニファー")];
    private static readonly (string Roman, string Kana)[] FilipinoMen = [("JOSE MIGUEL", "ホセ ミゲル"), ("MARK ANTHONY", "マーク アンソニー"), ("RAMON", "ラモン")];
    private static readonly (string Roman, string Kana)[] Russian = [("IVANOV", "イワノフ"), ("SMIRNOV", "スミルノフ"), ("PETROV", "ペトロフ")];
    private static readonly (string Roman, string Kana)[] RussianWomen = [("ELENA", "エレーナ"), ("OLGA", "オリガ"), ("NATALIA", "ナタリア")];
    private static readonly (string Roman, string Kana)[] RussianMen = [("SERGEI", "セルゲイ"), ("DMITRII", "ドミトリー"), ("ANDREI", "アンドレイ")];
    private static readonly (string Kanji, string Roman, string Kana)[] Chinese = [("王", "WANG", "ワン"), ("李", "LI", "リー"), ("張", "ZHANG", "チャン"), ("劉", "LIU", "リュウ"), ("陳", "CHEN", "チン"), ("金", "KIM", "キム"), ("朴", "PARK", "パク")];
    private static readonly (string Kanji, string Roman, string Kana)[] ChineseWomen = [("小麗", "XIAOLI", "シャオリー"), ("美玲", "MEILING", "メイリン"), ("恵淑", "HYESUK", "ヘスク")];
    private static readonly (string Kanji, string Roman, string Kana)[] ChineseMen = [("建国", "JIANGUO", "ジエングオ"), ("志明", "ZHIMING", "ジーミン"), ("民俊", "MINJUN", "ミンジュン")];

    public static ForeignName Name(DemoRandom random, Sex sex) => random.Below(10) switch
    {
        < 4 => Kanji(random.Pick(Chinese), random.Pick(sex == Sex.Female ? ChineseWomen : ChineseMen)),
        < 7 => Letters(random.Pick(Vietnamese), random.Pick(sex == Sex.Female ? VietnameseWomen : VietnameseMen)),
        < 9 => Letters(random.Pick(Filipino), random.Pick(sex == Sex.Female ? FilipinoWomen : FilipinoMen)),
        _ => Letters(random.Pick(Russian), random.Pick(sex == Sex.Female ? RussianWomen : RussianMen)),
    };

    private static ForeignName Kanji((string Kanji, string Roman, string Kana) family, (string Kanji, string Roman, string Kana) given) =>
        new($"{family.Kanji} {given.Kanji}", $"{family.Kana} {given.Kana}", $"{family.Roman} {given.Roman}");

    private static ForeignName Letters((string Roman, string Kana) family, (string Roman, string Kana) given) =>
        new($"{family.Roman} {given.Roman}", $"{family.Kana} {given.Kana}", $"{family.Roman} {given.Roman}");
}
