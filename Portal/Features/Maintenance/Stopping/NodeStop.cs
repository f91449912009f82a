using Portal.Features.Maintenance.Status;

namespace Portal.Features.Maintenance.Stopping;

/// <summary>
/// 停止 — this node is being stopped. From this moment it is not ready for new pages, every open one says what will happen, and the lines go only
/// after a few seconds: in them forms keep their drafts and what was pressed is saved.
/// </summary>
public sealed partial class NodeStop(OpenCircuits open, IConfiguration configuration, ILogger<NodeStop> logger)
{
    /// <summary>How long open pages stay, 0 to 30 seconds; a node without open pages stops at once.</summary>
    public const string Setting = "Maintenance:StopSeconds";

    private const int UsualSeconds = 6;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly TimeSpan _stay = TimeSpan.FromSeconds(configuration.GetValue(Setting, UsualSeconds));

    public bool HasBegun { get; private set; }

    public event Action? Begun;

    /// <summary>Tells the open pages, and comes back when they have gone or have had their time.</summary>
    public void Begin()
    {
        HasBegun = true;
        if (open.Count == 0)
        {
            return;
        }

        LogStopping(open.Count, _stay.TotalSeconds);
        Begun?.Invoke();
        for (var stayed = TimeSpan.Zero; stayed < _stay && open.Count > 0; stayed += Look)
        {
            Thread.Sleep(Look);
        }
    }

    [LoggerMessage(LogLevel.Information, "Stopping: {Pages} open pages are told and stay for {Seconds} seconds.")]
    private partial void LogStopping(int pages, double seconds);
}
