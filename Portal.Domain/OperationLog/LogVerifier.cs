using Portal.Domain.Keys;

namespace Portal.Domain.OperationLog;

/// <summary>
/// 検証 — reads the log from its first row and says where it was touched. Handed the rows in the order of their numbers, then the head and
/// the checkpoints. Each row is held against the row before it, so a fault does not hide the ones behind it.
/// </summary>
/// <param name="logId">Of the head.</param>
/// <param name="checkpoints">Everything the second place says: of this log, and of others, of which it should say nothing.</param>
/// <param name="findKey">The key of the operation log by its id.</param>
public sealed class LogVerifier(Guid logId, IReadOnlyList<LogCheckpoint> checkpoints, Func<int, SecretKey?> findKey)
{
    public const int MaxFaults = 100;

    private readonly List<LogFault> _faults = [];
    private readonly Dictionary<int, SecretKey?> _keys = [];
    private readonly List<LogCheckpoint> _good = [];
    private ILookup<long, string> _expected = Enumerable.Empty<LogCheckpoint>().ToLookup(c => c.Sequence, c => c.Seal);
    private byte[] _previous = logId.ToByteArray();
    private long _sequence;
    private long _rows;
    private long _unsealed;
    private DateTime _lastUnsealed;
    private bool _hasBegun;
    private bool _hasParted;
    private LogHead? _agreed;

    public long LastSequence => _sequence;

    /// <param name="sequence">The row's number.</param>
    /// <param name="seal">The row's seal.</param>
    /// <param name="row">Null where a column cannot be read: touched, whatever its seal says.</param>
    public void Read(long sequence, byte[] seal, OperationLogEntry? row)
    {
        Begin();
        if (sequence < 1)
        {
            ReadUnsealed(row);
            return;
        }

        if (_rows++ == 0 && row is not null && row.At < _lastUnsealed)
        {
            Add(LogFaultKind.PutIn, 0);
        }

        if (sequence != _sequence + 1)
        {
            Add(sequence > _sequence ? LogFaultKind.Missing : LogFaultKind.Changed, _sequence + 1);
        }

        // After a gap the row before is not known, and the gap is the fault that counts.
        else if (row is null)
        {
            Add(LogFaultKind.Changed, sequence);
        }
        else if (KeyOf(row) is not { } key)
        {
            Add(LogFaultKind.KeyMissing, row.Sequence);
        }
        else if (!LogSeal.Fits(row, _previous, key))
        {
            Add(LogFaultKind.Changed, row.Sequence);
        }

        CompareWithCheckpoints(sequence, seal);
        (_sequence, _previous) = (sequence, seal);
    }

    private void ReadUnsealed(OperationLogEntry? row)
    {
        _unsealed++;
        if (row is null || _rows > 0)
        {
            Add(LogFaultKind.PutIn, 0);
            return;
        }

        _lastUnsealed = row.At > _lastUnsealed ? row.At : _lastUnsealed;
    }

    /// <param name="head">As it stands in the database after the last row was read.</param>
    public LogVerdict Finish(LogHead head)
    {
        Begin();
        if (head.Sequence != _sequence || (_sequence > 0 && !head.Seal.AsSpan().SequenceEqual(_previous)))
        {
            Add(LogFaultKind.HeadDiffers, _sequence);
        }

        if (_expected.Any(e => e.Key > _sequence))
        {
            Add(LogFaultKind.CutOff, _sequence + 1);
        }

        if (_sequence > 0 && _good.Count == 0)
        {
            Add(LogFaultKind.NoCheckpoint, _sequence);
        }

        return new(
            _rows, _unsealed, new LogHead { LogId = logId, Sequence = _sequence, Seal = _previous }, _expected.Count, _agreed,
            [.. _good.Where(c => c.Kind is CheckpointKind.Restored)], [.. _faults.OrderBy(f => f.Sequence).ThenBy(f => f.Kind)]);
    }

    private void CompareWithCheckpoints(long sequence, byte[] seal)
    {
        if (!_expected.Contains(sequence))
        {
            return;
        }

        if (_expected[sequence].All(known => known == Convert.ToHexString(seal)))
        {
            _agreed = _hasParted ? _agreed : new LogHead { LogId = logId, Sequence = sequence, Seal = seal };
            return;
        }

        _hasParted = true;
        Add(LogFaultKind.Rewritten, sequence);
    }

    private void Begin()
    {
        if (_hasBegun)
        {
            return;
        }

        _hasBegun = true;
        var signed = checkpoints.ToLookup(c => Find(c.KeyId) is { } key && c.IsSignedWith(key));
        _good.AddRange(signed[true].Where(c => c.LogId == logId));
        foreach (var forged in signed[false])
        {
            Add(LogFaultKind.CheckpointForged, forged.Sequence);
        }

        foreach (var other in signed[true].Where(c => c.LogId != logId).GroupBy(c => c.LogId))
        {
            Add(LogFaultKind.OtherLog, other.Max(c => c.Sequence));
        }

        _expected = StillHolding(_good).ToLookup(c => c.Sequence, c => c.Seal);
    }

    /// <summary>A restore takes back what was said before it of later rows; the rows up to it must still be the same.</summary>
    private static IEnumerable<LogCheckpoint> StillHolding(IEnumerable<LogCheckpoint> inOrder)
    {
        var restoredTo = long.MaxValue;
        foreach (var checkpoint in inOrder.Reverse())
        {
            if (checkpoint.Sequence > 0 && checkpoint.Sequence <= restoredTo)
            {
                yield return checkpoint;
            }

            restoredTo = checkpoint.Kind is CheckpointKind.Restored ? Math.Min(restoredTo, checkpoint.Sequence) : restoredTo;
        }
    }

    private SecretKey? KeyOf(OperationLogEntry row) => Find(row.KeyId);

    private SecretKey? Find(int id) => _keys.TryGetValue(id, out var known) ? known : _keys[id] = findKey(id);

    private void Add(LogFaultKind kind, long sequence)
    {
        if (_faults.Count < MaxFaults)
        {
            _faults.Add(new(kind, sequence));
        }
    }
}
