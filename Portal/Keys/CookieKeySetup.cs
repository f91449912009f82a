using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Keys;
using Portal.Features.Maintenance.Nodes;

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

    /// <summary>Cookies and drafts stay readable through a restart; the folder is readable to the portal's account only.</summary>
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

        var folder = Folder(configuration, contentRoot) ?? throw new InvalidOperationException("KeyRing:Folder is missing.");
        if (OperatingSystem.IsWindows())
        {
            protection.PersistKeysToFileSystem(Directory.CreateDirectory(folder)).ProtectKeysWithDpapi();
        }
        else
        {
            const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            protection.PersistKeysToFileSystem(Directory.CreateDirectory(folder, ownerOnly));
        }

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

        if (table.GetAllElements().Count == 0 && Folder(configuration, contentRoot) is { } folder && Directory.Exists(folder))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal))
            {
                table.StoreElement(InClear(XElement.Load(file)), Path.GetFileNameWithoutExtension(file));
            }
        }

        // Whatever is protected first makes a key, unless there is one.
        services.GetRequiredService<IDataProtectionProvider>().CreateProtector(Lease).Protect([]);
        await JobLease.GiveBackAsync(db, Lease, node, cancellationToken);
    }

    private static string? Folder(IConfiguration configuration, string contentRoot) =>
        configuration["KeyRing:Folder"] is { Length: > 0 } folder ? Path.Combine(contentRoot, folder) : null;

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
