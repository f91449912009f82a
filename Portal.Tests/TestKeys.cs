using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Domain.Keys;
using Portal.Features.OperationLog;
using Portal.Keys;

namespace Portal.Tests;

/// <summary>The keys of all tests, away from the machine's own, and a second place for logs nobody verifies.</summary>
internal static class TestKeys
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("portal-keys-").FullName;

    public static string File { get; } = Path.Combine(Folder, "keys.json");

    public static string CheckpointFolder { get; } = Path.Combine(Folder, "checkpoints");

    public static KeyRing Ring { get; } = MakeRing();

    public static LogCheckpoints Checkpoints() => new(CheckpointFolder, Ring, TimeProvider.System, NullLogger<LogCheckpoints>.Instance);

    /// <summary>A chain of its own, as a process has one.</summary>
    public static LogChain Chain() => new(Ring, Checkpoints());

    public static SecretKey Key(int id = 1, KeyUse use = KeyUse.OperationLog) => new(use, id, A.Now, [.. Enumerable.Range(id, SecretKey.Length).Select(i => (byte)i)]);

    /// <summary>Portals and commands the tests start find the keys, and a place for those of cookies, by their settings.</summary>
    [ModuleInitializer]
    internal static void Announce()
    {
        _ = Ring;
        Environment.SetEnvironmentVariable("Keys__File", File);
        Environment.SetEnvironmentVariable("KeyRing__Folder", Path.Combine(Folder, "ring"));
    }

    private static KeyRing MakeRing()
    {
        var file = new KeyFile(File);
        file.MakeUnlessThere(A.Now);
        return new KeyRing(file);
    }
}
