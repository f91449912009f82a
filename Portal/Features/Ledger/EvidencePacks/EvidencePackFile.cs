using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Domain.Keys;
using Portal.Domain.OperationLog;
using Portal.Keys;

namespace Portal.Features.Ledger.EvidencePacks;

/// <summary>What is found in a file that claims to be a pack.</summary>
/// <param name="Manifest">Null when the file is none of ours.</param>
/// <param name="ManifestHash">By which the log knows it.</param>
/// <param name="Faults">In words; none when it is what was made.</param>
public sealed record EvidenceFinding(EvidenceManifest? Manifest, string ManifestHash, IReadOnlyList<string> Faults);

/// <summary>証跡ファイル — a ZIP with the sheet, the same as data, the manifest and its stamp. Written here, and read again here.</summary>
internal static class EvidencePackFile
{
    public const string Sheet = "record.html";
    public const string Data = "record.json";
    public const string Manifest = "manifest.json";
    public const string Stamp = "stamp.json";

    private const int MaxEntryBytes = 20_000_000;
    private static readonly string[] Names = [Sheet, Data, Manifest, Stamp];
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyDictionary<string, byte[]> FilesOf(EvidencePackContent content) => new Dictionary<string, byte[]>
    {
        [Sheet] = EvidencePackSheet.Write(content),
        [Data] = JsonSerializer.SerializeToUtf8Bytes(content, Json),
    };

    public static byte[] Write(IReadOnlyDictionary<string, byte[]> files, EvidenceManifest manifest, SecretKey key)
    {
        var bytes = manifest.ToBytes();
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files.Append(new(Manifest, bytes)).Append(new(Stamp, JsonSerializer.SerializeToUtf8Bytes(EvidenceStamp.On(bytes, key), Json))))
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    public static EvidenceFinding Read(Stream file, KeyRing keys)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read);
            if (!zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal).SequenceEqual(Names.Order(StringComparer.Ordinal)))
            {
                return Foreign($"中のファイルが {string.Join("、", Names)} の4つではありません。");
            }

            var contents = zip.Entries.ToDictionary(e => e.FullName, Content);
            return contents.FirstOrDefault(c => c.Value is null).Key is { } large
                ? Foreign($"{large} が大きすぎます。")
                : Check(contents.ToDictionary(c => c.Key, c => c.Value!), keys);
        }
        catch (InvalidDataException)
        {
            return Foreign("ZIPファイルとして読めません。");
        }
    }

    private static EvidenceFinding Check(Dictionary<string, byte[]> contents, KeyRing keys)
    {
        if (EvidenceManifest.FromBytes(contents[Manifest]) is not { } manifest || StampIn(contents[Stamp]) is not { } stamp)
        {
            return Foreign($"{Manifest} または {Stamp} を読めません。");
        }

        List<string> faults = [];
        if (keys.Find(KeyUse.OperationLog, stamp.KeyId) is not { } key)
        {
            faults.Add($"証印の鍵（第{stamp.KeyId}号）が鍵束にありません。");
        }
        else if (!stamp.Fits(contents[Manifest], key))
        {
            faults.Add($"{Manifest} の証印が合いません。目録が書き換えられたか、この台帳で作られたものではありません。");
        }

        faults.AddRange(from name in new[] { Sheet, Data }
                        where manifest.Files.GetValueOrDefault(name) != EvidenceManifest.HashOf(contents[name])
                        select $"{name} が書き換えられています。");
        return new(manifest, EvidenceManifest.HashOf(contents[Manifest]), faults);
    }

    private static EvidenceStamp? StampIn(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<EvidenceStamp>(bytes, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Counts what is unpacked, not what the file says of itself. Null when it is more than a pack can have.</summary>
    private static byte[]? Content(ZipArchiveEntry entry)
    {
        using var packed = entry.Open();
        using var unpacked = new MemoryStream();
        var part = new byte[81_920];
        for (int read; (read = packed.Read(part)) > 0;)
        {
            if (unpacked.Length + read > MaxEntryBytes)
            {
                return null;
            }

            unpacked.Write(part, 0, read);
        }

        return unpacked.ToArray();
    }

    private static EvidenceFinding Foreign(string why) => new(null, "", [$"この台帳の証跡ファイルではありません。{why}"]);
}
