using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Portal.Domain.Accounts;

namespace Portal.Security;

/// <summary>
/// Signs the first visitor in as a demo clerk, and lets a developer sit down as another of four people.
/// Exists in Development only: asking for it anywhere else stops the start.
/// </summary>
public static class DevelopmentSignIn
{
    public const string Path = "/development/sign-in";

    public sealed record Person(string AccountId, string Name, string Department, string Terminal, Role[] Roles);

    public static readonly IReadOnlyList<Person> People =
    [
        new("takahashi", "高橋 恵", "保健総務課", "窓口2", [Role.Editor]),
        new("yoshida", "吉田 明", "保健総務課長", "管理1", [Role.Approver]),
        new("sasaki", "佐々木 望", "健康増進課", "窓口3", [Role.Viewer]),
        new("nakamura", "中村 修", "指定管理者", "管理1", [Role.Administrator]),
    ];

    public static void AddDevelopmentSignIn(this WebApplicationBuilder builder)
    {
        Refuse(builder.Environment);
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(o =>
        {
            o.Cookie.Name = "Portal.Development";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.ExpireTimeSpan = TimeSpan.FromHours(12);
        });
    }

    public static void UseDevelopmentSignIn(this WebApplication app)
    {
        Refuse(app.Environment);
        app.Use(async (context, next) =>
        {
            if (context.User.Identity?.IsAuthenticated != true)
            {
                await SitDownAsync(context, People[0]);
            }

            await next(context);
        });

        app.MapPost(Path, async (HttpContext context, [Microsoft.AspNetCore.Mvc.FromForm] string account) =>
        {
            // A form of another site must not change who sits here, not even on a developer's machine.
            // Where the browser names no site (http from another machine) its Origin has to.
            if (context.Request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site ? site != "same-origin" : context.Request.IsFromElsewhere())
            {
                return Results.StatusCode(StatusCodes.Status403Forbidden);
            }

            if (People.FirstOrDefault(p => p.AccountId == account) is not { } person)
            {
                return Results.BadRequest();
            }

            await SitDownAsync(context, person);
            return Results.LocalRedirect("/");
        }).DisableAntiforgery();
    }

    private static async Task SitDownAsync(HttpContext context, Person person)
    {
        var principal = StaffClaims.ToPrincipal(
            person.AccountId, person.Name, person.Department, person.Terminal, person.Roles, CookieAuthenticationDefaults.AuthenticationScheme);
        await context.SignInAsync(principal);
        context.User = principal;
    }

    private static void Refuse(IHostEnvironment environment)
    {
        if (!environment.IsDevelopment())
        {
            throw new InvalidOperationException("The development sign-in exists in Development only.");
        }
    }
}
