namespace Portal.Domain.OperationLog;

/// <summary>What is wrong with a row of the log, or with its end.</summary>
public enum LogFaultKind
{
    /// <summary>書換え: the seal does not fit the row, or the row was put in or moved here.</summary>
    Changed,

    /// <summary>欠番: rows are missing between two others.</summary>
    Missing,

    /// <summary>末尾の欠落: a checkpoint names a later row than the log has.</summary>
    CutOff,

    /// <summary>書直し: the rows fit each other, but not the checkpoint.</summary>
    Rewritten,

    /// <summary>末尾の不一致: the head in the database is not the last row.</summary>
    HeadDiffers,

    /// <summary>鍵なし: the key the row names is not in the ring.</summary>
    KeyMissing,

    /// <summary>封印のない差込み: a row without a number, from a time when every row got one.</summary>
    PutIn,

    /// <summary>控えの不正: a checkpoint whose signature does not fit.</summary>
    CheckpointForged,

    /// <summary>別のログ: the second place knows a log that is not this one.</summary>
    OtherLog,

    /// <summary>控えなし: nothing in the second place to compare with.</summary>
    NoCheckpoint,
}

/// <summary>One fault, at the first row it shows at.</summary>
public sealed record LogFault(LogFaultKind Kind, long Sequence)
{
    public string Words => Kind switch
    {
        LogFaultKind.Changed => $"{Sequence:N0}番の行の封印が合いません。行が書き換えられたか、差し込まれたか、入れ替えられています。",
        LogFaultKind.Missing => $"{Sequence:N0}番の行がありません。行が削除されています。",
        LogFaultKind.CutOff => $"{Sequence:N0}番以降の行がありません。末尾が削除されたか、古いデータベースに戻されています。",
        LogFaultKind.Rewritten => $"{Sequence:N0}番の行が、控えに記録された行と違います。古いデータベースに戻してから書き足されています。",
        LogFaultKind.HeadDiffers => $"データベースの末尾の記録が、最後の行({Sequence:N0}番)と合いません。",
        LogFaultKind.KeyMissing => $"{Sequence:N0}番の行の鍵が鍵束にありません。保管してある鍵ファイルを確かめてください。",
        LogFaultKind.PutIn => "番号と封印のない行が差し込まれています。",
        LogFaultKind.CheckpointForged => $"{Sequence:N0}番の控えの署名が合いません。控えのファイルが書き換えられています。",
        LogFaultKind.OtherLog => $"控えの置き場所に、別の操作ログ（{Sequence:N0}番まで）の控えがあります。操作ログが消されて作り直されたか、別のデータベースに替えられています。",
        LogFaultKind.NoCheckpoint => "控えが1件もありません。控えのフォルダが消されたか、設定が変わっています。",
        _ => throw new ArgumentOutOfRangeException(nameof(Kind)),
    };
}

/// <summary>検証の結果</summary>
/// <param name="Rows">Sealed rows read.</param>
/// <param name="Unsealed">Rows from before there were seals.</param>
/// <param name="Last">The last row's number and seal.</param>
/// <param name="Checkpoints">How many were compared.</param>
/// <param name="Agreed">The last row the second place agrees with, before any it does not.</param>
/// <param name="Restores">復元 that were written down, oldest first.</param>
/// <param name="Faults">In the order of the rows; at most <see cref="LogVerifier.MaxFaults"/>.</param>
public sealed record LogVerdict(
    long Rows, long Unsealed, LogHead Last, int Checkpoints, LogHead? Agreed, IReadOnlyList<LogCheckpoint> Restores, IReadOnlyList<LogFault> Faults)
{
    public bool IsWhole => Faults.Count == 0;

    /// <summary>One line, as the log and the command line keep it.</summary>
    public string Words => IsWhole
        ? $"異常なし（{Rows:N0}行、末尾 {Last.Sequence:N0}番、控え {Checkpoints:N0}件と一致）"
        : $"異常あり: {Faults[0].Words}";
}
