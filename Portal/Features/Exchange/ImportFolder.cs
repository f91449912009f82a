using System.Security.Cryptography;
using System.Text;
using Portal.Domain;
using Portal.Domain.Exchange;

namespace Portal.Features.Exchange;

/// <summary>
/// 取込フォルダ — uploads between preview and apply, outside the web root and readable to the portal's account only. A file goes
/// when it is applied or left, and in any case after <see cref="KeepFor"/>.
/// </summary>
public sealed class ImportFolder(string folder, TimeProvider time)
{
    public const long MaxBytes = 200L * 1024 * 1024;
    public static readonly TimeSpan KeepFor = TimeSpan.FromHours(12);

    private const string TooLarge = "ファイルが大きすぎます(200MBまで)。分けて出力してください。";

    /// <summary>Keeps an upload. What cannot be a text of lines is refused while it arrives, so that nothing large is stored or buffered.</summary>
    /// <exception cref="RuleException">Empty, too large, a NUL in it, a line without end, UTF-16 or a workbook.</exception>
    public async Task<StagedFile> StageAsync(Stream upload, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Create(), $"{Guid.NewGuid():N}.upload");
        try
        {
            await using var file = OwnerOnly.File(path, FileMode.CreateNew);
            return await CopyAsync(upload, file, path, cancellationToken);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    public string NewReport() => Path.Combine(Create(), $"{Guid.NewGuid():N}.report");

    /// <summary>Deletes what a closed browser or a stopped server left behind.</summary>
    public void Sweep()
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        var oldest = time.GetUtcNow().UtcDateTime - KeepFor;
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => File.GetLastWriteTimeUtc(file) < oldest))
        {
            File.Delete(file);
        }
    }

    private string Create() => OwnerOnly.Folder(folder).FullName;

    private static async Task<StagedFile> CopyAsync(Stream upload, FileStream file, string path, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var guard = new ByteGuard();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await upload.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            guard.Check(buffer.AsSpan(0, read));
            if (guard.Length > MaxBytes)
            {
                throw new RuleException(TooLarge);
            }

            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return guard.Length > 0
            ? new StagedFile(path, Convert.ToHexStringLower(hash.GetHashAndReset()))
            : throw new RuleException("ファイルが空です。出力し直したファイルを選んでください。");
    }

    /// <summary>Looks at the bytes as they pass.</summary>
    private sealed class ByteGuard
    {
        private int _lineNumber = 1;
        private int _lineLength;

        public long Length { get; private set; }

        public void Check(ReadOnlySpan<byte> bytes)
        {
            if (Length == 0)
            {
                CheckKind(bytes);
            }

            Length += bytes.Length;
            if (bytes.Contains((byte)0))
            {
                var line = _lineNumber + bytes[..bytes.IndexOf((byte)0)].Count((byte)'\n');
                throw new RuleException($"{line}行目に文字ではないデータ(NUL)があります。CSV として出力し直してください。");
            }

            for (var end = bytes.IndexOf((byte)'\n'); end >= 0; end = bytes.IndexOf((byte)'\n'))
            {
                CheckLine(end);
                bytes = bytes[(end + 1)..];
                _lineNumber++;
                _lineLength = 0;
            }

            CheckLine(bytes.Length);
            _lineLength += bytes.Length;
        }

        private void CheckLine(int more)
        {
            // Three bytes a character is the most UTF-8 takes for Japanese text.
            if (_lineLength + more > CsvRecordReader.MaxLineLength * 3)
            {
                throw new RuleException($"{_lineNumber}行目が長すぎます(1行は{CsvRecordReader.MaxLineLength / 1024}KBまで)。改行のない、CSV ではないファイルかもしれません。");
            }
        }

        private static void CheckKind(ReadOnlySpan<byte> bytes)
        {
            if (bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            {
                throw new RuleException("Excel などのブック(または圧縮ファイル)です。CSV として保存したファイルを選んでください。");
            }

            if (bytes.StartsWith(Encoding.Unicode.Preamble) || bytes.StartsWith(Encoding.BigEndianUnicode.Preamble))
            {
                throw new RuleException("文字コードが UTF-16 です。UTF-8 または Shift_JIS で出力し直してください。");
            }
        }
    }
}

/// <summary>An upload on disk.</summary>
public sealed record StagedFile(string Path, string Sha256);
