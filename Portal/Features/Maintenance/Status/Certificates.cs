using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Ledger;

namespace Portal.Features.Maintenance.Status;

/// <summary>証明書の期限: those the settings name as files. A certificate of the operating system's store, or of a reverse proxy, is looked after there.</summary>
public sealed class Certificates(IConfiguration configuration, string contentRoot)
{
    private const string Subject = "証明書";

    /// <summary>A certificate of a city takes weeks to order.</summary>
    private const int SoonDays = 30;

    public IReadOnlyList<StatusLine> Lines(DateTime now)
    {
        List<StatusLine> lines = [.. Named().Select(n => Line(n.Name, n.Path, n.Password, now))];
        return lines.Count > 0 ? lines : [new(Subject, "https", "設定に証明書のファイルはありません。リバースプロキシか OS の証明書ストアで期限を確かめてください。")];
    }

    private IEnumerable<(string Name, string Path, string? Password)> Named()
    {
        if (configuration["Kestrel:Certificates:Default:Path"] is { Length: > 0 } path)
        {
            yield return ("https", path, configuration["Kestrel:Certificates:Default:Password"]);
        }

        foreach (var endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren().Where(e => e["Certificate:Path"] is { Length: > 0 }))
        {
            yield return ($"https（{endpoint.Key}）", endpoint["Certificate:Path"]!, endpoint["Certificate:Password"]);
        }

        foreach (var credential in configuration.GetSection("EntraId:ClientCredentials").GetChildren().Where(c => c["CertificateDiskPath"] is { Length: > 0 }))
        {
            yield return ("Entra ID", credential["CertificateDiskPath"]!, credential["CertificatePassword"]);
        }
    }

    private StatusLine Line(string name, string path, string? password, DateTime now)
    {
        try
        {
            var full = Path.Combine(contentRoot, path);
            using var certificate = X509Certificate2.GetCertContentType(full) is X509ContentType.Pkcs12 ? X509CertificateLoader.LoadPkcs12FromFile(full, password) : X509CertificateLoader.LoadCertificateFromFile(full);
            var end = certificate.NotAfter.ToUniversalTime();
            var days = (int)(end - now).TotalDays;
            var words = $"{JapaneseDate.Format(JapanTime.DayOf(end))} まで";
            return end <= now ? new(Subject, name, $"{words}。期限が切れています。すぐに取り替えてください。", TagKind.Error)
                : days < SoonDays ? new(Subject, name, $"{words}。あと{days}日です。取替えを手配してください。", TagKind.Warn)
                : new(Subject, name, words, TagKind.Ok);
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return new(Subject, name, "証明書のファイルを読めません。設定とファイルの権限を確かめてください。", TagKind.Error);
        }
    }
}
