using Microsoft.Extensions.Logging.Abstractions;
using Portal.Features.OperationLog;
using Portal.Keys;

namespace Portal.Bench;

/// <summary>The log's chain over the measured ledgers, with keys of its own beside them.</summary>
internal static class BenchChain
{
    public static string Folder { get; } = Path.Combine(Path.GetTempPath(), "portal-bench-keys");

    public static KeyRing Keys { get; } = MakeKeys();

    /// <summary>A second place of its own: it belongs to one log.</summary>
    public static LogCheckpoints Checkpoints() => new(Path.Combine(Folder, "checkpoints", $"{Guid.NewGuid():N}"), Keys, TimeProvider.System, NullLogger<LogCheckpoints>.Instance);

    public static LogChain New() => new(Keys, Checkpoints());

    private static KeyRing MakeKeys()
    {
        var file = new KeyFile(Path.Combine(Folder, "keys.json"));
        file.MakeUnlessThere(DateTime.UtcNow);
        return new KeyRing(file);
    }
}
