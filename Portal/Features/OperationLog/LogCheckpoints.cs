using System.Text;
using Portal.Domain.Keys;
using Portal.Domain.OperationLog;
using Portal.Keys;

namespace Portal.Features.OperationLog;

/// <summary>
/// 控え — keeps, in a second place, where the log stood: after every save the last row, and a line that is never overwritten at least
/// each <see cref="Interval"/> or <see cref="Rows"/> rows. A second place that cannot be reached stops nobody's work; it is reported.
/// </summary>
public sealed class LogCheckpoints(string folder, KeyRing keys, TimeProvider time, ILogger<LogCheckpoints> log) : IAsyncDisposable, IDisposable
{
    public const int Rows = 1_000;
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private readonly Lock _writing = new();
    private LogHead? _next;
    private bool _isWriting;
    private Task _work = Task.CompletedTask;
    private LogCheckpoint? _last;
    private LogCheckpoint? _lastLine;

    public string Folder { get; } = folder;

    /// <summary>UTC; since when nothing could be written there. Null while all is well.</summary>
    public DateTime? FailingSince { get; private set; }

    /// <summary>Called after every save, in order. Writes in the background, the newest head only.</summary>
    public void Follow(LogHead head)
    {
        lock (_writing)
        {
            _next = head;
            if (!_isWriting)
            {
                // Said and taken back under the lock: a task that is about to end is not one that still writes.
                _isWriting = true;
                _work = Task.Run(WriteNewest);
            }
        }
    }

    /// <summary>The same of a head that is told of after its turn: one that stands further on stays.</summary>
    public void FollowUnlessLater(LogHead head)
    {
        lock (_writing)
        {
            if ((_next is { } next && next.LogId == head.LogId && next.Sequence >= head.Sequence) || (_last is { } last && last.LogId == head.LogId && last.Sequence >= head.Sequence))
            {
                return;
            }

            Follow(head);
        }
    }

    /// <summary>Waits until what was followed is written.</summary>
    public async Task FlushAsync()
    {
        while (true)
        {
            Task work;
            lock (_writing)
            {
                work = _work;
                if (!_isWriting)
                {
                    return;
                }
            }

            await work.ConfigureAwait(false);
        }
    }

    /// <summary>Where the second place of an embedded ledger lies unless a setting names a better one.</summary>
    public static string FolderBeside(string ledgerFile) => ledgerFile + "-checkpoints";

    /// <summary>Every line about one log that can be read, oldest first, and last what stands in the head file.</summary>
    public IReadOnlyList<LogCheckpoint> Read(Guid logId) =>
        [.. Read([.. new[] { LinesFile(logId), HeadFile(logId) }.Where(File.Exists)]).Where(c => c.LogId == logId)];

    /// <summary>Every line about other logs. A second place belongs to one log, so there should be none.</summary>
    public IReadOnlyList<LogCheckpoint> ReadOthers(Guid logId) => [.. Read(FilesOfOthers(logId)).Where(c => c.LogId != logId)];

    /// <summary>Puts away what is said of other logs, when this one has taken their place on purpose.</summary>
    public void PutAwayOthers(Guid logId)
    {
        foreach (var file in FilesOfOthers(logId))
        {
            File.Move(file, file + ".replaced", overwrite: true);
        }
    }

    /// <summary>復元: says that the database was put back, so that what was written of later rows is no alarm.</summary>
    public void MarkRestored(LogHead head, DateTime now)
    {
        lock (_writing)
        {
            AppendLine(LogCheckpoint.Sign(CheckpointKind.Restored, head, now, keys.Current(KeyUse.OperationLog)));
            (_last, _lastLine) = (null, null);
            File.Delete(HeadFile(head.LogId));
        }
    }

    /// <summary>A process that ends writes first what it has followed.</summary>
    public async ValueTask DisposeAsync() => await FlushAsync().ConfigureAwait(false);

    public void Dispose() => FlushAsync().GetAwaiter().GetResult();

    private List<string> FilesOfOthers(Guid logId) =>
        Directory.Exists(Folder)
            ? [.. Directory.EnumerateFiles(Folder, "*.checkpoints").Concat(Directory.EnumerateFiles(Folder, "*.head")).Where(f => f != LinesFile(logId) && f != HeadFile(logId)).Order(StringComparer.Ordinal)]
            : [];

    private static List<LogCheckpoint> Read(List<string> files)
    {
        var lines = new List<string>();
        foreach (var file in files)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            lines.AddRange(reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }

        return [.. lines.Select(line => LogCheckpoint.TryParse(line, out var checkpoint) ? checkpoint : null).OfType<LogCheckpoint>()];
    }

    private void WriteNewest()
    {
        while (true)
        {
            LogHead head;
            lock (_writing)
            {
                if (_next is null)
                {
                    _isWriting = false;
                    return;
                }

                (head, _next) = (_next, null);
            }

            try
            {
                lock (_writing)
                {
                    Write(head);
                }

                FailingSince = null;
            }
            catch (Exception exception)
            {
                // Whatever it was, a key that is gone as well as a folder: a writer that ends here would never be started again.
                FailingSince ??= time.GetUtcNow().UtcDateTime;
                OperationLogMessages.CheckpointFailed(log, exception, Folder);
            }
        }
    }

    private void Write(LogHead head)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var checkpoint = LogCheckpoint.Sign(CheckpointKind.Head, head, now, keys.Current(KeyUse.OperationLog));
        if (_last?.LogId != head.LogId)
        {
            OwnerOnly.Folder(Folder);
            (_last, _lastLine) = (Read(head.LogId) is [.., var known] ? known : null, null);
        }

        if (_last is { } last && last.Kind is CheckpointKind.Head && last.Sequence >= head.Sequence && last.Seal != checkpoint.Seal)
        {
            // The log has gone back behind what stood here. What it was is kept for whoever verifies, before it is overwritten.
            AppendLine(last);
        }

        if (_lastLine is not { } line || head.Sequence - line.Sequence >= Rows || now - line.At >= Interval)
        {
            AppendLine(checkpoint);
            _lastLine = checkpoint;
        }

        using var file = OwnerOnly.File(HeadFile(head.LogId), FileMode.OpenOrCreate, FileShare.ReadWrite);
        var bytes = Encoding.UTF8.GetBytes(checkpoint.ToLine() + "\n");
        file.Write(bytes);
        file.SetLength(bytes.Length);
        _last = checkpoint;
    }

    private void AppendLine(LogCheckpoint checkpoint)
    {
        OwnerOnly.Folder(Folder);
        using var file = OwnerOnly.File(LinesFile(checkpoint.LogId), FileMode.Append, FileShare.ReadWrite);
        file.Write(Encoding.UTF8.GetBytes(checkpoint.ToLine() + "\n"));
        file.Flush(flushToDisk: true);
    }

    private string LinesFile(Guid logId) => Path.Combine(Folder, $"{logId:N}.checkpoints");

    private string HeadFile(Guid logId) => Path.Combine(Folder, $"{logId:N}.head");
}
