using System.Globalization;
using System.Security.Cryptography;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Portal.Domain.Keys;

namespace Portal.Keys;

/// <summary>
/// Where the framework keeps its keys when <c>KeyRing:Store</c> is Folder: a file for each, sealed whole with a key of the ring as a row of
/// <see cref="CookieKeyTable"/> is. Files from before are in clear and stay readable; so does a new one where the ring has no key for them.
/// </summary>
internal sealed partial class CookieKeyFolder(string path, KeyRing keys, TimeProvider time, ILogger<CookieKeyFolder> logger) : IXmlRepository
{
    private const string SealedName = "sealedCookieKey";

    public IReadOnlyCollection<XElement> GetAllElements() => [.. Files().Select(Read).OfType<XElement>()];

    public void StoreElement(XElement element, string friendlyName)
    {
        Make();
        // The framework's names are of its own making: key- or revocation- and an id.
        Write(Path.Combine(path, $"{Path.GetFileName(friendlyName)}.xml"), keys.Has(KeyUse.CookieKeys) ? Seal(element, keys.Current(KeyUse.CookieKeys)) : element);
    }

    public void Make() => OwnerOnly.Folder(path);

    /// <summary>Files sealed with a key of the ring.</summary>
    public int Count(int keyId) => Files().Count(file => KeyOf(file) == keyId);

    /// <summary>Seals anew what another key has sealed, and what is in clear.</summary>
    /// <returns>How many files it was.</returns>
    public int Reseal(SecretKey with)
    {
        var done = 0;
        foreach (var file in Files().Where(file => KeyOf(file) != with.Id).ToList())
        {
            // What does not open is no key of anybody; it stays for whoever looks into it.
            if (Read(file) is { } element)
            {
                Write(file, Seal(element, with));
                done++;
            }
        }

        return done;
    }

    private IEnumerable<string> Files() => Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.xml").Order(StringComparer.Ordinal) : [];

    /// <summary>Null where it is in clear.</summary>
    private int? KeyOf(string file) => Whole(file) is { Name.LocalName: SealedName } whole ? (int?)whole.Attribute("keyId") : null;

    private XElement? Read(string file)
    {
        var whole = Whole(file);
        try
        {
            return whole is { Name.LocalName: SealedName } ? Open(whole) : whole;
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException)
        {
            LogDoesNotOpen(failure, file);
            return null;
        }
    }

    private XElement? Whole(string file)
    {
        try
        {
            return XElement.Load(file);
        }
        catch (XmlException failure)
        {
            LogDoesNotOpen(failure, file);
            return null;
        }
    }

    private XElement Open(XElement whole)
    {
        var row = new CookieKey { CookieKeyId = Guid.Parse(Text(whole, "id")), KeyId = int.Parse(Text(whole, "keyId"), CultureInfo.InvariantCulture), Sealed = Convert.FromBase64String(whole.Value), MadeAt = default };
        return XElement.Parse(row.Open(keys.Find(KeyUse.CookieKeys, row.KeyId) ?? throw new CryptographicException("The key is not in the ring.")));
    }

    private static string Text(XElement whole, string name) => (string?)whole.Attribute(name) ?? throw new FormatException($"No {name}.");

    private XElement Seal(XElement element, SecretKey key)
    {
        var row = CookieKey.Seal(element.ToString(SaveOptions.DisableFormatting), key, time.GetUtcNow().UtcDateTime);
        return new(SealedName, new XAttribute("id", row.CookieKeyId), new XAttribute("keyId", row.KeyId), Convert.ToBase64String(row.Sealed));
    }

    /// <summary>Whole or not at all.</summary>
    private static void Write(string file, XElement element)
    {
        var beside = $"{file}.{Guid.NewGuid():N}";
        using (var stream = OwnerOnly.File(beside, FileMode.CreateNew))
        {
            element.Save(stream);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, file, overwrite: true);
    }

    [LoggerMessage(LogLevel.Error, "The cookie key {File} does not open with the ring and is not used")]
    private partial void LogDoesNotOpen(Exception failure, string file);
}
