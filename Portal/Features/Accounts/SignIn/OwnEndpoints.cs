using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Accounts.SignIn;

/// <summary>自分のID — password, second factors, PIN, and the 交代 at a shared ID. Each act asks for what is in use now before it changes it.</summary>
public static class OwnEndpoints
{
    public const string AccountSubject = "account";
    public const string SeatSubject = "seat";

    public static void MapOwn(this IEndpointRouteBuilder app)
    {
        var own = app.MapGroup("").RequireAuthorization();
        own.MapGet(Addresses.OwnAccount, (OwnPages pages, HttpContext context, string? done, bool? late) => pages.ShowAsync(context, DoneWords(done), late == true ? LateForms.Words : null, null));
        own.MapGet(SignInEndpoints.OwnPassword, (OwnPages pages, HttpContext context) => pages.PasswordAsync(context, null));
        own.MapPost(SignInEndpoints.OwnPassword, ChangePasswordAsync).RequireRateLimiting(SignInLimit.Policy);
        own.MapGet(SignInEndpoints.OwnPin, () => OwnPages.Pin(null));
        own.MapPost(SignInEndpoints.OwnPin, ChangePinAsync).RequireRateLimiting(SignInLimit.Policy);
        own.MapPost($"{SignInEndpoints.OwnCodes}/new", async ([FromForm] string? current, OwnPages pages, SecondFactorDesk factors, HttpContext context) =>
            await pages.ProveAndDoAsync(context, AccountSubject, current, async open => await pages.ShowAsync(context, null, null, await factors.OfferCodesAsync(open.AccountKey))));
        own.MapPost(SignInEndpoints.OwnCodes, async ([FromForm] string? code, OwnPages pages, SecondFactorDesk factors, HttpContext context) =>
            await pages.DoAsync(context, async open =>
            {
                await factors.ConfirmCodesAsync(open.Staff, open.AccountKey, code);
                return Back("factor");
            }));
        own.MapPost($"{SignInEndpoints.OwnCodes}/remove", async ([FromForm] string? current, OwnPages pages, SecondFactorDesk factors, HttpContext context) =>
            await pages.ProveAndDoAsync(context, AccountSubject, current, async open =>
            {
                await factors.RemoveCodesAsync(open.Staff, open.AccountKey);
                return Back("removed");
            }));
        own.MapPost($"{SignInEndpoints.OwnPasskeys}/options", async ([FromForm] string? subject, [FromForm] string? current, OwnPages pages, SecondFactorDesk factors, HttpContext context) =>
            await pages.ProveAndDoAsync(context, subject, current, async open => SignInEndpoints.Json(await factors.OfferPasskeyAsync(context, Subject(open, subject), open.Staff.Name))));
        own.MapPost(SignInEndpoints.OwnPasskeys, async ([FromForm] string? subject, [FromForm] string? name, [FromForm] string? credential, OwnPages pages, SecondFactorDesk factors, HttpContext context) =>
            await pages.DoAsync(context, async open =>
            {
                await factors.AddPasskeyAsync(context, open.Staff, Subject(open, subject), name, credential);
                return Back("factor");
            }));
        own.MapPost($"{SignInEndpoints.OwnPasskeys}/remove", async ([FromForm] string? subject, [FromForm] string? current, [FromForm] string? id, OwnPages pages, SecondFactorDesk factors, HttpContext context) =>
            await pages.ProveAndDoAsync(context, subject, current, async open =>
            {
                await factors.RemovePasskeyAsync(open.Staff, Subject(open, subject), id);
                return Back("removed");
            }));
        own.MapGet(SignInEndpoints.HandOver, (string? back, OwnPages pages, HttpContext context) => pages.SeatAsync(context, LocalAddress.Of(back), null, null));
        own.MapPost(SignInEndpoints.HandOver, HandOverAsync).RequireRateLimiting(SignInLimit.Policy);
        own.MapPost($"{SignInEndpoints.HandOver}/passkey/options", async ([FromForm] Guid? member, OwnPages pages, SignInFlow flow, SecondFactorDesk factors, HttpContext context) =>
            await pages.DoAsync(context, async open => member is { } person && await flow.MaySitAsync(context, open.AccountKey, person)
                ? SignInEndpoints.Json(await factors.AskPasskeyAsync(context, "handover", person))
                : Results.BadRequest()));
        own.MapPost($"{SignInEndpoints.HandOver}/passkey", HandOverByPasskeyAsync).RequireRateLimiting(SignInLimit.Policy);
    }

