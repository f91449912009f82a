using Microsoft.AspNetCore.DataProtection;
using Portal.Data;
using Portal.Features.Corrections;
using Portal.Features.Exchange;

namespace Portal;

/// <summary>What the web and the command line have in common.</summary>
public static class PortalServices
{
    public static IServiceCollection AddPortalServices(this IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddPortalDb(configuration, contentRoot);
        services.AddKeyRing(configuration, contentRoot);
        services.AddSingleton<Drafts>();
        services.AddExchange(configuration, contentRoot);
        return services;
    }

    /// <summary>Cookies and drafts stay readable through a restart; the folder is readable to the portal's account only.</summary>
    private static void AddKeyRing(this IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        var folder = Path.Combine(contentRoot, configuration["KeyRing:Folder"]
            ?? throw new InvalidOperationException("KeyRing:Folder is missing."));
        var protection = services.AddDataProtection().SetApplicationName("Otaru.Portal");
        if (OperatingSystem.IsWindows())
        {
            protection.PersistKeysToFileSystem(Directory.CreateDirectory(folder)).ProtectKeysWithDpapi();
        }
        else
        {
            const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            protection.PersistKeysToFileSystem(Directory.CreateDirectory(folder, ownerOnly));
        }
    }
}
