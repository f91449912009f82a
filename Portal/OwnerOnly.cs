namespace Portal;

/// <summary>Files and folders the portal makes: on Unix nobody but its account may look into them, whatever the umask. On Windows the folder's own rights hold.</summary>
internal static class OwnerOnly
{
    private const UnixFileMode ReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>One that is there keeps its rights.</summary>
    public static DirectoryInfo Folder(string path) =>
        OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, ReadWrite | UnixFileMode.UserExecute);

    /// <summary>Opens a file to write; one that is there keeps its rights.</summary>
    public static FileStream File(string path, FileMode mode, FileShare share = FileShare.Read)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = ReadWrite;
        }

        return new FileStream(path, options);
    }
}
