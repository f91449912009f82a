using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Lists;
using Portal.Domain.Exchange.Media;

namespace Portal.Features.Exchange.Lists;

/// <summary>What is known of a list before it is taken out.</summary>
/// <param name="Question">As it was understood.</param>
/// <param name="Rows">Of the list.</param>
/// <param name="Bytes">Of the file, about.</param>
/// <param name="Unwritable">What CP932 cannot hold; empty for other formats.</param>
/// <param name="Notes">What a 取込用 file leaves out.</param>
/// <param name="Withheld">People under 支援措置 of whom values are left out.</param>
/// <param name="At">UTC.</param>
public sealed record ListLook(ListQuestion Question, long Rows, long Bytes, UnwritableCharacters Unwritable, IReadOnlyList<ListNote> Notes, int Withheld, DateTime At)
{
    /// <summary>A ledger goes on: an older look has to be repeated.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(30);

    public ListFound Found => new(Rows, Unwritable.Total);
}

/// <summary>How far a look or an export has come.</summary>
public readonly record struct ListProgress(long Done, long Total);

/// <summary>An export that can be fetched once, and its passphrase.</summary>
public sealed record ListReady(ListOrder Order, ListLook Look, Passphrase Passphrase, ListRun Run);

/// <summary>Between a form and its download.</summary>
public sealed class ListExportOrders(TimeProvider time) : OneTimeOrders<ListReady>(time);

/// <summary>出力の状況</summary>
public enum ListRunState
{
    /// <summary>Not fetched yet.</summary>
    Waiting,

    Writing,
    Done,

    /// <summary>中止, or it could not be finished.</summary>
    Stopped,
}

/// <summary>One export under way, seen and stopped by the page that asked for it.</summary>
public sealed class ListRun
{
    private readonly Lock _turn = new();
    private long _done;
    private bool _isStopped;
    private Action? _stop;

    public ListRunState State { get; internal set; }

    public long Done => Interlocked.Read(ref _done);

    /// <summary>中止: now where it is being written, otherwise as soon as it is fetched.</summary>
    public void Stop()
    {
        lock (_turn)
        {
            _isStopped = true;
            _stop?.Invoke();
        }
    }

    /// <param name="stop">How it is stopped; null when there is nothing to stop any more.</param>
    internal void OnStop(Action? stop)
    {
        lock (_turn)
        {
            _stop = stop;
            if (_isStopped)
            {
                stop?.Invoke();
            }
        }
    }

    internal void Report(long done) => Interlocked.Exchange(ref _done, done);
}

/// <summary>An export that is in the log and in the register of media, and now has to be written.</summary>
internal sealed record ListSending(Staff By, ListReady Ready, Guid MediumFileId, string FileName, IReadOnlyList<(string Label, string? Text)> Facts)
{
    public string ZipName => Path.ChangeExtension(FileName, "zip");
}
