using Microsoft.AspNetCore.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Accounts.Terminals;

/// <summary>Every terminal: where, whose, in which state, used by which shared IDs.</summary>
public sealed partial class TerminalsPage(TerminalSearch search, CurrentStaff current, NavigationManager navigation)
{
    private Staff? _staff;
    private IReadOnlyList<TerminalRow>? _rows;
    private string? _refused;

    protected override async Task OnInitializedAsync()
    {
        _staff = await current.GetAsync();
        try
        {
            _rows = await search.ListAsync(_staff);
        }
        catch (RuleException refused)
        {
            _refused = refused.Message;
        }
    }
}
