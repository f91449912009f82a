using Microsoft.Net.Http.Headers;

namespace Portal.Features.Help;

public static class HelpSetup
{
    /// <summary>The pictures change with the program and only with it.</summary>
    private static readonly EntityTagHeaderValue Build = new($"\"{typeof(HelpSetup).Module.ModuleVersionId:N}\"");

    public static IServiceCollection AddHelp(this IServiceCollection services) => services.AddSingleton<ReadUpTo>();

    public static void MapHelp(this IEndpointRouteBuilder app) => app.MapGet($"{Addresses.Help}/{{**file}}", Send).RequireAuthorization();

    private static IResult Send(HttpContext context)
    {
        if (!Manual.Pictures.TryGetValue(context.Request.Path.Value ?? "", out var picture))
        {
            return Results.NotFound();
        }

        // Kept by the browser and asked about each time: whoever has signed out sees none.
        context.Response.Headers.CacheControl = "private, no-cache";
        return Results.Stream(picture.Open(), "image/png", entityTag: Build);
    }
}
