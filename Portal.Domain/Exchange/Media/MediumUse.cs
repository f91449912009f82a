namespace Portal.Domain.Exchange.Media;

/// <summary>使用の状態</summary>
public enum MediumUseState
{
    /// <summary>承認待ち</summary>
    Waiting,

    /// <summary>承認: files may be written until it is over.</summary>
    Approved,

    /// <summary>差戻し</summary>
    Returned,

    /// <summary>取下げ: by whoever applied, before anything was written.</summary>
    Withdrawn,

    /// <summary>消去: over.</summary>
    Erased,
}

/// <summary>消去の方法</summary>
public enum ErasureMethod
{
    /// <summary>上書き消去</summary>
    Overwritten,

    /// <summary>暗号鍵の消去: the medium forgets its own key.</summary>
    KeyDestroyed,

    /// <summary>物理破壊</summary>
    Broken,
}

/// <summary>
/// 媒体の使用 — one time a medium is used: applied for, approved by somebody else, written onto, handed over and back, erased before a
/// witness. A medium has one at a time. Never deleted.
/// </summary>
public partial class MediumUse
{
    public const int ContentsMaxLength = 200;
    public const int HandedToMaxLength = 100;

    public required Guid MediumUseId { get; init; }

    /// <summary>使用番号, from 1, without gaps.</summary>
    public required int Number { get; init; }

    public required Guid MediumId { get; init; }
    public required string Purpose { get; init; }

    /// <summary>What it will hold, in words.</summary>
    public required string Contents { get; init; }

    public required int PlannedFiles { get; init; }

    /// <summary>Rows or people, all files together.</summary>
    public required long PlannedRows { get; init; }

    /// <summary>消去の期限, a day of Japan.</summary>
    public required DateOnly EraseBy { get; init; }

    /// <summary>Who applied (<see cref="Accounts.Staff.PersonKey"/>).</summary>
    public required string ApplicantKey { get; init; }

    public required string ApplicantName { get; init; }
    public required string ApplicantDepartment { get; init; }
    public required string Terminal { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime AppliedAt { get; init; }

    public required MediumUseState State { get; set; }
    public string? DecidedByKey { get; set; }
    public string? DecidedByName { get; set; }

    /// <summary>UTC; of the approval or return.</summary>
    public DateTime? DecidedAt { get; set; }

    public string? DecisionNote { get; set; }

    /// <summary>持出し: to whom, and when (UTC).</summary>
    public string? HandedTo { get; set; }

    public DateTime? HandedAt { get; set; }
    public string? HandedByName { get; set; }

    /// <summary>UTC; 返却.</summary>
    public DateTime? BackAt { get; set; }

    public string? BackByName { get; set; }

    /// <summary>UTC; 消去.</summary>
    public DateTime? ErasedAt { get; set; }

    public ErasureMethod? ErasureMethod { get; set; }
    public string? ErasedByKey { get; set; }
    public string? ErasedByName { get; set; }

    /// <summary>立会人, of the staff list.</summary>
    public Guid? WitnessId { get; set; }

    public string? WitnessName { get; set; }

    /// <summary>UTC; 取下げ.</summary>
    public DateTime? WithdrawnAt { get; set; }

    /// <summary>What was written onto the medium whole; counted here so that the plan can bind.</summary>
    public int Files { get; set; }

    public long Rows { get; set; }
    public Guid Version { get; set; }

    /// <summary>Neither erased nor given up: its medium is taken.</summary>
    public bool IsOpen => State is MediumUseState.Waiting or MediumUseState.Approved;

    /// <summary>Approved and not erased by the day it was to be.</summary>
    public bool IsOverdue(DateOnly today) => State is MediumUseState.Approved && EraseBy < today;
}

/// <summary>書出しの状態</summary>
public enum MediumFileState
{
    /// <summary>書込中: begun. What stays so was cut off with the portal itself.</summary>
    Writing,

    /// <summary>書込済: whole; counts towards what was approved.</summary>
    Written,

    /// <summary>中断: stopped or broken; what lies on the medium cannot be opened.</summary>
    Stopped,
}

/// <summary>書き出したファイル — one file on a medium, by name and size; nothing of what stands in it.</summary>
public partial class MediumFile
{
    public const int NameMaxLength = 120;

    public required Guid MediumFileId { get; init; }
    public required Guid MediumUseId { get; init; }

    /// <summary>Of the file handed out.</summary>
    public required string Name { get; init; }

    public required MediumFileState State { get; set; }

    /// <summary>Those in it; while it is being written those it is to have.</summary>
    public required long Rows { get; set; }

    /// <summary>Of the file handed out, as far as it came.</summary>
    public long? Bytes { get; set; }

    /// <summary>UTC; when it was begun.</summary>
    public required DateTime WrittenAt { get; init; }

    /// <summary>UTC; whole, or given up.</summary>
    public DateTime? FinishedAt { get; set; }

    public required string WrittenByName { get; init; }
    public required string Terminal { get; init; }
}
