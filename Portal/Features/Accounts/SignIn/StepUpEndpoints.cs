using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Features.Accounts.SignIn;

/// <summary>本人の再確認 as a plain page: what is typed here is posted as a form and answered outside any circuit, as at the sign-in.</summary>
public static class StepUpEndpoints
{
    public const string PasskeyPath = $"{Addresses.ProveAgain}/passkey";

    private const string Wrong = "入力した内容が違うか、いまは使えません。確かめて、もう一度入力してください。10回続けて間違えると、30分間使えなくなります。";

    public static void MapStepUp(this IEndpointRouteBuilder app)
    {
        var own = app.MapGroup("").RequireAuthorization();
        own.MapGet(Addresses.ProveAgain, (string? back, OwnPages pages, StepUpDesk desk, HttpContext context) => pages.DoAsync(context, open => PageAsync(desk, open, back, null)));
        own.MapPost(Addresses.ProveAgain, ([FromForm] string? secret, [FromForm] string? back, OwnPages pages, StepUpDesk desk, HttpContext context) =>
            pages.DoAsync(context, async open => await desk.TryAsync(open, secret) ? Results.LocalRedirect(LocalAddress.Of(back)) : await PageAsync(desk, open, back, Wrong)))
            .RequireRateLimiting(SignInLimit.Policy);
        own.MapPost($"{PasskeyPath}/options", ([FromForm] SignInEndpoints.NoFields _, OwnPages pages, StepUpDesk desk, HttpContext context) =>
            pages.DoAsync(context, async open => SignInEndpoints.Json(await desk.AskPasskeyAsync(context, open))))
            .RequireRateLimiting(SignInLimit.Policy);
        own.MapPost(PasskeyPath, ([FromForm] string? credential, [FromForm] string? back, OwnPages pages, StepUpDesk desk, HttpContext context) =>
            pages.DoAsync(context, async open => await desk.TryPasskeyAsync(context, open, credential)
                ? Results.LocalRedirect(LocalAddress.Of(back))
                : await PageAsync(desk, open, back, "パスキーを確認できませんでした。もう一度試してください。")))
            .RequireRateLimiting(SignInLimit.Policy);
    }

    private static async Task<IResult> PageAsync(StepUpDesk desk, OpenSession open, string? back, string? error) => new RazorComponentResult<StepUpPage>(new
    {
        open.Staff.Name,
        Proofs = await desk.ProofsAsync(open),
        Back = LocalAddress.Of(back),
        Error = error,
    });
}
