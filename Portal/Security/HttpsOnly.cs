namespace Portal.Security;

/// <summary>Outside Development nobody is answered in clear: the cookies would not come back, and a password would have been sent.</summary>
public static partial class HttpsOnly
{
    private const string Words = "このポータルは https でだけ開けます。アドレスを https:// から入力してください。それでも開けないときは、プロキシの設定（X-Forwarded-Proto と Proxy:Known）をシステム担当が確かめてください。";

    /// <summary>But for whoever watches whether it lives, from the machine beside it; and the other systems' interface says so in its own form.</summary>
    public static IApplicationBuilder UseHttpsOnly(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.IsHttps || context.Request.Path.StartsWithSegments("/health") || context.Request.Path.StartsWithSegments("/api"))
        {
            return next(context);
        }

        LogInClear(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(HttpsOnly)), context.Connection.RemoteIpAddress);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(Words);
    });

    [LoggerMessage(LogLevel.Warning, "A request from {Address} came over http and was not answered: https is needed, or a proxy of Proxy:Known that says it was")]
    private static partial void LogInClear(ILogger logger, System.Net.IPAddress? address);
}
