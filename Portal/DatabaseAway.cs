using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Components;
using Portal.Components.Layout;

namespace Portal;

/// <summary>A request whose database does not answer: 503, in words for a person, without a restart to come.</summary>
public static partial class DatabaseAway
{
    private const int AskAgainSeconds = 5;

    public static IApplicationBuilder UseDatabaseAway(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (Exception away) when (Unreachable.Is(away) && !context.Response.HasStarted)
        {
            LogAway(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(DatabaseAway)), away);
            context.Response.Headers.RetryAfter = $"{AskAgainSeconds}";
            await AnswerAsync(context);
        }
    });

    private static Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Headers["Sec-Fetch-Mode"] != "navigate")
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return context.Response.WriteAsync(Unreachable.Words("試して"));
        }

        // What a form had sent is not sent again, and not every address of a form is a page: the first page is opened.
        var here = HttpMethods.IsGet(context.Request.Method) ? context.Request.PathBase + context.Request.Path + context.Request.QueryString : context.Request.PathBase + "/";
        return new RazorComponentResult<DatabaseAwayPage>(new { Here = here.ToString() }) { StatusCode = StatusCodes.Status503ServiceUnavailable }.ExecuteAsync(context);
    }

    [LoggerMessage(LogLevel.Error, "The database did not answer a request.")]
    private static partial void LogAway(ILogger logger, Exception away);
}
