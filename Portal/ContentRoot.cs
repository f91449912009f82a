namespace Portal;

/// <summary>The folder of appsettings.json and App_Data, found wherever the portal is started from.</summary>
public static class ContentRoot
{
    private const string Settings = "appsettings.json";

    /// <summary>What the arguments or the environment name; null leaves it to the host, else <see cref="Find()"/>.</summary>
    public static string? For(string[] args) =>
        args.Any(a => a.StartsWith("--contentRoot", StringComparison.OrdinalIgnoreCase)) || Environment.GetEnvironmentVariable("ASPNETCORE_CONTENTROOT") is not null
            ? null
            : Find();

    /// <summary>The working directory if it has settings, else the project above bin (dotnet run from elsewhere), else the program's own folder.</summary>
    public static string Find() => Find(Directory.GetCurrentDirectory(), AppContext.BaseDirectory);

    internal static string Find(string workingDirectory, string programFolder)
    {
        if (File.Exists(Path.Combine(workingDirectory, Settings)))
        {
            return workingDirectory;
        }

        for (var folder = new DirectoryInfo(programFolder); folder is not null; folder = folder.Parent)
        {
            if (folder.Name == "bin" && folder.Parent is { } project && File.Exists(Path.Combine(project.FullName, Settings)))
            {
                return project.FullName;
            }
        }

        return programFolder;
    }
}
