using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Domain;
using Portal.Domain.Keys;

namespace Portal.Keys;

/// <summary>Where the keys come from: a file only the portal's account may read, or a setting handed in by the environment.</summary>
public abstract class KeySource
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    /// <summary>Changes when the keys may have.</summary>
    public abstract object Stamp();

    /// <exception cref="RuleException">Not there, or not readable.</exception>
    public abstract (object Stamp, IReadOnlyList<SecretKey> Keys) Read();

    public abstract void Write(IReadOnlyList<SecretKey> keys);

    /// <summary>Held from reading to writing: of two that add a key at once, neither may write the other's away.</summary>
    /// <exception cref="RuleException">Somebody else is changing the keys.</exception>
    public virtual IDisposable? TakeTurn() => null;

    /// <summary>One key for each use.</summary>
    public static IReadOnlyList<SecretKey> MakeAll(DateTime now) => [.. Enum.GetValues<KeyUse>().Select(use => SecretKey.Make(use, 1, now))];

    protected static string ToText(IReadOnlyList<SecretKey> keys) =>
        JsonSerializer.Serialize(keys.Select(k => new KeyLine(k.Use, k.Id, k.MadeAt, Convert.ToBase64String(k.Bytes))), Json);

    protected static IReadOnlyList<SecretKey> FromText(string text, string where)
    {
        try
        {
            return [.. JsonSerializer.Deserialize<List<KeyLine>>(text, Json)!.Select(k => new SecretKey(k.Use, k.Id, k.MadeAt, Convert.FromBase64String(k.Value)))];
        }
        catch (Exception exception) when (exception is JsonException or FormatException or ArgumentException or NullReferenceException)
        {
            // Without the inner message, which may repeat what it could not read.
            throw new RuleException($"{where}を鍵として読めません。keys init で作ったままの内容か確かめてください。");
        }
    }

    private sealed record KeyLine(KeyUse Use, int Id, DateTime MadeAt, string Value);
}

/// <summary>A file of its own, outside the database's folder. On Unix nobody but its owner may read it.</summary>
public sealed class KeyFile(string path) : KeySource
{
    private const UnixFileMode OthersToo = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public string Path { get; } = path;

    public bool Exists => File.Exists(Path);

    public override object Stamp() => (File.GetLastWriteTimeUtc(Path), new FileInfo(Path) is { Exists: true } file ? file.Length : 0);

    public override (object Stamp, IReadOnlyList<SecretKey> Keys) Read()
    {
        if (!Exists)
        {
            throw new RuleException($"鍵ファイル {Path} がありません。新しく始めるときは keys init を、すでに台帳があるときは保管してある鍵ファイルを置いてから起動してください。");
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(Path) & OthersToo) != 0)
        {
            throw new RuleException($"鍵ファイル {Path} をほかの利用者も読み書きできます。chmod 600 で所有者だけにしてください。");
        }

        return (Stamp(), FromText(File.ReadAllText(Path), $"鍵ファイル {Path} "));
    }

    /// <summary>Whole or not at all: written beside, then put in place.</summary>
    public override void Write(IReadOnlyList<SecretKey> keys)
    {
        var beside = WriteBeside(keys);
        File.Move(beside, Path, overwrite: true);
    }

    public override IDisposable TakeTurn()
    {
        try
        {
            return new FileStream($"{Path}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (Directory.Exists(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))))
        {
            throw new RuleException($"鍵ファイル {Path} を別のコマンドが変更しています。終わってから、もう一度実行してください。");
        }
    }

    /// <summary>Makes a new file with one key for each use.</summary>
    /// <exception cref="RuleException">There is one.</exception>
    public void Make(DateTime now)
    {
        var refused = new RuleException($"鍵ファイル {Path} はすでにあります。上書きすると、それで暗号化・封印したものが二度と読めなくなるため、作りません。");
        if (Exists)
        {
            throw refused;
        }

        if (Directory.Exists(Path))
        {
            throw new RuleException($"{Path} はフォルダです。鍵ファイルの名前まで指定してください。");
        }

        var beside = WriteBeside(MakeAll(now));
        try
        {
            File.Move(beside, Path, overwrite: false);
        }
        catch (IOException) when (Exists)
        {
            throw refused;
        }
        finally
        {
            // Keys nobody has asked for must not lie about.
            File.Delete(beside);
        }
    }

    /// <summary>Makes the file with one key for each use, unless another process was faster.</summary>
    public void MakeUnlessThere(DateTime now)
    {
        try
        {
            if (!Exists)
            {
                Make(now);
            }
        }
        catch (RuleException) when (Exists)
        {
            // There is one now: that is all that was wanted.
        }
    }

    private string WriteBeside(IReadOnlyList<SecretKey> keys)
    {
        if (System.IO.Path.GetDirectoryName(Path) is { Length: > 0 } folder)
        {
            OwnerOnly.Folder(folder);
        }

        var beside = $"{Path}.{Guid.NewGuid():N}";
        using var stream = OwnerOnly.File(beside, FileMode.CreateNew);
        stream.Write(Encoding.UTF8.GetBytes(ToText(keys)));
        stream.Flush(flushToDisk: true);
        return beside;
    }
}

/// <summary>The content of a key file, handed in by the environment (a vault's agent, a service unit's credential).</summary>
public sealed class KeySetting(string content) : KeySource
{
    public override object Stamp() => content;

    public override (object Stamp, IReadOnlyList<SecretKey> Keys) Read() => (content, FromText(content, "設定 Keys:Content "));

    public override void Write(IReadOnlyList<SecretKey> keys) =>
        throw new RuleException("鍵は環境の設定 Keys:Content から渡されています。鍵の切替えは、その設定を管理している所で行ってください。");
}
