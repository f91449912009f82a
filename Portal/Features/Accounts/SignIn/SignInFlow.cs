using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Demo;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Features.Accounts.Terminals;
using Portal.Security;

namespace Portal.Features.Accounts.SignIn;

/// <summary>Leads a browser from one step of the sign-in to the next, and makes the page of each.</summary>
public sealed class SignInFlow(
    IDbContextFactory<PortalDb> dbFactory, PasswordDesk passwords, SignInDesk desk, SecondFactorDesk factors, SignInTickets tickets,
    IConfiguration configuration, IHostEnvironment environment)
{
    private const string TooLate = "手順の途中で時間が過ぎたか、パスワードが変更されました。最初からやり直してください。";

    /// <summary>Tries ID and password; null where they do not let anybody in.</summary>
    public async Task<IResult?> TryAsync(HttpContext context, string? id, string? password, string back)
    {
        var terminal = await TerminalAsync(context);
        return await passwords.TryAsync(id, password, terminal?.Name ?? "") is var (account, credential)
            ? await GoOnAsync(context, new SignInTicket(account.AccountKey, credential.SecurityStamp!, SignInMethod.Password, account.StaffMemberId, back))
            : null;
    }

    /// <summary>On to what is still to be asked, or into the portal.</summary>
    public async Task<IResult> GoOnAsync(HttpContext context, SignInTicket ticket)
    {
        switch (await desk.NextAsync(ticket))
        {
            case null:
                return await SignInPageAsync(context, ticket.Back, null, TooLate, null);
            case SignInStep.Open:
                return await OpenAsync(context, ticket);
            case { } step:
                tickets.Write(context, ticket);
                return Results.LocalRedirect(AddressOf(step));
        }
    }

    /// <summary>Answers a step where the ticket stands at it; leads to the right one where it stands at another, and back where there is none.</summary>
    public async Task<IResult> AskAsync(HttpContext context, SignInStep step, Func<SignInTicket, Task<IResult>> answer)
    {
        if (tickets.Read(context) is not { } ticket || await desk.NextAsync(ticket) is not { } next)
        {
            SignInTickets.Delete(context);
            return await SignInPageAsync(context, Addresses.Home, null, TooLate, null);
        }

        return next == step ? await answer(ticket)
            : next == SignInStep.Open ? await OpenAsync(context, ticket)
            : Results.LocalRedirect(AddressOf(next));
    }

    /// <summary>Whom the log names while somebody is signing in: the account, and the person once they have said who they are.</summary>
    public async Task<Staff> ActorAsync(HttpContext context, SignInTicket ticket)
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.AccountKey == ticket.AccountKey);
        var person = ticket.StaffMemberId is { } id ? await db.StaffMembers.AsNoTracking().SingleAsync(s => s.StaffMemberId == id) : null;
        var terminal = await TerminalFinder.FindAsync(db, context);
        return new Staff(account.AccountId, person?.Name ?? account.SharedName ?? "", person?.Department ?? "", terminal?.Name ?? "", new HashSet<Permission>())
        {
            StaffMemberId = ticket.StaffMemberId,
        };
    }

    public async Task<bool> MaySitAsync(HttpContext context, Guid accountKey, Guid staffMemberId)
    {
        try
        {
            return (await desk.SeatableAsync(accountKey, await TerminalAsync(context))).Any(m => m.StaffMemberId == staffMemberId);
        }
        catch (RuleException)
        {
            return false;
        }
    }

    public async Task<RazorComponentResult> SignInPageAsync(HttpContext context, string back, string? id, string? error, SessionEnd? ended) =>
        new RazorComponentResult<SignInPage>(new
        {
            Back = back,
            // Long ones are no ID: perhaps a password in the wrong field, which must not come back on the screen; nor a My Number.
            Id = id is { Length: <= LoginId.MaxLength } && !MyNumberScan.Holds(id) ? id : null,
            Error = error,
            Ended = ended,
            Terminal = (await TerminalAsync(context))?.Name,
            OffersEntra = EntraSignIn.IsConfigured(configuration),
            DemoPeople = environment.IsDevelopment() ? DemoStaff.People : [],
        })
        {
            StatusCode = error is null ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized,
        };

    public async Task<IResult> SecondPageAsync(SignInTicket ticket, string? error)
    {
        var has = await factors.ShowAsync(ticket.AccountKey);
        return new RazorComponentResult<SecondFactorPage>(new { Error = error, has.HasCodes, HasPasskey = has.Passkeys.Count > 0 });
    }

    public async Task<IResult> SeatPageAsync(HttpContext context, SignInTicket ticket, Guid? chosen, string? error)
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.AccountKey == ticket.AccountKey);
        var terminal = await TerminalFinder.FindAsync(db, context);
        IReadOnlyList<StaffMember> members = [];
        try
        {
            members = await desk.SeatableAsync(ticket.AccountKey, terminal);
        }
        catch (RuleException refused)
        {
            error = refused.Message;
        }

        return new RazorComponentResult<SeatPage>(new
        {
            Action = SignInEndpoints.Seat,
            ticket.Back,
            SharedName = account.SharedName ?? "",
            TerminalName = terminal?.Name ?? "未登録",
            Members = members,
            Chosen = chosen,
            Error = error,
        });
    }

    public async Task<IResult> PasswordPageAsync(SignInTicket ticket, string? error)
    {
        var has = await factors.ShowAsync(ticket.AccountKey);
        return new RazorComponentResult<NewSecretPage>(new
        {
            Action = SignInEndpoints.NewPassword,
            HasSecondFactor = has.Any,
            Why = "初めて使うとき、利用職員が変わったとき、期限が過ぎたときは、パスワードを決めてから始めます。",
            Error = error,
        });
    }

    public static RazorComponentResult PinPage(string? error) => new RazorComponentResult<NewSecretPage>(new
    {
        Action = SignInEndpoints.NewPin,
        Pin = true,
        Why = "初回コードを確認しました。これから使う暗証番号を決めてください。",
        Error = error,
    });

    private async Task<IResult> OpenAsync(HttpContext context, SignInTicket ticket)
    {
        SignInTickets.Delete(context);
        try
        {
            var terminal = await TerminalAsync(context);
            var session = await desk.OpenAsync(ticket, terminal, StaffClaims.SessionOf(context.User));
            if (terminal is not null && TerminalCookie.Read(context) is var (_, secret))
            {
                // Browsers forget a cookie in the end: one that is in use is not forgotten.
                TerminalCookie.Write(context, terminal, secret);
            }

            await context.SignInAsync(SessionCookie.Scheme, StaffClaims.ToTicket(session, SessionCookie.Scheme));
            return Results.LocalRedirect(ticket.Back);
        }
        catch (RuleException refused)
        {
            return await SignInPageAsync(context, ticket.Back, null, refused.Message, null);
        }
    }

    private async Task<Terminal?> TerminalAsync(HttpContext context)
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        return await TerminalFinder.FindAsync(db, context);
    }

    private static string AddressOf(SignInStep step) => step switch
    {
        SignInStep.SecondFactor => SignInEndpoints.Second,
        SignInStep.Seat => SignInEndpoints.Seat,
        SignInStep.NewPin => SignInEndpoints.NewPin,
        SignInStep.NewPassword => SignInEndpoints.NewPassword,
        SignInStep.Open => Addresses.Home,
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };
}
