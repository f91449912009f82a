using Portal.Domain.Exchange.IntermediateServer;
using Portal.Security;

namespace Portal.Features.Exchange.IntermediateServer.Provisions;

/// <summary>One question of another body: what would be given, the answer, what comes next.</summary>
public sealed partial class ProvisionPage(ProvisionDesk desk, CurrentStaff current) : OpenedPage<OpenedProvision>(current)
{
    private Provision Provision => Opened!.Provision;

    private bool NeedsSecond => Opened!.Person is { NoAutoReply: true } or { IsProtected: true };

    protected override Task<OpenedProvision?> OpenAsync() => desk.OpenAsync(By!, Id);
}
