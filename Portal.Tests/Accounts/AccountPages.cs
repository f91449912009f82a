using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Features.Accounts;

namespace Portal.Tests.Accounts;

/// <summary>The pages of staff and IDs over a portal of their own; the chief is signed in.</summary>
public abstract class AccountPages : AccountPartPages
{
    protected AccountPages()
    {
        Services.AddSingleton<TimeProvider>(At.Time);
        Services.AddSingleton(At.Desk);
        Services.AddSingleton(At.Issuing);
        Services.AddSingleton(At.Viewing);
        Services.AddSingleton(At.People);
        Services.AddSingleton(At.Sessions);
        Services.AddSingleton<IDbContextFactory<PortalDb>>(At.Ledger);
        Services.AddSingleton<ExternalNameDesk>();
        Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(Settings).Build());
        SignIn(AnAccount.Chief);
    }

    /// <summary>Of the portal, by key; empty unless a test sets some before the first page.</summary>
    protected Dictionary<string, string?> Settings { get; } = [];

    internal AccountFixture At { get; } = new();

    protected static Task TypeAsync(IRenderedComponent<IComponent> page, string id, string text) =>
        page.Find($"#{id}").InputAsync(new ChangeEventArgs { Value = text });

    protected static Task ClickAsync(IRenderedComponent<IComponent> page, string words) =>
        page.FindAll("button").First(b => b.TextContent.Contains(words, StringComparison.Ordinal)).ClickAsync(new());

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        At.Dispose();
    }
}
