namespace Portal.Features.Exchange.Media;

public static class MediaSetup
{
    /// <summary>媒体管理簿</summary>
    public static IServiceCollection AddMedia(this IServiceCollection services)
    {
        services.AddSingleton<MediumExportDesk>();
        return services;
    }
}
