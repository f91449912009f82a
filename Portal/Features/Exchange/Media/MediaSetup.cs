using Portal.Components;
using Portal.Components.Layout;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Exchange.Media;

public static class MediaSetup
{
    /// <summary>媒体管理簿</summary>
    public static IServiceCollection AddMedia(this IServiceCollection services) => services
        .AddSingleton<MediaDesk>()
        .AddSingleton<MediumDesk>()
        .AddSingleton<MediumUseDesk>()
        .AddSingleton<MediumExportDesk>()
        .AddSingleton<MediaHome>()
        .AddScoped(provider => new HomeSource((by, ct) => provider.GetRequiredService<MediaHome>().ItemsAsync(by, ct)))
        .AddScoped(provider => new NavCount(Addresses.Media, (user, ct) => provider.GetRequiredService<MediaHome>().CountWaitingAsync(StaffClaims.ToStaff(user), ct)));

    public static void MapMedia(this IEndpointRouteBuilder app) =>
        app.MapGet(Addresses.MediaWorkbook, SendAsync).RequireAuthorization(nameof(Permission.MediumView));

    private static async Task<IResult> SendAsync(MediaDesk desk, HttpContext context, CancellationToken ct)
    {
        return await Downloads.AnswerAsync(async () =>
        {
            var (content, fileName) = await desk.ExportAsync(context.Staff(), ct);
            return Results.File(content, Sheets.ContentType, fileName);
        });
    }
}
