namespace Portal.Domain.Keys;

/// <summary>What a key is for. A key serves one use and no other.</summary>
public enum KeyUse
{
    /// <summary>操作ログの封印と控え</summary>
    OperationLog,

    /// <summary>個人番号の暗号化</summary>
    MyNumber,

    /// <summary>個人番号の索引: finds equal numbers without reading any.</summary>
    MyNumberIndex,

    /// <summary>クッキーと下書きの鍵の暗号化: seals the framework's keys where they lie in the database. Needed there only.</summary>
    CookieKeys,
}

public static class KeyUses
{
    public static string Label(this KeyUse use) => use switch
    {
        KeyUse.OperationLog => "操作ログの封印",
        KeyUse.MyNumber => "個人番号の暗号化",
        KeyUse.MyNumberIndex => "個人番号の索引",
        KeyUse.CookieKeys => "クッキー・下書きの鍵の暗号化",
        _ => throw new ArgumentOutOfRangeException(nameof(use)),
    };
}
