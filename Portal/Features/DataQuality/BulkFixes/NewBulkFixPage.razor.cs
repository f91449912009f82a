using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.DataQuality;
using Portal.Domain.DataQuality.BulkFixes;
using Portal.Security;

namespace Portal.Features.DataQuality.BulkFixes;

/// <summary>一括訂正の申請: what a rule proposes, chosen line by line, with one reason.</summary>
public sealed partial class NewBulkFixPage(BulkFixDesk desk, CurrentStaff current, NavigationManager navigation, ISnackbar snackbar)
{
    private readonly HashSet<Guid> _chosen = [];
    private readonly Guid _id = Guid.CreateVersion7();
    private Staff? _by;
    private FixTerms? _terms;
    private FixProposals? _proposals;
    private IReadOnlyList<FieldError> _errors = [];
    private string? _failure;
    private string? _reason;
    private bool _busy;

    [Parameter]
    public required string Word { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _by = await current.GetAsync();
        _terms = FixRules.Find(Enum.TryParse<FindingRule>(Word, out var rule) ? rule : null);
        if (_terms is null)
        {
            _failure = "この規則の所見は、まとめて訂正できません。一覧から選び直してください。";
            return;
        }

        try
        {
            _proposals = await desk.ProposeAsync(_by, _terms.Rule);
            _chosen.UnionWith(_proposals.Rows.Where(r => r.Proposal.IsLikely).Select(r => r.DoseId));
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _failure = Unreachable.Words("開いて");
        }
    }

    private string Beside() => string.Concat(
        _proposals!.WithoutOne > 0 ? $"ほかの{_proposals.WithoutOne:N0}件は答えが一つに決まらないため、点検の一覧から一件ずつ訂正してください。" : "",
        _proposals.NotLookedAt > 0 ? $"一度に扱うのは古い順に{BulkFix.MaxLines:N0}件です。残り{_proposals.NotLookedAt:N0}件は、この申請が反映されてから続けてください。" : "");

    private void Choose(FixRow row, bool isChosen)
    {
        if (isChosen)
        {
            _chosen.Add(row.DoseId);
        }
        else
        {
            _chosen.Remove(row.DoseId);
        }
    }

    private void ChooseAll() => _chosen.UnionWith(_proposals!.Rows.Select(r => r.DoseId));

    private async Task RequestAsync()
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors) = (true, []);
        try
        {
            await desk.RequestAsync(_by!, _id, _terms!.Rule, _proposals!.Rows.Where(r => _chosen.Contains(r.DoseId)).ToDictionary(r => r.DoseId, r => r.Proposal), _reason);
            snackbar.Add("一括訂正を申請しました。ほかの承認者が承認すると反映されます。", Severity.Success);
            navigation.NavigateTo(Addresses.BulkFix(_id));
        }
        catch (RuleException refusal)
        {
            _errors = [new(null, refusal.Message)];
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _errors = [new(null, Unreachable.Words("申請して"))];
        }
        finally
        {
            _busy = false;
        }
    }
}
