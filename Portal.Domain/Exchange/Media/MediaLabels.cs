namespace Portal.Domain.Exchange.Media;

/// <summary>The words staff read in the register of media.</summary>
public static class MediaLabels
{
    public static string Label(this MediumKind kind) => kind switch
    {
        MediumKind.UsbMemory => "USBメモリ",
        MediumKind.ExternalDrive => "外付けディスク",
        MediumKind.OpticalDisc => "光ディスク",
        MediumKind.MemoryCard => "メモリカード",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Label(this MediumEncryption encryption) => encryption switch
    {
        MediumEncryption.Hardware => "ハードウェア",
        MediumEncryption.Software => "ソフトウェア",
        MediumEncryption.None => "なし（書出し不可）",
        _ => throw new ArgumentOutOfRangeException(nameof(encryption)),
    };

    public static string Label(this MediumState state) => state switch
    {
        MediumState.Stored => "保管中",
        MediumState.Out => "持出し中",
        MediumState.Lost => "紛失",
        MediumState.Discarded => "廃棄",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Label(this MediumUseState state) => state switch
    {
        MediumUseState.Waiting => "承認待ち",
        MediumUseState.Approved => "承認",
        MediumUseState.Returned => "差戻し",
        MediumUseState.Withdrawn => "取下げ",
        MediumUseState.Erased => "消去済み",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Label(this MediumFileState state) => state switch
    {
        MediumFileState.Writing => "書込中",
        MediumFileState.Written => "書込済",
        MediumFileState.Stopped => "中断",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Label(this ErasureMethod method) => method switch
    {
        ErasureMethod.Overwritten => "上書き消去",
        ErasureMethod.KeyDestroyed => "暗号鍵の消去",
        ErasureMethod.Broken => "物理破壊",
        _ => throw new ArgumentOutOfRangeException(nameof(method)),
    };
}
