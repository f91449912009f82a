using Portal.Domain.Exchange.Runs;

namespace Portal.Domain.Exchange.IntermediateServer;

/// <summary>
/// 原本照合の件数 — every record of the exported 副本 ends in one of three heaps, every record the ledger would send in one of three. Of one
/// <see cref="ExchangeRun"/>; changes neither side.
/// </summary>
public sealed class ReplicaComparison
{
    public required Guid ExchangeRunId { get; init; }

    /// <summary>副本の件数</summary>
    public required int FileRecords { get; init; }

    /// <summary>台帳の件数: what the ledger would send.</summary>
    public required int LedgerRecords { get; set; }

    /// <summary>同じ</summary>
    public required int Same { get; set; }

    /// <summary>違う: records, not items.</summary>
    public required int Differs { get; set; }

    /// <summary>副本のみ</summary>
    public required int OnlyThere { get; set; }

    /// <summary>台帳のみ</summary>
    public required int OnlyHere { get; set; }

    /// <summary>統合宛名番号がないため比べられない接種記録</summary>
    public required int LeftOut { get; init; }

    /// <summary>UTC; while its differences are being written: when the last of them were. Null when it is whole.</summary>
    public DateTime? WrittenAt { get; set; }

    /// <summary>What its differences say in the end: the ledger went on while they were looked at one by one.</summary>
    public void Settle(int differs, int onlyThere, int onlyHere)
    {
        (Differs, OnlyThere, OnlyHere) = (differs, onlyThere, onlyHere);
        Same = FileRecords - differs - onlyThere;
        LedgerRecords = Same + differs + onlyHere;
        WrittenAt = null;
    }

    public int Differences => Differs + OnlyThere + OnlyHere;
    public bool FileBalances => FileRecords == Same + Differs + OnlyThere;
    public bool LedgerBalances => LedgerRecords == Same + Differs + OnlyHere;

    /// <exception cref="InvalidOperationException">The heaps do not add up: a fault of this program, so nothing may be saved.</exception>
    public void DemandBalance()
    {
        if (!FileBalances || !LedgerBalances)
        {
            throw new InvalidOperationException("The totals of a comparison do not balance.");
        }
    }
}

/// <summary>原本照合の相違 — one item of a record both have, or a record only one of them has.</summary>
public sealed class ReplicaDifference
{
    public const int FieldMaxLength = 40;
    public const int ValueMaxLength = 200;

    public required Guid ExchangeRunId { get; init; }

    /// <summary>From 1 within its run.</summary>
    public required int Ordinal { get; init; }

    public required ReplicaDifferenceKind Kind { get; init; }

    /// <summary>管理番号 (<see cref="Ledger.Dose.DoseId"/>).</summary>
    public required Guid RecordId { get; init; }

    /// <summary>Null where nobody in the ledger is known to be meant.</summary>
    public Guid? LedgerPersonId { get; init; }

    /// <summary>項目, as the layout calls it; null for a whole record.</summary>
    public string? Field { get; init; }

    /// <summary>台帳の値</summary>
    public string? Ours { get; init; }

    /// <summary>副本の値</summary>
    public string? Theirs { get; init; }

    /// <summary>Digest of what the partner has, as a replica line would carry it; null where it has nothing.</summary>
    public string? TheirDigest { get; init; }

    /// <summary>The next 副本 異動分 sends it by itself: the ledger has changed since the last one.</summary>
    public required bool AwaitsSending { get; init; }

    /// <summary>UTC; 再送を指定した日時.</summary>
    public DateTime? ResendAt { get; set; }

    public string? ResendByName { get; set; }

    /// <summary>Whether a resend can be set for it: what nobody here is known by cannot be sent.</summary>
    public bool CanResend => !AwaitsSending && ResendAt is null && LedgerPersonId is not null;
}

/// <summary>相違の種類</summary>
public enum ReplicaDifferenceKind
{
    /// <summary>値が違う</summary>
    Differs,

    /// <summary>副本のみ</summary>
    OnlyThere,

    /// <summary>台帳のみ</summary>
    OnlyHere,

    /// <summary>送付の記録なし: the same on both sides, and not known to be held: it would be added once more.</summary>
    Unbooked,
}

public static class ReplicaDifferenceTerms
{
    public static string Label(this ReplicaDifferenceKind kind) => kind switch
    {
        ReplicaDifferenceKind.Differs => "値が違う",
        ReplicaDifferenceKind.OnlyThere => "副本のみ",
        ReplicaDifferenceKind.OnlyHere => "台帳のみ",
        ReplicaDifferenceKind.Unbooked => "同じ（送付の記録なし）",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>What becomes of it.</summary>
    public static string Standing(this ReplicaDifference difference) => difference switch
    {
        { ResendAt: not null } => "再送を指定済み",
        { AwaitsSending: true } => "次の異動分で送られます",
        { LedgerPersonId: null } => "台帳に該当者なし（相手に削除を依頼）",
        _ => "未処理",
    };
}
