using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Ledger;

namespace Portal.Features.Maintenance.Status;

/// <summary>証明書の期限: those the settings name, in files and in the operating system's stores. A certificate of a reverse proxy, or of IIS, is looked after there.</summary>
public sealed class Certificates(IConfiguration configuration, string contentRoot)
{
    private const string Subject = "証明書";

    /// <summary>A certificate of a city takes weeks to order.</summary>
    private const int SoonDays = 30;

    public IReadOnlyList<StatusLine> Lines(DateTime now)
    {
        List<StatusLine> lines = [.. Named().Select(n => Line(n.Name, n.Open, now))];
        return lines.Count > 0 ? lines : [new(Subject, "https", "設定に証明書はありません。リバースプロキシか IIS で期限を確かめてください。")];
    }

    private IEnumerable<(string Name, Func<X509Certificate2?> Open)> Named()
    {
        var servers = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => ($"https（{e.Key}）", e.GetSection("Certificate"))).Prepend(("https", configuration.GetSection("Kestrel:Certificates:Default")));
        foreach (var (name, section) in servers)
        {
            if (section["Path"] is { Length: > 0 } path)
            {
                yield return (name, () => OfFile(path, section["Password"]));
            }
            else if (section["Subject"] is { Length: > 0 } subject)
            {
                yield return (name, () => OfStore(section["Location"], section["Store"], X509FindType.FindBySubjectName, subject));
            }
        }

        foreach (var credential in configuration.GetSection("EntraId:ClientCredentials").GetChildren())
        {
            if (credential["CertificateDiskPath"] is { Length: > 0 } path)
            {
                yield return ("Entra ID", () => OfFile(path, credential["CertificatePassword"]));
            }
            else if (credential["CertificateStorePath"]?.Split('/') is [var location, var store])
            {
                var (by, value) = credential["CertificateThumbprint"] is { Length: > 0 } thumbprint ? (X509FindType.FindByThumbprint, thumbprint) : (X509FindType.FindBySubjectDistinguishedName, credential["CertificateDistinguishedName"] ?? "");
                yield return ("Entra ID", () => OfStore(location, store, by, value));
            }
        }
    }

    private X509Certificate2 OfFile(string path, string? password)
    {
        var full = Path.Combine(contentRoot, path);
        return X509Certificate2.GetCertContentType(full) is X509ContentType.Pkcs12 ? X509CertificateLoader.LoadPkcs12FromFile(full, password) : X509CertificateLoader.LoadCertificateFromFile(full);
    }

    /// <summary>Of several by one name the server takes the one that lasts longest.</summary>
    private static X509Certificate2? OfStore(string? location, string? name, X509FindType by, string value)
    {
        using var store = new X509Store(name is { Length: > 0 } given ? given : "My", Enum.TryParse<StoreLocation>(location, out var place) ? place : StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
        return store.Certificates.Find(by, value, validOnly: false).OrderByDescending(c => c.NotAfter).FirstOrDefault();
    }

    private static StatusLine Line(string name, Func<X509Certificate2?> open, DateTime now)
    {
        try
        {
            using var certificate = open();
            if (certificate is null)
            {
                return new(Subject, name, "証明書ストアに、設定の証明書がありません。設定を確かめてください。", TagKind.Error);
            }

            var end = certificate.NotAfter.ToUniversalTime();
            var days = (int)(end - now).TotalDays;
            var words = $"{JapaneseDate.Format(JapanTime.DayOf(end))} まで";
            return end <= now ? new(Subject, name, $"{words}。期限が切れています。すぐに取り替えてください。", TagKind.Error)
                : days < SoonDays ? new(Subject, name, $"{words}。あと{days}日です。取替えを手配してください。", TagKind.Warn)
                : new(Subject, name, words, TagKind.Ok);
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return new(Subject, name, "証明書を読めません。設定と、ファイルかストアの権限を確かめてください。", TagKind.Error);
        }
    }
}
