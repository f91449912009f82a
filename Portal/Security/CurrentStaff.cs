using Microsoft.AspNetCore.Components.Authorization;
using Portal.Domain.Accounts;

namespace Portal.Security;

/// <summary>Who sits before this circuit. Pages ask once and hand the answer to the act.</summary>
public sealed class CurrentStaff(AuthenticationStateProvider authentication, CircuitState circuit)
{
    public async Task<Staff> GetAsync() => StaffClaims.ToStaff((await authentication.GetAuthenticationStateAsync()).User) with { Trace = circuit.Id };
}
