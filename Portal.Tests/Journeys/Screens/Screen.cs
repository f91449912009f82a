using Microsoft.Playwright;

namespace Portal.Tests.Journeys.Screens;

/// <summary>One screen of the portal, and how somebody of the demo's office comes before a filled one.</summary>
/// <param name="Name">Of its picture in docs/screens.</param>
/// <param name="Route">The template of its page, or the address of a page outside the circuit.</param>
/// <param name="Account">Who opens it; empty: nobody is signed in.</param>
/// <param name="Address">Where it is in the ledger of <see cref="ScreenLedger"/>.</param>
internal sealed record Screen(string Name, string Route, string Account, Func<ScreenIds, string> Address)
{
    public Screen(string name, string route, string account)
        : this(name, route, account, _ => route)
    {
    }

    /// <summary>What is done on it before anybody looks: a search typed, a panel opened.</summary>
    public Func<IPage, Task>? Open { get; init; }
}
