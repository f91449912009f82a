using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Keys;
using Portal.Settings;

namespace Portal.Keys;

public static class KeySetup
{
    public const string FileSetting = "Keys:File";
    private const string ContentSetting = "Keys:Content";

    /// <summary>
    /// <c>Keys:Content</c> (the environment), or the file <c>Keys:File</c>. In Development the file is made at the first start; elsewhere
    /// the portal does not start without keys.
    /// </summary>
    public static IServiceCollection AddKeys(this IServiceCollection services, IConfiguration configuration, string contentRoot) =>
        services.AddSingleton(_ =>
        {
            var source = Source(configuration, contentRoot);
            if (source is KeyFile file && Places.IsDevelopment(configuration))
            {
                file.MakeUnlessThere(DateTime.UtcNow);
            }

            return Whole(new KeyRing(source), configuration);
        }).AddSingleton(provider => new KeyCare(provider.GetRequiredService<IDbContextFactory<PortalDb>>(), provider.GetRequiredService<KeyRing>(), provider.GetRequiredService<TimeProvider>())
        {
            Files = provider.GetService<CookieKeyFolder>,
        });

    /// <summary>A ring that lacks the keys of one use is found out at the start, not at the first act that needs them.</summary>
    private static KeyRing Whole(KeyRing keys, IConfiguration configuration)
    {
        foreach (var use in Enum.GetValues<KeyUse>().Where(use => use is not KeyUse.CookieKeys))
        {
            keys.Current(use);
        }

        if (CookieKeySetup.AreInDatabase(configuration) && !keys.Has(KeyUse.CookieKeys) && Places.IsDevelopment(configuration))
        {
            keys.Rotate(KeyUse.CookieKeys, DateTime.UtcNow);
        }

        return keys;
    }

    /// <exception cref="RuleException">Nothing says where the keys are.</exception>
    public static KeySource Source(IConfiguration configuration, string contentRoot) =>
        configuration[ContentSetting] is { Length: > 0 } content ? new KeySetting(content)
        : configuration[FileSetting] is { Length: > 0 } path ? new KeyFile(Path.Combine(contentRoot, path))
        : Places.IsDevelopment(configuration) ? new KeyFile(DevelopmentFile(contentRoot))
        : throw new RuleException($"鍵の置き場所が設定されていません。データベースとそのバックアップとは別の場所に keys init --file FILE で鍵ファイルを作り、設定 {FileSetting} で指定してください。");

    /// <summary>In the developer's own profile, away from every database.</summary>
    private static string DevelopmentFile(string contentRoot)
    {
        var profile = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return profile is { Length: > 0 }
            ? Path.Combine(profile, "otaru-portal", "development-keys.json")
            : Path.Combine(contentRoot, "App_Data", "development-keys.json");
    }
}
