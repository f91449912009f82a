using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Portal.Domain.SlipComparison;

/// <summary>What a record of the set is sorted by; nothing of it is kept.</summary>
public sealed record SetRecord(Guid DoseId, DateOnly VaccinatedOn, string? CouponNumber, string KanaKey)
{
    /// <summary>In the order of the binder, the same on both engines.</summary>
    public static IEnumerable<SetRecord> Sorted(IEnumerable<SetRecord> records, BinderOrder order) => order switch
    {
        // Slips without a number lie behind those of their day.
        BinderOrder.DayThenCoupon => records.OrderBy(r => r.VaccinatedOn).ThenBy(r => r.CouponNumber ?? "\uffff", StringComparer.Ordinal).ThenBy(r => r.DoseId),
        BinderOrder.Kana => records.OrderBy(r => r.KanaKey, StringComparer.Ordinal).ThenBy(r => r.VaccinatedOn).ThenBy(r => r.DoseId),
        _ => throw new ArgumentOutOfRangeException(nameof(order)),
    };
}

/// <summary>
/// 無作為抽出 — every record draws a ticket from its id and the seed (SHA-256), and the lowest tickets are taken: each subset of the size is
/// as likely as any other, and the same seed draws the same records whatever order the database reads them in.
/// </summary>
public static class SampleDraw
{
    /// <summary>Eight digits: it stands on the sheet.</summary>
    public const int MaxSeed = 99_999_999;

    public static IReadOnlySet<Guid> Of(IEnumerable<Guid> ids, int size, int seed) =>
        ids.Select(id => (Id: id, Ticket: Ticket(id, seed))).OrderBy(t => t.Ticket).ThenBy(t => t.Id).Take(size).Select(t => t.Id).ToHashSet();

    private static UInt128 Ticket(Guid id, int seed)
    {
        Span<byte> drawn = stackalloc byte[20];
        BinaryPrimitives.WriteInt32BigEndian(drawn, seed);
        id.TryWriteBytes(drawn[4..], bigEndian: true, out _);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(drawn, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
