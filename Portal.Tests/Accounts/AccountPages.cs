using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

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
        SignIn(AnAccount.Chief);
    }

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
