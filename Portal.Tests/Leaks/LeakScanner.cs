using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Portal.Tests.Leaks;

/// <summary>Looks for planted numbers in bytes of any kind, in every way they could have been written down; a zip or xlsx is opened first.</summary>
internal sealed class LeakScanner
{
    private const int KeyLength = 6;

    /// <summary>Patterns by their first six bytes: the shortest, packed decimals, is no longer.</summary>
    private readonly Dictionary<ulong, List<(byte[] Pattern, string What)>> _patterns = [];

    /// <param name="numbers">Twelve digits each.</param>
    public LeakScanner(IEnumerable<string> numbers)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        foreach (var (number, index) in numbers.Select((number, index) => (number, index)))
        {
            foreach (var (name, encode) in Ways)
            {
                var pattern = encode(number);
                var at = KeyOf(pattern);
                if (!_patterns.TryGetValue(at, out var alike))
                {
                    _patterns[at] = alike = [];
                }

                alike.Add((pattern, $"{name} of number {index}"));
            }
        }
    }

    public static IReadOnlyList<(string Name, Func<string, byte[]> Encode)> Ways { get; } =
    [
        ("UTF-8", Encoding.UTF8.GetBytes),
        ("UTF-16LE", Encoding.Unicode.GetBytes),
        ("UTF-16BE", Encoding.BigEndianUnicode.GetBytes),
        ("base64", number => Base64(number, 0)),
        ("base64 one byte on", number => Base64(number, 1)),
        ("base64 two bytes on", number => Base64(number, 2)),
        ("base64 of UTF-16", number => Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.Unicode.GetBytes(number))[..30])),
        ("hex", number => Encoding.ASCII.GetBytes(Convert.ToHexString(Encoding.UTF8.GetBytes(number)))),
        ("hex of full width, upper", number => Encoding.ASCII.GetBytes(Convert.ToHexString(Encoding.UTF8.GetBytes(FullWidth(number))))),
        ("hex of full width, lower", number => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(FullWidth(number))))),
        ("full width", number => Encoding.UTF8.GetBytes(FullWidth(number))),
        ("full width, UTF-16LE", number => Encoding.Unicode.GetBytes(FullWidth(number))),
        ("full width, Shift_JIS", number => Encoding.GetEncoding(932).GetBytes(FullWidth(number))),
        ("full width, escaped for an address", number => Encoding.ASCII.GetBytes(Uri.EscapeDataString(FullWidth(number)))),
        ("in fours with spaces", number => Encoding.UTF8.GetBytes(Fours(number, ' '))),
        ("in fours with hyphens", number => Encoding.UTF8.GetBytes(Fours(number, '-'))),
        ("in fours with spaces of an address", number => Encoding.UTF8.GetBytes(Fours(number, '+'))),
        ("reversed", number => Encoding.UTF8.GetBytes([.. number.Reverse()])),
        ("packed decimals", Packed),
        ("one byte a digit", number => [.. number.Select(digit => (byte)(digit - '0'))]),
        ("JSON escapes", number => Encoding.ASCII.GetBytes(string.Concat(number.Select(digit => $"\\u{(int)digit:x4}")))),
        ("JSON escapes of full width", number => Encoding.ASCII.GetBytes(string.Concat(FullWidth(number).Select(digit => $"\\u{(int)digit:X4}")))),
        ("HTML entities", number => Encoding.ASCII.GetBytes(string.Concat(number.Select(digit => $"&#{(int)digit};")))),
        ("64 bit, little endian", number => Long(number, isBigEndian: false)),
        ("64 bit, big endian", number => Long(number, isBigEndian: true)),
    ];

    /// <summary>What was found, never the digits themselves.</summary>
    public List<string> Find(ReadOnlySpan<byte> data, string where)
    {
        List<string> found = [];
        for (var at = 0; at + KeyLength <= data.Length; at++)
        {
            if (_patterns.TryGetValue(KeyOf(data[at..]), out var alike))
            {
                foreach (var (pattern, what) in alike)
                {
                    if (data[at..].StartsWith(pattern))
                    {
                        found.Add($"{where} at {at}: {what}");
                    }
                }
            }
        }

        if (data.StartsWith("PK\u0003\u0004"u8))
        {
            using var archive = new ZipArchive(new MemoryStream(data.ToArray()));
            foreach (var entry in archive.Entries)
            {
                using var stream = entry.Open();
                using var copy = new MemoryStream();
                stream.CopyTo(copy);
                found.AddRange(Find(copy.ToArray(), $"{where}!{entry.FullName}"));
            }
        }

        return found;
    }

    public List<string> Find(string text, string where) => Find(Encoding.UTF8.GetBytes(text), where);

    /// <summary>Every file below a folder, also those a database has open.</summary>
    public List<string> FindIn(string folder)
    {
        List<string> found = [];
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            file.CopyTo(copy);
            found.AddRange(Find(copy.ToArray(), Path.GetFileName(path)));
        }

        return found;
    }

    private static ulong KeyOf(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes) | ((ulong)BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]) << 32);

    private static byte[] Base64(string number, int offset)
    {
        var encoded = Convert.ToBase64String([.. new byte[offset], .. Encoding.UTF8.GetBytes(number)]);
        // The characters at both ends also hold bits of what stands beside the number.
        return Encoding.ASCII.GetBytes(offset == 0 ? encoded : encoded.TrimEnd('=')[(offset + 1)..^1]);
    }

    private static string FullWidth(string number) => string.Concat(number.Select(digit => (char)(digit - '0' + '０')));

    private static string Fours(string number, char between) => string.Join(between, number.Chunk(4).Select(four => new string(four)));

    private static byte[] Packed(string number) => [.. number.Chunk(2).Select(two => (byte)(((two[0] - '0') << 4) | (two[1] - '0')))];

    private static byte[] Long(string number, bool isBigEndian)
    {
        var bytes = BitConverter.GetBytes(long.Parse(number, System.Globalization.CultureInfo.InvariantCulture));
        return isBigEndian ? [.. bytes.Reverse()] : bytes;
    }
}
