using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Components;

/// <summary>ホーム — what waits for whoever is signed in, from every subject, the most pressing first.</summary>
public sealed partial class HomePage(IEnumerable<HomeSource> sources, AuthenticationStateProvider authentication, NavigationManager navigation) : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private Staff? _staff;
    private IReadOnlyList<HomeItem>? _items;
    private bool _noLedgerHere;

    protected override async Task OnInitializedAsync()
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        _staff = StaffClaims.ToStaff(user);
        _noLedgerHere = RolePermissions.Of(StaffClaims.Roles(user)).Any(p => p.ReachesLedger() && !_staff.May(p)) && _staff.Terminal.Length == 0;
        List<HomeItem> items = [];
        try
        {
            foreach (var source in sources)
            {
                items.AddRange(await source.ItemsAsync(_staff, _closing.Token));
            }

            _items = [.. items.OrderByDescending(item => item.Kind)];
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
        }
    }

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    private void Open(HomeItem item) => navigation.NavigateTo(item.Href, forceLoad: item.Href == Addresses.OwnAccount);
}
