using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Portal.Domain.Keys;

namespace Portal.Domain.OperationLog;

/// <summary>
/// 封印 — HMAC-SHA256 over the seal of the row before and every column of this one. Whoever edits, adds, drops or swaps rows without the
/// key, which is kept outside the database, cannot make the seals behind them fit again.
/// </summary>
public static class LogSeal
{
    public const int Length = HMACSHA256.HashSizeInBytes;

    /// <summary>Goes before the columns: another layout of the same columns is another version.</summary>
    private const byte Version = 1;

    /// <summary>Thirty-two that neither sound nor look alike when written by hand.</summary>
    private const string Kana = "アイウエオカキクケコサシスセソタチツテトナニネノハヒフホマミムメ";

    [ThreadStatic]
    private static SecretKey? _hmacKey;

    [ThreadStatic]
    private static IncrementalHash? _hmac;

    public static byte[] Of(OperationLogEntry entry, ReadOnlySpan<byte> previous, SecretKey key)
    {
        var columns = new Columns();
        columns.Add(previous);
        columns.Add(Version);
        columns.Add(entry.Sequence);
        columns.Add(entry.KeyId);
        columns.Add(entry.OperationLogEntryId);
        columns.Add(entry.At.Ticks);
        columns.Add(entry.AccountId);
        columns.Add(entry.StaffName);
        columns.Add(entry.Terminal);
        columns.Add(entry.StaffMemberId);
        columns.Add(entry.SessionId);
        columns.Add(entry.Trace);
        columns.Add(entry.Operation.ToString());
        columns.Add(entry.Result.ToString());
        columns.Add(entry.LedgerPersonId);
        columns.Add(entry.SubjectId);
        columns.Add(entry.Scene?.ToString());
        columns.Add(entry.Purpose);
        columns.Add(entry.Detail);
        return Hmac(key, columns.Written);
    }

    /// <summary>Whether the seal a row carries is the one it has to have behind the row before.</summary>
    public static bool Fits(OperationLogEntry entry, ReadOnlySpan<byte> previous, SecretKey key) => CryptographicOperations.FixedTimeEquals(Of(entry, previous, key), entry.Seal);

    /// <summary>Setting up a key takes three times as long as a row: one thread seals many with one key.</summary>
    private static byte[] Hmac(SecretKey key, ReadOnlySpan<byte> content)
    {
        if (!ReferenceEquals(_hmacKey, key))
        {
            _hmac?.Dispose();
            (_hmacKey, _hmac) = (key, IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Bytes));
        }

        _hmac!.AppendData(content);
        return _hmac.GetHashAndReset();
    }

    /// <summary>読み合わせの言葉 — the first eighty bits as sixteen kana, four at a time: what two people can read to each other from paper and screen.</summary>
    public static string Words(ReadOnlySpan<byte> seal)
    {
        var bits = new BigInteger(seal[..10], isUnsigned: true, isBigEndian: true);
        var kana = string.Concat(Enumerable.Range(0, 16).Reverse().Select(i => Kana[(int)((bits >> (5 * i)) & 31)]));
        return string.Join(' ', kana.Chunk(4).Select(four => new string(four)));
    }

    /// <summary>Length before content, so that no two rows are the same bytes; a missing value is not an empty one.</summary>
    private sealed class Columns
    {
        private const int Missing = -1;

        [ThreadStatic]
        private static byte[]? _buffer;

        private int _length;

        public Columns() => _buffer ??= new byte[4096];

        public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

        public void Add(long value) => BinaryPrimitives.WriteInt64BigEndian(Next(sizeof(long)), value);

        public void Add(ReadOnlySpan<byte> value)
        {
            AddLength(value.Length);
            value.CopyTo(Next(value.Length));
        }

        public void Add(Guid? value)
        {
            AddLength(value is null ? Missing : 16);
            value?.TryWriteBytes(Next(16));
        }

        public void Add(string? value)
        {
            if (value is null)
            {
                AddLength(Missing);
                return;
            }

            // The length is filled in when it is known: one walk over the text instead of two.
            var at = _length;
            AddLength(0);
            var written = Encoding.UTF8.GetBytes(value, Next(Encoding.UTF8.GetMaxByteCount(value.Length)));
            _length = at + sizeof(int) + written;
            BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(at), written);
        }

        private void AddLength(int length) => BinaryPrimitives.WriteInt32BigEndian(Next(sizeof(int)), length);

        private Span<byte> Next(int length)
        {
            if (_length + length > _buffer!.Length)
            {
                Array.Resize(ref _buffer, (_length + length) * 2);
            }

            _length += length;
            return _buffer.AsSpan(_length - length, length);
        }
    }
}
