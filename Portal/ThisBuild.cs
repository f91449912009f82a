using System.Reflection;

namespace Portal;

/// <summary>Which program this is.</summary>
public static class ThisBuild
{
    /// <summary>Version and commit.</summary>
    public static string Version { get; } = typeof(ThisBuild).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "―";
}
