
namespace Portal.Security;

/// <summary>
/// A plain form that was left open: its sign-in has ended meanwhile, or another tab signed in as somebody else and the form's token
/// fits no more. Whoever sends it is led to a fresh page that says so, and nothing has been done.
/// </summary>
public static class LateForms
{
    public const string Words = "時間が過ぎたか、別の画面でサインインが変わったため、受け付けていません。もう一度入力してください。";

    private static readonly PathString[] Pages = [Addresses.SignIn, Addresses.OwnAccount, Addresses.RegisterTerminal];

    public static IApplicationBuilder UseLateForms(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException) when (IsSentByAPerson(context) && !context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        if (context.Response is { StatusCode: StatusCodes.Status400BadRequest or StatusCodes.Status401Unauthorized, HasStarted: false } && IsSentByAPerson(context))
        {
            context.Response.Redirect(context.Request.Path.StartsWithSegments(Addresses.RegisterTerminal) ? Addresses.RegisterTerminal
                : context.User.Identity?.IsAuthenticated == true && context.Request.Path.StartsWithSegments(Addresses.OwnAccount) ? $"{Addresses.OwnAccount}?late=true"
                : $"{Addresses.SignIn}?late=true");
        }
    });

    private static bool IsSentByAPerson(HttpContext context) => HttpMethods.IsPost(context.Request.Method)
        && context.Request.Headers["Sec-Fetch-Mode"] == "navigate" && Pages.Any(page => context.Request.Path.StartsWithSegments(page));
}
