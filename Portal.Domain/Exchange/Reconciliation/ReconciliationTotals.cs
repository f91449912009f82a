
namespace Portal.Domain.Exchange.Reconciliation;

/// <summary>突合の件数 — every dose of the file ends in one of four heaps, every active dose of the ledger in one of three.</summary>
/// <param name="FileLines">Lines after the heading.</param>
/// <param name="UnmatchedLines">Those not read, or whose person is not known.</param>
/// <param name="FileDoses">Doses of all lines.</param>
/// <param name="LedgerDoses">Active doses in scope, counted as they were read.</param>
/// <param name="Same">同じ</param>
/// <param name="Differs">違う: the same dose with other values.</param>
/// <param name="OnlyHere">台帳のみ</param>
/// <param name="OnlyThere">VRSのみ</param>
/// <param name="Unmatched">照合できない: doses of the unmatched lines.</param>
public readonly record struct ReconciliationTotals(
    int FileLines, int UnmatchedLines, int FileDoses, int LedgerDoses, int Same, int Differs, int OnlyHere, int OnlyThere, int Unmatched)
{
    public bool FileBalances => FileDoses == Same + Differs + OnlyThere + Unmatched;

    public bool LedgerBalances => LedgerDoses == Same + Differs + OnlyHere;

    /// <exception cref="InvalidOperationException">The heaps do not add up: a fault of this program, so nothing may be saved.</exception>
    public void DemandBalance()
    {
        if (!FileBalances || !LedgerBalances)
        {
            throw new InvalidOperationException("The totals of a reconciliation do not balance.");
        }
    }
}

/// <summary>突合の範囲</summary>
public enum ReconciliationScope
{
    /// <summary>台帳の全件: what the file does not have is 台帳のみ.</summary>
    Ledger,

    /// <summary>ファイルにいる人だけ: the file is a part of what VRS has.</summary>
    File,
}
