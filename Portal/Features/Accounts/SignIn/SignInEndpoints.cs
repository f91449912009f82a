using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Accounts.SignIn;

/// <summary>
/// サインイン, step by step, as plain pages: whatever a password is typed into is posted as a form and answered outside any circuit.
/// Every step looks at the ticket of the step before; the last one opens the session.
/// </summary>
public static class SignInEndpoints
{
    public const string Second = "/sign-in/second";
    public const string SecondPasskey = "/sign-in/second/passkey";
    public const string Seat = "/sign-in/seat";
    public const string SeatPasskey = "/sign-in/seat/passkey";
    public const string NewPin = "/sign-in/pin";
    public const string NewPassword = "/sign-in/password";
    public const string NoAccount = "/sign-in/no-account";
    public const string Failed = "/sign-in/failed";
    public const string OwnPassword = "/own/password";
    public const string OwnCodes = "/own/codes";
    public const string OwnPasskeys = "/own/passkeys";
    public const string OwnPin = "/own/pin";
    public const string HandOver = "/own/seat";

    private const string Wrong = "IDまたはパスワードが違うか、いまは使えません。確かめて、もう一度入力してください。";
    private const string WrongPin = "暗証番号が違うか、いまは使えません。確かめて、もう一度入力してください。";
    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").AllowAnonymous();
        pages.MapGet(Addresses.SignIn, ShowAsync);
        pages.MapPost(Addresses.SignIn, SignInAsync).RequireRateLimiting(SignInLimit.Policy);
        pages.MapGet(Second, async (SignInFlow flow, HttpContext context) => await flow.AskAsync(context, SignInStep.SecondFactor, t => flow.SecondPageAsync(t, null)));
        pages.MapPost(Second, SecondAsync).RequireRateLimiting(SignInLimit.Policy);
        pages.MapPost($"{SecondPasskey}/options", SecondOptionsAsync).RequireRateLimiting(SignInLimit.Policy);
        pages.MapPost(SecondPasskey, SecondPasskeyAsync).RequireRateLimiting(SignInLimit.Policy);
        pages.MapGet(Seat, async (SignInFlow flow, HttpContext context) => await flow.AskAsync(context, SignInStep.Seat, t => flow.SeatPageAsync(context, t, null, null)));
        pages.MapPost(Seat, SeatAsync).RequireRateLimiting(SignInLimit.Policy);
        pages.MapPost($"{SeatPasskey}/options", SeatOptionsAsync).RequireRateLimiting(SignInLimit.Policy);
        pages.MapPost(SeatPasskey, SeatPasskeyAsync).RequireRateLimiting(SignInLimit.Policy);
        pages.MapGet(NewPin, async (SignInFlow flow, HttpContext context) => await flow.AskAsync(context, SignInStep.NewPin, _ => Task.FromResult<IResult>(SignInFlow.PinPage(null))));
        pages.MapPost(NewPin, NewPinAsync).RequireRateLimiting(SignInLimit.Policy);
        pages.MapGet(NewPassword, async (SignInFlow flow, HttpContext context) => await flow.AskAsync(context, SignInStep.NewPassword, t => flow.PasswordPageAsync(t, null)));
        pages.MapPost(NewPassword, NewPasswordAsync).RequireRateLimiting(SignInLimit.Policy);
        pages.MapGet(NoAccount, () => Message(
            "このアカウントでは使えません", "この職員アカウントに、予防接種台帳のIDが発行されていません。必要なときは、所属長を通じて指定管理者（保健総務課）に申請してください。", StatusCodes.Status403Forbidden));
        pages.MapGet(Failed, (string? reference) => Message(
            "サインインできませんでした",
            $"もう一度サインインしてください。続くときは、参照番号 {(reference is { Length: <= 12 } && reference.All(char.IsAsciiLetterOrDigit) ? reference : "なし")} をシステム担当に伝えてください。",
            StatusCodes.Status400BadRequest));
        pages.MapPost(Addresses.SignOut, SignOutAsync).DisableAntiforgery();
    }

    private static async Task<IResult> ShowAsync(string? back, string? ended, bool? late, SignInFlow flow, HttpContext context) =>
        await flow.SignInPageAsync(context, LocalAddress.Of(back), null, late == true ? LateForms.Words : null, Enum.TryParse<SessionEnd>(ended, out var reason) && Enum.IsDefined(reason) ? reason : null);

    private static async Task<IResult> SignInAsync([FromForm] string? id, [FromForm] string? password, [FromForm] string? back, SignInFlow flow, HttpContext context) =>
        await flow.TryAsync(context, id, password, LocalAddress.Of(back)) ?? await flow.SignInPageAsync(context, LocalAddress.Of(back), id, Wrong, null);

    private static Task<IResult> SecondAsync([FromForm] string? code, SignInFlow flow, SecondFactorDesk factors, HttpContext context) =>
        flow.AskAsync(context, SignInStep.SecondFactor, async ticket =>
            await factors.TryCodeAsync(await flow.ActorAsync(context, ticket), ticket.AccountKey, code)
                ? await flow.GoOnAsync(context, ticket with { Method = SignInMethod.PasswordAndTotp })
                : await flow.SecondPageAsync(ticket, "確認コードが違うか、使用済みです。次のコードに切り替わってから、もう一度入力してください。"));

    private static Task<IResult> SecondOptionsAsync([FromForm] NoFields _, SignInFlow flow, SecondFactorDesk factors, HttpContext context) =>
        flow.AskAsync(context, SignInStep.SecondFactor, async ticket => Json(await factors.AskPasskeyAsync(context, "second", ticket.AccountKey)));

    private static Task<IResult> SecondPasskeyAsync([FromForm] string? credential, SignInFlow flow, SecondFactorDesk factors, HttpContext context) =>
        flow.AskAsync(context, SignInStep.SecondFactor, async ticket =>
            await factors.TryPasskeyAsync(context, "second", await flow.ActorAsync(context, ticket), ticket.AccountKey, credential)
                ? await flow.GoOnAsync(context, ticket with { Method = SignInMethod.PasswordAndPasskey })
                : await flow.SecondPageAsync(ticket, "パスキーを確認できませんでした。もう一度試してください。"));

    private static Task<IResult> SeatAsync([FromForm] Guid? member, [FromForm] string? pin, SignInFlow flow, PasswordDesk passwords, HttpContext context) =>
        flow.AskAsync(context, SignInStep.Seat, async ticket =>
            member is { } person && await flow.MaySitAsync(context, ticket.AccountKey, person) && await passwords.TryPinAsync(await flow.ActorAsync(context, ticket), person, pin)
                ? await flow.GoOnAsync(context, ticket with { StaffMemberId = person })
                : await flow.SeatPageAsync(context, ticket, member, WrongPin));

    private static Task<IResult> SeatOptionsAsync([FromForm] Guid? member, SignInFlow flow, SecondFactorDesk factors, HttpContext context) =>
        flow.AskAsync(context, SignInStep.Seat, async ticket =>
            member is { } person && await flow.MaySitAsync(context, ticket.AccountKey, person) ? Json(await factors.AskPasskeyAsync(context, "seat", person)) : Results.BadRequest());

    private static Task<IResult> SeatPasskeyAsync([FromForm] Guid? member, [FromForm] string? credential, SignInFlow flow, SecondFactorDesk factors, HttpContext context) =>
        flow.AskAsync(context, SignInStep.Seat, async ticket =>
            member is { } person && await flow.MaySitAsync(context, ticket.AccountKey, person)
            && await factors.TryPasskeyAsync(context, "seat", await flow.ActorAsync(context, ticket), person, credential)
                ? await flow.GoOnAsync(context, ticket with { StaffMemberId = person })
                : await flow.SeatPageAsync(context, ticket, member, "パスキーを確認できませんでした。暗証番号を入力してください。"));

    private static Task<IResult> NewPinAsync([FromForm] string? password, [FromForm] string? again, SignInFlow flow, SignInDesk desk, HttpContext context) =>
        flow.AskAsync(context, SignInStep.NewPin, async ticket =>
        {
            try
            {
                await desk.ChoosePinAsync(await flow.ActorAsync(context, ticket), ticket.StaffMemberId!.Value, password, again);
                return await flow.GoOnAsync(context, ticket);
            }
            catch (RuleException refused)
            {
                return SignInFlow.PinPage(refused.Message);
            }
        });

    private static Task<IResult> NewPasswordAsync([FromForm] string? password, [FromForm] string? again, SignInFlow flow, SignInDesk desk, HttpContext context) =>
        flow.AskAsync(context, SignInStep.NewPassword, async ticket =>
        {
            var actor = await flow.ActorAsync(context, ticket);
            try
            {
                return await flow.GoOnAsync(context, ticket with
                {
                    SecurityStamp = await desk.ChoosePasswordAsync(ticket.AccountKey, actor.StaffMemberId!.Value, actor.Terminal, password, again),
                });
            }
            catch (RuleException refused)
            {
                return await flow.PasswordPageAsync(ticket, refused.Message);
            }
        });

    private static async Task<IResult> SignOutAsync(SessionDesk sessions, HttpContext context)
    {
        if (!context.Request.IsFormFromHere())
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        if (StaffClaims.SessionOf(context.User) is { } session)
        {
            await sessions.EndAsync(context.Staff(), session, SessionEnd.SignedOut);
        }

        await context.SignOutAsync(SessionCookie.Scheme);
        return Results.LocalRedirect(Addresses.SignIn);
    }

    internal static IResult Json(string json) => Results.Content(json, "application/json");

    private static RazorComponentResult<MessagePage> Message(string title, string words, int status) =>
        new RazorComponentResult<MessagePage>(new { Title = title, Words = words }) { StatusCode = status };

    /// <summary>Makes an endpoint read its form, and with it check the antiforgery token.</summary>
    public sealed record NoFields;
}
