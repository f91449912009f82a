using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Features.Accounts.Terminals;
using Portal.Security;

namespace Portal.Features.Accounts.SignIn;

/// <summary>Makes the pages about one's own ID.</summary>
public sealed class OwnPages(IDbContextFactory<PortalDb> dbFactory, SessionGate gate, SecondFactorDesk factors, SignInDesk desk, PasswordDesk passwords, PasswordPolicy policy)
{
    /// <summary>Runs an act of whoever is signed in; what it refuses is told on the page about one's own ID.</summary>
    public async Task<IResult> DoAsync(HttpContext context, Func<OpenSession, Task<IResult>> act)
    {
        if (await OpenAsync(context) is not { } open)
        {
            return Results.LocalRedirect(Addresses.SignIn);
        }

        try
        {
            return await act(open);
        }
        catch (RuleException refused)
        {
            return await ShowAsync(context, null, refused.Message, null);
        }
    }

    /// <summary>As <see cref="DoAsync"/>, where a screen left open must not be enough: the password, or the PIN, is asked for once more.</summary>
    public Task<IResult> ProveAndDoAsync(HttpContext context, string? subject, string? current, Func<OpenSession, Task<IResult>> act) =>
        DoAsync(context, async open =>
        {
            var isProved = OwnEndpoints.Subject(open, subject) == open.AccountKey
                ? await passwords.TryAsync(open.Staff.AccountId, current, open.Staff.Terminal) is not null
                : await passwords.TryPinAsync(open.Staff, open.Staff.StaffMemberId!.Value, current);
            return isProved ? await act(open) : throw new RuleException("いまのパスワードまたは暗証番号が違います。もう一度入力してください。");
        });

    public async Task<IResult> ShowAsync(HttpContext context, string? done, string? error, string? newKey)
    {
        if (await OpenAsync(context) is not { } open)
        {
            return Results.LocalRedirect(Addresses.SignIn);
        }

        var own = await factors.ShowAsync(open.AccountKey);
        var seat = await factors.ShowAsync(open.Staff.StaffMemberId!.Value);
        return new RazorComponentResult<OwnPage>(new
        {
            open.Staff,
            open.Roles,
            IsShared = open.Kind == AccountKind.Shared,
            Own = own,
            Seat = seat.Credential is null && open.Kind == AccountKind.Personal ? null : seat,
            LastDay = own.Credential?.PasswordChangedAt is { } changedAt ? policy.LastDayOf(changedAt) : null,
            NewKey = newKey,
            Done = done,
            Error = error,
        });
    }

    public async Task<IResult> PasswordAsync(HttpContext context, string? error)
    {
        if (await OpenAsync(context) is not { Kind: AccountKind.Personal } open)
        {
            return Results.LocalRedirect(Addresses.OwnAccount);
        }

        return new RazorComponentResult<NewSecretPage>(new
        {
            Action = SignInEndpoints.OwnPassword,
            AsksCurrent = true,
            HasSecondFactor = (await factors.ShowAsync(open.AccountKey)).Any,
            Error = error,
        });
    }

    public static IResult Pin(string? error) =>
        new RazorComponentResult<NewSecretPage>(new { Action = SignInEndpoints.OwnPin, Pin = true, AsksCurrent = true, Error = error });

    public async Task<IResult> SeatAsync(HttpContext context, string back, Guid? chosen, string? error)
    {
        if (await OpenAsync(context) is not { Kind: AccountKind.Shared } open)
        {
            return Results.LocalRedirect(back);
        }

        await using var db = await dbFactory.CreateDbContextAsync();
        var account = await db.Accounts.AsNoTracking().SingleAsync(a => a.AccountKey == open.AccountKey);
        var members = await desk.SeatableAsync(open.AccountKey, await TerminalFinder.FindAsync(db, context));
        return new RazorComponentResult<SeatPage>(new
        {
            Action = SignInEndpoints.HandOver,
            Back = back,
            SharedName = account.SharedName ?? "",
            TerminalName = open.Staff.Terminal,
            Current = open.Staff.Name,
            Members = members,
            Chosen = chosen,
            Error = error,
        });
    }

    public async Task<SignInMethod> MethodAsync(Guid sessionId)
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        return await db.Sessions.Where(s => s.SessionId == sessionId).Select(s => s.Method).SingleAsync();
    }

    private async Task<OpenSession?> OpenAsync(HttpContext context) =>
        StaffClaims.SessionOf(context.User) is { } session && await gate.AskAsync(session, context.RequestAborted) is SessionAnswer.Open { Session: var open } ? open : null;
}
