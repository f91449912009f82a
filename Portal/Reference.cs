using System.Security.Cryptography;

namespace Portal;

/// <summary>参照番号 — shown to an operator in place of a failure's own words; the log holds the failure under the same number.</summary>
public static class Reference
{
    // Without look-alikes (0/O, 1/I) because it is read out over the telephone.
    public static string New() => RandomNumberGenerator.GetString("23456789ABCDEFGHJKLMNPQRSTUVWXYZ", 6);
}
