namespace Portal;

/// <summary>The folder of appsettings.json and App_Data, found wherever the portal is started from.</summary>
public static class ContentRoot
{
    private const string Settings = "appsettings.json";

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
