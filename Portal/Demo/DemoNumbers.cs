using System.Globalization;
using Portal.Domain.Ledger;

namespace Portal.Demo;

/// <summary>Ids and numbers as functions of seed, size and place in the ledger, so that a half-made ledger can be recognised and gone on with.</summary>
internal sealed class DemoNumbers(int people, int seed, double dosesPerPerson)
{
    private static readonly long FirstMoment = new DateTimeOffset(2021, 3, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>What tells one ledger from another beside its seed.</summary>
    private readonly long _ledger = Fingerprint(people, dosesPerPerson);

    public Guid Person(int index) => Id("person", index, 0);

    /// <summary>A UUID of version 7 whose time grows with the index: rows are appended to the indexes, not scattered over them.</summary>
    public Guid Id(string kind, int index, int part)
    {
        var random = DemoRandom.For(seed, kind, _ledger ^ ((long)index << 8) ^ part);
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes[8..], random.Next());
        BitConverter.TryWriteBytes(bytes[6..], (ushort)random.Next());
        var moment = FirstMoment + index;
        for (var i = 0; i < 6; i++)
        {
            bytes[i] = (byte)(moment >> (40 - 8 * i));
        }

        bytes[6] = (byte)(0x70 | bytes[6] & 0x0F);
        bytes[8] = (byte)(0x80 | bytes[8] & 0x3F);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>宛名番号: ten digits, at least two zeros first.</summary>
    public string ResidentNumber(int index) => Spaced("resident", index, 1_000_000, 8).ToString("D10", CultureInfo.InvariantCulture);

    /// <summary>統合宛名番号: twelve digits that no reader can take for a My Number, whose check digit is left out on purpose.</summary>
    public string IntegratedNumber(int index)
    {
        var eleven = Spaced("integrated", index, 30_000_000_000, 7_000).ToString("D11", CultureInfo.InvariantCulture);
        return MyNumber.LooksLike(eleven + "7") ? eleven + "3" : eleven + "7";
    }

    /// <summary>個人番号 of about one person in fifty, invented; no two alike.</summary>
    public MyNumber? MyNumberOf(int index)
    {
        if (!DemoRandom.For(seed, "has my number", index).Chance(0.02))
        {
            return null;
        }

        var eleven = Spaced("my number", index, 10_000_000_000, 80_000).ToString("D11", CultureInfo.InvariantCulture);
        return Enumerable.Range(0, 10).Select(check => MyNumber.TryParse($"{eleven}{check}", out var number) ? number : (MyNumber?)null).First(number => number is not null);
    }

    /// <summary>券番号; a reissued coupon has another.</summary>
    public string CouponNumber(int index, bool reissued) =>
        Spaced("coupon", index, reissued ? 500_000_000 : 20_000_000, 90).ToString("D10", CultureInfo.InvariantCulture);

    private static long Fingerprint(int people, double dosesPerPerson) =>
        (long)new DemoRandom((ulong)people ^ (ulong)BitConverter.DoubleToInt64Bits(dosesPerPerson)).Next() << 32;

    /// <summary>Rising with the index, so that rows are appended to the indexes, with gaps that look as if others stood between.</summary>
    private long Spaced(string kind, int index, long from, int gap) => from + (long)index * gap + DemoRandom.For(seed, kind, index).Below(gap);
}
