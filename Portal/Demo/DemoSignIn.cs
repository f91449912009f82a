using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Features.Accounts.SignIn;
using Portal.Features.Accounts.Terminals;

namespace Portal.Demo;

/// <summary>
/// One press on the sign-in page of a development start: this browser becomes the demo's terminal, and its password is typed. From
/// there on it is the sign-in everybody uses. Asking for it outside Development stops the start.
/// </summary>
public static class DemoSignIn
{
    public const string Path = "/development/sign-in";

    public static void MapDemoSignIn(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            throw new InvalidOperationException("The demo's sign-in exists in Development only.");
        }

        app.MapPost(Path, SignInAsync).AllowAnonymous();
    }

    private static async Task<IResult> SignInAsync(
        [FromForm] string account, [FromForm] string? back, SignInFlow flow, IDbContextFactory<PortalDb> dbFactory, HttpContext context)
    {
        if (DemoStaff.People.All(p => p.AccountId != account))
        {
            return Results.BadRequest();
        }

        await using var db = await dbFactory.CreateDbContextAsync();
        if (TerminalCookie.Read(context) is null && await db.Terminals.AsNoTracking().SingleOrDefaultAsync(t => t.Name == DemoStaff.TerminalName) is { } terminal)
        {
            // Posted once more, now from the terminal.
            TerminalCookie.Write(context, terminal, DemoStaff.TerminalSecret);
            return Results.Redirect(Path, preserveMethod: true);
        }

        return await flow.TryAsync(context, account, DemoStaff.Password, LocalAddress.Of(back)) ?? Results.LocalRedirect(Addresses.SignIn);
    }
}
