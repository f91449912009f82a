using Portal.Security;

namespace Portal.Features.Accounts.SignIn;

/// <summary>What every open tab asks: how long the sign-in still lasts. Asking keeps nothing alive; doing something does.</summary>
public static class SessionEndpoints
{
    public static void MapSession(this IEndpointRouteBuilder app)
    {
        // Anonymous: a tab whose sign-in is over has to be told so, not led away by a redirect its script would follow.
        app.MapGet("/session/state", AnswerAsync).AllowAnonymous();
        app.MapPost("/session/alive", async (SessionGate gate, SessionDesk desk, TimeProvider time, HttpContext context) =>
        {
            if (StaffClaims.SessionOf(context.User) is { } session && context.Request.IsFormFromHere())
            {
                await desk.KeepAliveAsync(session, context.RequestAborted);
            }

            return await AnswerAsync(gate, time, context);
        }).AllowAnonymous().DisableAntiforgery();
    }

    private static async Task<IResult> AnswerAsync(SessionGate gate, TimeProvider time, HttpContext context) =>
        StaffClaims.SessionOf(context.User) is { } session && await gate.AskAsync(session, context.RequestAborted) is SessionAnswer.Open { Session: var open }
            ? Results.Json(new { left = (int)(open.EndsAt - time.GetUtcNow().UtcDateTime).TotalSeconds, canStay = open.EndsBy == Domain.Accounts.SessionEnd.Idle })
            : Results.Json(new { left = 0, canStay = false });
}
