using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange.Runs;

/// <summary>連携の行 — one line of a file sent, and what the partner said of it. It holds a digest of the values, not the values.</summary>
public sealed class ExchangeLine
{
    public const int DigestLength = 32;
    public const int CodeMaxLength = 8;
    public const int MessageMaxLength = 200;

    public required Guid ExchangeRunId { get; init; }

    /// <summary>From 1, as it stands in the file.</summary>
    public required int LineNumber { get; init; }

    /// <summary>That of the run, so that what one register holds is found without it.</summary>
    public required ExchangeRegister Register { get; init; }

    /// <summary>The record the line is of (<see cref="Dose.DoseId"/>).</summary>
    public required Guid RecordId { get; init; }

    public required Guid LedgerPersonId { get; init; }
    public required ExchangeAct Act { get; init; }

    /// <summary>32 hexadecimal characters over the values as they were written.</summary>
    public required string Digest { get; init; }

    public ExchangeLineState State { get; set; } = ExchangeLineState.Waiting;

    /// <summary>結果コード of the partner.</summary>
    public string? Code { get; set; }

    /// <summary>Its words.</summary>
    public string? Message { get; set; }

    /// <summary>相手の手元: the last line of this record the partner accepted.</summary>
    public bool IsHeld { get; set; }

    /// <summary>不受理のまま: refused, and no later line of this record has been answered.</summary>
    public bool IsRefused { get; set; }

    /// <summary>The run whose answer took <see cref="IsHeld"/> away, so that it can be given back.</summary>
    public Guid? ReplacedById { get; set; }

    /// <summary>The run whose answer took <see cref="IsRefused"/> away.</summary>
    public Guid? SettledById { get; set; }
}

/// <summary>処理区分</summary>
public enum ExchangeAct
{
    /// <summary>追加</summary>
    Add,

    /// <summary>更新</summary>
    Change,

    /// <summary>削除</summary>
    Remove,

    /// <summary>訂正前の削除: what the partner has from elsewhere under a key that is corrected here. The record itself is added beside it.</summary>
    RemovePrior,
}

/// <summary>行の状態</summary>
public enum ExchangeLineState
{
    /// <summary>結果待ち</summary>
    Waiting,

    /// <summary>受理</summary>
    Accepted,

    /// <summary>不受理</summary>
    Rejected,
}
