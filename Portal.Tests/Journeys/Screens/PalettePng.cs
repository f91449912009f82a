using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Portal.Tests.Journeys.Screens;

/// <summary>A screenshot with a palette of its 96 commonest colours instead of 16 million: a third of the size, and text stays sharp.</summary>
internal static class PalettePng
{
    private const int Head = 8;
    private const int Colours = 96;

    /// <param name="png">As browsers write it: 8 bits, red, green and blue, perhaps alpha, not interlaced.</param>
    public static byte[] Of(byte[] png)
    {
        var (width, height, pixels) = Pixels(png);
        var palette = pixels.CountBy(p => p).OrderByDescending(c => c.Value).Take(Colours).Select(c => c.Key).ToList();
        var known = palette.Index().ToDictionary(c => c.Item, c => (byte)c.Index);
        var lines = new byte[height * (width + 1)];
        for (var at = 0; at < pixels.Length; at++)
        {
            var pixel = pixels[at];
            if (!known.TryGetValue(pixel, out var index))
            {
                known[pixel] = index = known[palette.MinBy(p => Distance(p, pixel))];
            }

            lines[at / width * (width + 1) + 1 + at % width] = index;
        }

        using var file = new MemoryStream();
        file.Write(png.AsSpan(0, Head));
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, 3);
        Write(file, "IHDR"u8, head);
        Write(file, "PLTE"u8, [.. palette.SelectMany(p => new[] { (byte)(p >> 16), (byte)(p >> 8), (byte)p })]);
        Write(file, "IDAT"u8, Deflate(lines));
        Write(file, "IEND"u8, []);
        return file.ToArray();
    }

    internal static (int Width, int Height, int[] Pixels) Pixels(byte[] png)
    {
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        var depth = png[25] == 6 ? 4 : 3;
        var data = Unfilter(Inflate(png), width * depth, depth);
        return (width, height, [.. Enumerable.Range(0, width * height).Select(at => data[at * depth] << 16 | data[at * depth + 1] << 8 | data[at * depth + 2])]);
    }

    private static byte[] Inflate(byte[] png)
    {
        using var packed = new MemoryStream();
        for (var at = Head; at < png.Length; at += 12 + BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at)))
        {
            if (png.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
            {
                packed.Write(png.AsSpan(at + 8, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at))));
            }
        }

        packed.Position = 0;
        using var unpacked = new MemoryStream();
        using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
        zlib.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    /// <summary>Each line says how it was written as differences from the pixel before, the line above, or both.</summary>
    private static byte[] Unfilter(byte[] lines, int length, int depth)
    {
        var data = new byte[lines.Length / (length + 1) * length];
        for (var at = 0; at < data.Length; at++)
        {
            var (row, column) = (at / length, at % length);
            int left = column >= depth ? data[at - depth] : 0;
            int up = row > 0 ? data[at - length] : 0;
            int corner = row > 0 && column >= depth ? data[at - length - depth] : 0;
            data[at] = (byte)(lines[row * (length + 1) + 1 + column] + lines[row * (length + 1)] switch
            {
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                4 => Nearest(left, up, corner),
                _ => 0,
            });
        }

        return data;
    }

    /// <summary>Paeth's.</summary>
    private static int Nearest(int left, int up, int corner)
    {
        var (toLeft, toUp, toCorner) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - 2 * corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    private static int Distance(int one, int other)
    {
        var (red, green, blue) = ((one >> 16 & 255) - (other >> 16 & 255), (one >> 8 & 255) - (other >> 8 & 255), (one & 255) - (other & 255));
        return red * red + green * green + blue * blue;
    }

    private static byte[] Deflate(byte[] lines)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize))
        {
            zlib.Write(lines);
        }

        return packed.ToArray();
    }

    private static void Write(MemoryStream file, ReadOnlySpan<byte> kind, byte[] content)
    {
        var chunk = new byte[12 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        kind.CopyTo(chunk.AsSpan(4));
        content.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + content.Length), Crc32.HashToUInt32(chunk.AsSpan(4, 4 + content.Length)));
        file.Write(chunk);
    }
}
