using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Maintenance.Status;

public sealed partial class SystemStatusPage(SystemStatusDesk desk, CurrentStaff current)
{
    private Staff? _by;
    private SystemStatus? _status;
    private string? _failure;
    private bool _busy;

    protected override async Task OnInitializedAsync()
    {
        _by = await current.GetAsync();
        await ShowAsync();
    }

    private async Task ShowAsync()
    {
        if (_busy)
        {
            return;
        }

        (_busy, _failure) = (true, null);
        try
        {
            _status = await desk.ShowAsync(_by!);
        }
        catch (RuleException refused)
        {
            _failure = refused.Message;
        }
        catch (Exception failure) when (Unreachable.Is(failure))
        {
            _failure = Unreachable.Words("確かめて");
        }
        finally
        {
            _busy = false;
        }
    }
}
