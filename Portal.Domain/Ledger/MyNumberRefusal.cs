namespace Portal.Domain.Ledger;

/// <summary>Why a My Number was not taken in, not shown, not asked for.</summary>
public enum MyNumberRefusal
{
    /// <summary>場面の指定なし: none of the three.</summary>
    NoScene,

    NoCaseNumber,

    /// <summary>The 受付番号 holds a possible My Number.</summary>
    CaseIsMyNumber,

    /// <summary>検査用数字の不一致: not a My Number.</summary>
    NotANumber,

    /// <summary>本人の再確認なし: none within the last minutes, or by somebody else.</summary>
    NotProvedAgain,

    /// <summary>1日の上限超過</summary>
    OverQuota,

    /// <summary>登録なし</summary>
    NotRegistered,

    /// <summary>別の人に登録済み</summary>
    OfAnother,

    /// <summary>登録できない記録: withdrawn or merged.</summary>
    RecordClosed,

    /// <summary>復号できない: the row or the key is not what it was.</summary>
    Unreadable,
}

/// <summary>Thrown after nothing was shown and nothing was changed. The words repeat no digit.</summary>
public sealed class MyNumberRefusedException(MyNumberRefusal why) : RuleException(why.Words())
{
    public MyNumberRefusal Why { get; } = why;
}

public static class MyNumberRefusals
{
    public static string Words(this MyNumberRefusal why) => why switch
    {
        MyNumberRefusal.NoScene => "個人番号を使う場面を三つから選んでください。",
        MyNumberRefusal.NoCaseNumber => $"受付番号を{CaseNumber.MaxLength}文字以内で入力してください。",
        MyNumberRefusal.CaseIsMyNumber => "受付番号の欄に個人番号は入力できません。申請書や受付票の番号を入力してください。",
        MyNumberRefusal.NotANumber => "個人番号は12桁の数字です。検査用数字が合わないときは、もう一度お確かめください。",
        MyNumberRefusal.NotProvedAgain => $"本人の再確認が要ります。確認してから{Accounts.Session.ProofLasts.TotalMinutes}分の間だけ、個人番号を使えます。",
        MyNumberRefusal.OverQuota => "きょう個人番号を使える回数の上限に達しました。続けて必要なときは、所属長に相談してください。",
        MyNumberRefusal.NotRegistered => "この人の個人番号は登録されていません。画面を開き直してください。",
        MyNumberRefusal.OfAnother => "この個人番号は、別の人に登録されています。番号を確かめてください。",
        MyNumberRefusal.RecordClosed => "取消済みまたは統合済みの個人票には、個人番号を登録できません。",
        MyNumberRefusal.Unreadable => "保管している個人番号を読み出せません。鍵か保管行に異常があります。システム担当に連絡してください。",
        _ => throw new ArgumentOutOfRangeException(nameof(why)),
    };

    /// <summary>What the operation log says of it.</summary>
    public static string Detail(this MyNumberRefusal why) => why switch
    {
        MyNumberRefusal.NoScene => "場面の指定なし",
        MyNumberRefusal.NoCaseNumber => "受付番号なし",
        MyNumberRefusal.CaseIsMyNumber => "受付番号の欄に個人番号の可能性",
        MyNumberRefusal.NotANumber => "検査用数字の不一致",
        MyNumberRefusal.NotProvedAgain => "本人の再確認なし",
        MyNumberRefusal.OverQuota => "1日の上限超過",
        MyNumberRefusal.NotRegistered => "登録なし",
        MyNumberRefusal.OfAnother => "別の人に登録済み",
        MyNumberRefusal.RecordClosed => "取消済み・統合済みの記録",
        MyNumberRefusal.Unreadable => "復号できない",
        _ => throw new ArgumentOutOfRangeException(nameof(why)),
    };
}
