using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.DataQuality;
using Portal.Domain.Ledger;

namespace Portal.Features.Ledger;

/// <summary>接種記録 newest first; a row opens to every item of 別添1.</summary>
public sealed partial class DoseTimeline
{
    private readonly HashSet<Guid> _open = [];
    private bool _withCancelled;

    [Parameter]
    [EditorRequired]
    public required SheetView View { get; set; }

    [Parameter]
    [EditorRequired]
    public required Staff By { get; set; }

    /// <summary>時点: for reading only.</summary>
    [Parameter]
    public bool IsPast { get; set; }

    private IReadOnlyList<Dose> Shown => _withCancelled ? View.Doses : [.. View.ActiveDoses];

    private bool MayCorrect => !IsPast && By.May(Permission.RecordCorrect) && View.Person is { Status: RecordStatus.Active, MergedIntoId: null };

    private static string? RowClass(Dose dose) => dose.Status == RecordStatus.Cancelled ? "cancelled" : null;

    private static string Product(Dose dose)
    {
        var maker = dose.Maker ?? VaccineProduct.Find(dose.ProductCode)?.MakerName;
        return VaccineProduct.Find(dose.ProductCode) is { } product ? $"{product.Name}（{maker}）" : maker ?? "—";
    }

    private string Origin(Dose dose) =>
        dose.ImportRunId is { } run && View.ImportNumbers.TryGetValue(run, out var number) ? $"{dose.Source.Label()} #{number}" : dose.Source.Label();

    private IEnumerable<(TagKind Kind, string Word)> Tags(Dose dose)
    {
        if (dose.Status == RecordStatus.Cancelled)
        {
            yield return (TagKind.Neutral, "取消");
        }

        if (Places.IsElsewhere(dose))
        {
            yield return (TagKind.Neutral, "市外");
        }

        foreach (var rule in View.Findings.Where(finding => finding.DoseId == dose.DoseId).Select(finding => finding.Rule).Distinct())
        {
            yield return (TagKind.Warn, rule.Label());
        }

        var history = View.History.Where(revision => revision.RecordId == dose.DoseId && revision.Act != RevisionAct.Register).ToList();
        if (history.Any(revision => revision.State == RevisionState.Pending))
        {
            yield return (TagKind.Warn, "承認待ち");
        }

        if (history.Count(revision => revision.State == RevisionState.Applied) is > 0 and var corrections)
        {
            yield return (TagKind.Ok, $"訂正 {corrections}回");
        }
    }

    private void Toggle(Dose dose)
    {
        if (!_open.Remove(dose.DoseId))
        {
            _open.Add(dose.DoseId);
        }
    }
}
