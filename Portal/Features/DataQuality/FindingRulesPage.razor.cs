using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.DataQuality;
using Portal.Security;

namespace Portal.Features.DataQuality;

/// <summary>What each rule sees and what it does not; the approver switches them off and on.</summary>
public sealed partial class FindingRulesPage(FindingDesk desk, CurrentStaff current)
{
    private Staff? _by;
    private IReadOnlyList<SwitchedOffRule> _off = [];
    private IReadOnlyList<FieldError> _errors = [];
    private FindingRule? _switching;
    private string? _reason;
    private bool _busy;
    private FindingRule? _onAgain;

    protected override async Task OnInitializedAsync()
    {
        _by = await current.GetAsync();
        _off = await desk.OffAsync();
    }

    private SwitchedOffRule? Off(FindingRuleTerms terms) => _off.FirstOrDefault(off => off.Rule == terms.Rule);

    private async Task DoAsync(Func<Staff, Task> act)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors) = (true, []);
        try
        {
            var before = _off.Select(off => off.Rule).ToList();
            await act(_by!);
            _off = await desk.OffAsync();
            (_switching, _reason, _onAgain) = (null, null, before.Except(_off.Select(off => off.Rule)).Cast<FindingRule?>().FirstOrDefault());
        }
        catch (RuleException refusal)
        {
            _errors = [new(null, refusal.Message)];
        }
        finally
        {
            _busy = false;
        }
    }
}
