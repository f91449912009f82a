using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Keys;

namespace Portal.Keys;

/// <summary>Where the framework keeps its keys when <c>KeyRing:Store</c> is Database. A row that does not open is no key, and is told.</summary>
internal sealed partial class CookieKeyTable(IDbContextFactory<PortalDb> dbFactory, KeyRing keys, TimeProvider time, ILogger<CookieKeyTable> logger) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = dbFactory.CreateDbContext();
        return [.. db.CookieKeys.AsNoTracking().OrderBy(k => k.MadeAt).AsEnumerable().Select(Open).OfType<string>().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = dbFactory.CreateDbContext();
        db.Add(CookieKey.Seal(element.ToString(SaveOptions.DisableFormatting), keys.Current(KeyUse.CookieKeys), time.GetUtcNow().UtcDateTime));
        db.SaveChanges();
    }

    private string? Open(CookieKey row)
    {
        try
        {
            return row.Open(keys.Find(KeyUse.CookieKeys, row.KeyId) ?? throw new CryptographicException("The key is not in the ring."));
        }
        catch (CryptographicException failure)
        {
            LogDoesNotOpen(failure, row.CookieKeyId, row.KeyId);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "The cookie key {CookieKeyId}, said to be sealed with key {KeyId} of the ring, does not open and is not used")]
    private partial void LogDoesNotOpen(Exception failure, Guid cookieKeyId, int keyId);
}
