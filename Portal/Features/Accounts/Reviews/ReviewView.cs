namespace Portal.Features.Accounts.Reviews;

/// <summary>Which lines of a review are shown.</summary>
public enum ReviewView
{
    /// <summary>自分の所属</summary>
    Own,

    /// <summary>すべて</summary>
    All,

    /// <summary>未判定</summary>
    Undecided,

    /// <summary>注意あり</summary>
    Flagged,

    /// <summary>変更待ち</summary>
    OpenChanges,
}
