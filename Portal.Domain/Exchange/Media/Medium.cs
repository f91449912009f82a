namespace Portal.Domain.Exchange.Media;

/// <summary>媒体の種別</summary>
public enum MediumKind
{
    /// <summary>USBメモリ</summary>
    UsbMemory,

    /// <summary>外付けディスク</summary>
    ExternalDrive,

    /// <summary>光ディスク: written once, ended by breaking it.</summary>
    OpticalDisc,

    /// <summary>メモリカード</summary>
    MemoryCard,
}

/// <summary>暗号化 — how a medium keeps what lies on it.</summary>
public enum MediumEncryption
{
    /// <summary>ハードウェア: by the medium itself.</summary>
    Hardware,

    /// <summary>ソフトウェア: by a program of the terminal.</summary>
    Software,

    /// <summary>なし: stands in the register, and nothing may be written onto it.</summary>
    None,
}

/// <summary>媒体の状態</summary>
public enum MediumState
{
    /// <summary>保管中</summary>
    Stored,

    /// <summary>持出し中</summary>
    Out,

    /// <summary>紛失</summary>
    Lost,

    /// <summary>廃棄, for good.</summary>
    Discarded,
}

/// <summary>電子媒体 — one thing files are carried out on, by the number that stands on it. Never deleted.</summary>
public partial class Medium
{
    public const int NumberMaxLength = 40;
    public const int ProductMaxLength = 80;
    public const int PlaceMaxLength = 80;

    public required Guid MediumId { get; init; }

    /// <summary>管理番号, as on its label.</summary>
    public required string Number { get; set; }

    public required MediumKind Kind { get; set; }

    /// <summary>製品, with its serial number where it has one.</summary>
    public required string Product { get; set; }

    public required MediumEncryption Encryption { get; set; }

    /// <summary>How, in words: the method, who keeps its password.</summary>
    public string? EncryptionNote { get; set; }

    /// <summary>保管場所</summary>
    public required string Place { get; set; }

    public string? Note { get; set; }
    public required MediumState State { get; set; }

    /// <summary>UTC.</summary>
    public required DateTime EnteredAt { get; init; }

    /// <summary>紛失の状況, 発見の経緯 or 廃棄の理由: why it is in the state it is in.</summary>
    public string? StateReason { get; set; }

    /// <summary>UTC; of the last 紛失, 発見 or 廃棄.</summary>
    public DateTime? StateAt { get; set; }

    public string? StateByName { get; set; }

    /// <summary>What was done about a loss: whom it was reported to. Null while it is to do.</summary>
    public string? LossReport { get; set; }

    /// <summary>UTC.</summary>
    public DateTime? LossReportedAt { get; set; }

    public string? LossReportedByName { get; set; }
    public Guid Version { get; set; }

    /// <summary>Something may be written onto it.</summary>
    public bool IsInOrder => State is MediumState.Stored or MediumState.Out && Encryption is not MediumEncryption.None;
}
