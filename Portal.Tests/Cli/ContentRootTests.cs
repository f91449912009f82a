using Xunit;

namespace Portal.Tests.Cli;

public sealed class ContentRootTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("portal-root-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void StartedInTheProject_ItIsTheProject() =>
        Assert.Equal(Folder("Portal", settings: true), ContentRoot.Find(Path.Combine(_root, "Portal"), Folder("Portal/bin/Debug/net10.0")));

    [Fact]
    public void StartedFromElsewhere_ItIsTheProjectAboveBin()
    {
        var project = Folder("Portal", settings: true);

        Assert.Equal(project, ContentRoot.Find(_root, Folder("Portal/bin/Debug/net10.0", settings: true)));
    }

    [Fact]
    public void Published_ItIsTheProgramsOwnFolder() =>
        Assert.Equal(Folder("opt/portal", settings: true), ContentRoot.Find(_root, Path.Combine(_root, "opt/portal")));

    private string Folder(string path, bool settings = false)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, path)).FullName;
        if (settings)
        {
            File.WriteAllText(Path.Combine(folder, "appsettings.json"), "{}");
        }

        return folder;
    }
}
