using Portal.Features.OperationLog.Screens;

namespace Portal.Features.Ledger.EvidencePacks;

/// <summary>職員 in a pack: by name, or as 職員1, 職員2 … as 「この記録を見た人」 tells them apart.</summary>
/// <param name="looks">Everybody who had to do with the record.</param>
/// <param name="withNames">氏名も載せる.</param>
internal sealed class PackStaff(IReadOnlyList<ViewerLine> looks, bool withNames)
{
    // Of a shared ID the name says who it was.
    private readonly Dictionary<(string, string), Viewer> _viewers = looks.GroupBy(l => (l.Entry.AccountId, l.Entry.StaffName)).ToDictionary(g => g.Key, g => g.First().By);

    public string Of(ViewerLine line) => withNames ? $"{line.Entry.StaffName}（{line.Entry.AccountId}）" : line.By.Label(withNames: false);

    /// <summary>Whoever asked for a change or decided on it.</summary>
    public string Of(string? account, string? name) => withNames ? name ?? ""
        : _viewers.TryGetValue((account ?? "", name ?? ""), out var viewer) ? viewer.Label(withNames: false)
        : name is null ? "" : "職員";
}