    private static Task<IResult> ChangePasswordAsync(
        [FromForm] string? current, [FromForm] string? password, [FromForm] string? again, OwnPages pages, PasswordDesk passwords, SignInDesk desk, SignInFlow flow, HttpContext context) =>
        pages.DoAsync(context, async open =>
        {
            if (open.Kind == AccountKind.Shared || await passwords.TryAsync(open.Staff.AccountId, current, open.Staff.Terminal) is not var (account, _))
            {
                return await pages.PasswordAsync(context, "いまのパスワードが違います。もう一度入力してください。");
            }

            try
            {
                // Ends every other sign-in of the ID; this browser goes on with one of its own.
                var stamp = await desk.ChoosePasswordAsync(account.AccountKey, open.Staff.StaffMemberId!.Value, open.Staff.Terminal, password, again);
                var method = await pages.MethodAsync(open.Staff.SessionId!.Value);
                return await flow.GoOnAsync(context, new SignInTicket(account.AccountKey, stamp, method, account.StaffMemberId, $"{Addresses.OwnAccount}?done=password"));
            }
            catch (RuleException refused)
            {
                return await pages.PasswordAsync(context, refused.Message);
            }
        });

    private static Task<IResult> ChangePinAsync(
        [FromForm] string? current, [FromForm] string? password, [FromForm] string? again, OwnPages pages, PasswordDesk passwords, SignInDesk desk, HttpContext context) =>
        pages.DoAsync(context, async open =>
        {
            var person = open.Staff.StaffMemberId!.Value;
            if (!await passwords.TryPinAsync(open.Staff, person, current))
            {
                return OwnPages.Pin("いまの暗証番号が違います。もう一度入力してください。");
            }

            try
            {
                await desk.ChoosePinAsync(open.Staff, person, password, again);
                return Back("pin");
            }
            catch (RuleException refused)
            {
                return OwnPages.Pin(refused.Message);
            }
        });

    private static Task<IResult> HandOverAsync(
        [FromForm] Guid? member, [FromForm] string? pin, [FromForm] string? back, OwnPages pages, SignInFlow flow, PasswordDesk passwords, SignInDesk desk, HttpContext context) =>
        pages.DoAsync(context, async open =>
        {
            if (member is not { } person || !await flow.MaySitAsync(context, open.AccountKey, person) || !await passwords.TryPinAsync(open.Staff, person, pin))
            {
                return await pages.SeatAsync(context, LocalAddress.Of(back), member, "暗証番号が違うか、いまは使えません。確かめて、もう一度入力してください。");
            }

            if (await desk.HasOnlyCodeAsync(person))
            {
                // The new member chooses a PIN first, and sits down in a session that begins with it.
                return await flow.GoOnAsync(context, await desk.TicketAsync(open.AccountKey, await pages.MethodAsync(open.Staff.SessionId!.Value), person, LocalAddress.Of(back)));
            }

            await desk.HandOverAsync(open.Staff, person);
            return Results.LocalRedirect(LocalAddress.Of(back));
        });

    private static Task<IResult> HandOverByPasskeyAsync(
        [FromForm] Guid? member, [FromForm] string? credential, [FromForm] string? back, OwnPages pages, SignInFlow flow, SecondFactorDesk factors, SignInDesk desk, HttpContext context) =>
        pages.DoAsync(context, async open =>
        {
            if (member is not { } person || !await flow.MaySitAsync(context, open.AccountKey, person)
                || !await factors.TryPasskeyAsync(context, "handover", open.Staff, person, credential))
            {
                return await pages.SeatAsync(context, LocalAddress.Of(back), member, "パスキーを確認できませんでした。暗証番号を入力してください。");
            }

            await desk.HandOverAsync(open.Staff, person);
            return Results.LocalRedirect(LocalAddress.Of(back));
        });

    /// <summary>Whose passkey: the ID's, or the person's own for sitting down at a shared one.</summary>
    internal static Guid Subject(OpenSession open, string? subject) => subject switch
    {
        SeatSubject => open.Staff.StaffMemberId!.Value,
        AccountSubject when open.Kind == AccountKind.Personal => open.AccountKey,
        _ => throw new RuleException("共用IDにパスキーは登録できません。"),
    };

    private static IResult Back(string done) => Results.LocalRedirect($"{Addresses.OwnAccount}?done={done}");

    private static string? DoneWords(string? done) => done switch
    {
        "password" => "パスワードを変更しました。ほかの端末でのサインインは終了しました。",
        "pin" => "暗証番号を変更しました。",
        "factor" => "第2要素を登録しました。次のサインインから使います。",
        "removed" => "解除しました。",
        _ => null,
    };
}
