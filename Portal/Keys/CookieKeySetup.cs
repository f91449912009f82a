using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Keys;
using Portal.Features.Maintenance.Nodes;
using Portal.Settings;

namespace Portal.Keys;

/// <summary>Keys that protect cookies, drafts and code generators: in a folder of one server, or in the database for all nodes.</summary>
public static class CookieKeySetup
{
    private const string Setting = "KeyRing:Store";
    private const string Lease = "cookie-keys";

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(30);

    /// <exception cref="RuleException">The setting says neither.</exception>
    public static bool AreInDatabase(IConfiguration configuration) => configuration[Setting] switch
    {
        null or "" or "Folder" => false,
        "Database" => true,
        var other => throw new RuleException($"設定 {Setting} の「{other}」は使えません。Folder（この1台だけ）か Database（複数の節点で共有）を指定してください。"),
    };

    /// <summary>Cookies and drafts stay readable through a restart. Windows seals the files of a folder for the portal's account; elsewhere the ring does.</summary>
    public static IServiceCollection AddCookieKeys(this IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        var protection = services.AddDataProtection().SetApplicationName("Otaru.Portal");
        if (AreInDatabase(configuration))
        {
            services.AddSingleton<CookieKeyTable>().AddOptions<KeyManagementOptions>().Configure<CookieKeyTable>((options, table) =>
                // The row is sealed whole; an encryptor would hide the secret in it and leave the rest to whoever may write to the table.
                (options.XmlRepository, options.XmlEncryptor) = (table, new NullXmlEncryptor()));
            return services;
        }

        if (OperatingSystem.IsWindows() && Folder(configuration, contentRoot) is { } folder)
        {
            protection.PersistKeysToFileSystem(OwnerOnly.Folder(folder)).ProtectKeysWithDpapi();
            return services;
        }

        services.AddSingleton(provider => InFolder(provider, Folder(configuration, contentRoot) ?? throw new RuleException(Places.NotNamed(Places.CookieKeys))))
            .AddOptions<KeyManagementOptions>().Configure<CookieKeyFolder>((options, files) => (options.XmlRepository, options.XmlEncryptor) = (files, new NullXmlEncryptor()));
        return services;
    }

    /// <summary>
    /// Makes the first key in the database by one node, the others waiting: two first keys would be known to half of the nodes each for a day.
    /// What a single server kept in its folder before goes along, or its drafts and code generators would be lost.
    /// </summary>
    public static async Task PrepareCookieKeysAsync(this IServiceProvider services, IConfiguration configuration, string contentRoot, CancellationToken cancellationToken = default)
    {
        if (services.GetService<CookieKeyTable>() is not { } table)
        {
            // Told here, not at the first cookie, where it cannot be made.
            services.GetService<CookieKeyFolder>()?.Make();
            return;
        }

        // Refused here in one line, not at the first cookie.
        services.GetRequiredService<KeyRing>().Current(KeyUse.CookieKeys);
        var (dbFactory, node) = (services.GetRequiredService<IDbContextFactory<PortalDb>>(), $"{Guid.NewGuid()}");
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        while (!await JobLease.TakeAsync(db, Lease, node, Turn, cancellationToken))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), cancellationToken);
        }

        if (table.GetAllElements().Count == 0 && Folder(configuration, contentRoot) is { } folder)
        {
            foreach (var key in InFolder(services, folder).GetAllElements())
            {
                table.StoreElement(InClear(key), "");
            }
        }

        // Whatever is protected first makes a key, unless there is one.
        services.GetRequiredService<IDataProtectionProvider>().CreateProtector(Lease).Protect([]);
        await JobLease.GiveBackAsync(db, Lease, node, cancellationToken);
    }

    private static CookieKeyFolder InFolder(IServiceProvider services, string folder) =>
        new(folder, services.GetRequiredService<KeyRing>(), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<CookieKeyFolder>>());

    private static string? Folder(IConfiguration configuration, string contentRoot) =>
        configuration[Places.CookieKeys] is { Length: > 0 } folder ? Path.Combine(contentRoot, folder) : null;

    /// <summary>On Windows the folder's keys open for the portal's account on that machine only.</summary>
    private static XElement InClear(XElement key)
    {
        if (OperatingSystem.IsWindows())
        {
            foreach (var hidden in key.Descendants("encryptedSecret").ToList())
            {
                hidden.ReplaceWith(new DpapiXmlDecryptor().Decrypt(hidden.Elements().Single()));
            }
        }

        return key;
    }
}
