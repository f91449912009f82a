using System.Runtime.InteropServices;
using System.Text;

namespace Portal.Features.Maintenance.Backups;

/// <summary>Has the names in a folder written to the disk: without it a power cut can take back a file's new name. Windows does so by itself.</summary>
internal static class FolderFlush
{
    private const int ReadOnly = 0;

    public static void Run(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var handle = Open(Encoding.UTF8.GetBytes($"{folder}\0"), ReadOnly);
        if (handle < 0)
        {
            throw new IOException($"The folder does not open (errno {Marshal.GetLastPInvokeError()}).");
        }

        try
        {
            // A file system that cannot flush a folder has nothing to flush.
            _ = Flush(handle);
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(int handle);

    [DllImport("libc", EntryPoint = "close"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
