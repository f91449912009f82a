using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog;

/// <summary>Rows of the operation log that wait to be written together. The first to hand in while nobody writes has the turn, and hands it on.</summary>
internal sealed class LogQueue
{
    /// <summary>Rows in one transaction.</summary>
    private const int BatchSize = 200;

    private readonly Queue<Waiting> _waiting = new();
    private bool _isWriting;

    /// <summary>Waits until it is this writer's turn, or another has written its rows.</summary>
    /// <returns>Whether the rows are still to be written, with a batch from <see cref="TakeBatch"/>.</returns>
    public async ValueTask<bool> HandInAsync(IReadOnlyList<OperationLogEntry> entries)
    {
        var own = new Waiting(entries);
        lock (_waiting)
        {
            _waiting.Enqueue(own);
            if (!_isWriting)
            {
                return _isWriting = true;
            }
        }

        return await own.Turn.Task.ConfigureAwait(false);
    }

    public List<Waiting> TakeBatch()
    {
        lock (_waiting)
        {
            var batch = new List<Waiting>();
            for (var rows = 0; rows < BatchSize && _waiting.TryDequeue(out var next); rows += next.Entries.Count)
            {
                batch.Add(next);
            }

            return batch;
        }
    }

    /// <summary>Lets the next of those who wait write, if there is one.</summary>
    public void HandOn()
    {
        lock (_waiting)
        {
            _isWriting = _waiting.TryPeek(out var next);
            next?.Turn.SetResult(true);
        }
    }

    /// <summary>One writer's rows.</summary>
    public sealed record Waiting(IReadOnlyList<OperationLogEntry> Entries)
    {
        /// <summary>Whether to write oneself. False: already written by another.</summary>
        public TaskCompletionSource<bool> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
