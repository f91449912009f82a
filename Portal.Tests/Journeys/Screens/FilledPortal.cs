using Xunit;

namespace Portal.Tests.Journeys.Screens;

/// <summary>The portal in a browser over the ledger of <see cref="ScreenLedger"/>.</summary>
public sealed class FilledPortal : IAsyncLifetime
{
    public PortalInBrowser Portal { get; } = new();

    internal ScreenIds Ids { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        await Portal.InitializeAsync();
        if (OfficeBrowser.Path is not null)
        {
            Ids = await new ScreenLedger(Portal.Services, Portal.Ledger).MakeAsync();
        }
    }

    public ValueTask DisposeAsync() => Portal.DisposeAsync();
}
