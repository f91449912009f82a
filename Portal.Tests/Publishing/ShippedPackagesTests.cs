using System.Text.Json;
using System.Xml.Linq;
using Portal.Tests.Data;
using Xunit;

namespace Portal.Tests.Publishing;

/// <summary>What is shipped with the portal: docs/licences.md and the pins behind it. PORTAL_WRITE_DOCS=1 writes the list anew from the packages' own words.</summary>
public sealed class ShippedPackagesTests
{
    private const string Write = "PORTAL_WRITE_DOCS";

    /// <summary>Packages that carry a text instead of a name; read by a person.</summary>
    private static readonly Dictionary<string, string> ReadByAPerson = new()
    {
        ["Sylvan.Data.Csv"] = "MIT",
        ["Microsoft.Data.SqlClient.SNI.runtime"] = "Microsoft Software License Terms",
    };

    private static readonly string[] Accepted = ["MIT", "Apache-2.0", "BSD-2-Clause", "Microsoft Software License Terms"];

    /// <summary>The first version without a fault that was published, as far as its number is known here by heart: the package source served to this build
    /// carries no advisories. A list to be added to, no audit.</summary>
    private static readonly Dictionary<string, (string Least, string Advisory)> Faults = new()
    {
        ["Azure.Identity"] = ("1.11.4", "CVE-2024-35255"),
        ["Microsoft.Data.SqlClient"] = ("5.1.3", "CVE-2024-0056"),
        ["Microsoft.Extensions.Caching.Memory"] = ("8.0.1", "CVE-2024-43483"),
        ["Newtonsoft.Json"] = ("13.0.1", "CVE-2024-21907"),
        ["OpenTelemetry.Api"] = ("1.11.2", "CVE-2025-27513"),
        ["OpenTelemetry.Instrumentation.AspNetCore"] = ("1.8.1", "CVE-2024-32028"),
        ["SharpZipLib"] = ("1.3.3", "CVE-2021-32840"),
        ["System.Drawing.Common"] = ("4.7.2", "CVE-2021-24112"),
        ["System.Formats.Asn1"] = ("8.0.1", "CVE-2024-38095"),
        ["System.IdentityModel.Tokens.Jwt"] = ("7.1.2", "CVE-2024-21319"),
        ["System.IO.Packaging"] = ("8.0.1", "CVE-2024-43484"),
        ["System.Security.Cryptography.Xml"] = ("6.0.1", "CVE-2022-34716"),
        ["System.Text.Json"] = ("8.0.5", "CVE-2024-43485"),
    };

    private static string Docs => Path.Combine(ScriptTests.RepositoryRoot(), "docs", "licences.md");

    [Fact]
    public async Task TheListOfLicences_IsWhatTheLockFilesName()
    {
        var packages = Packages();
        if (Environment.GetEnvironmentVariable(Write) == "1")
        {
            await File.WriteAllTextAsync(Docs, Document(packages), TestContext.Current.CancellationToken);
        }

        var listed = Listed(await File.ReadAllLinesAsync(Docs, TestContext.Current.CancellationToken));

        Assert.Equal(packages.Select(p => $"{p.Name} {p.Version}"), listed.Select(l => $"{l.Name} {l.Version}"));
        Assert.All(listed, l => Assert.Contains(l.Licence, Accepted));
    }

    [Fact]
    public void NoPackage_IsOlderThanAFaultThatIsKnown()
    {
        var packages = Packages().Where(p => Faults.ContainsKey(p.Name)).ToList();

        Assert.NotEmpty(packages);
        Assert.All(packages, p => Assert.True(Number(p.Version) >= Number(Faults[p.Name].Least), $"{p.Name} {p.Version}: {Faults[p.Name].Advisory} is mended in {Faults[p.Name].Least}."));
    }

    [Theory, InlineData("linux-x64"), InlineData("win-x64")]
    public void APublishedBuild_HasTheVersions_OfThePlainOne(string runtime)
    {
        var plain = Locked("packages.lock.json").ToHashSet();

        Assert.Empty(plain.Except(Locked($"packages.{runtime}.lock.json")));
    }

    private static List<(string Name, string Version)> Packages() =>
        [.. Directory.EnumerateFiles(Path.Combine(ScriptTests.RepositoryRoot(), "Portal"), "packages*.lock.json").SelectMany(f => Locked(Path.GetFileName(f))).Distinct().OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase)];

    private static IEnumerable<(string Name, string Version)> Locked(string file)
    {
        using var text = JsonDocument.Parse(File.ReadAllText(Path.Combine(ScriptTests.RepositoryRoot(), "Portal", file)));
        return [.. text.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject())
            .Where(p => p.Value.GetProperty("type").GetString() is not "Project").Select(p => (p.Name, p.Value.GetProperty("resolved").GetString()!))];
    }

    private static List<(string Name, string Version, string Licence)> Listed(string[] lines) =>
        [.. lines.Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Select(l => l.Trim('|').Split('|', StringSplitOptions.TrimEntries)).Where(c => c[0] != "package").Select(c => (c[0], c[1], c[2]))];

    private static string Document(IEnumerable<(string Name, string Version)> packages) => $"""
        # Licences of what is shipped

        The portal's own code aside, a published build consists of .NET and ASP.NET Core 10 (MIT, the .NET Foundation and contributors) and of the packages below, as the
        lock files in `Portal/` name them. Packages that only build or test are not in it, except those of EF's tools, which the lock files do not tell apart. The
        texts lie in the packages; `sbom.cdx.json` of a build names the same ones with their hashes. Written by a test and held to the lock files by it.

        | package | version | licence |
        |---|---|---|
        {string.Join('\n', packages.Select(p => $"| {p.Name} | {p.Version} | {LicenceOf(p.Name, p.Version)} |"))}

        """.ReplaceLineEndings("\n");

    private static string LicenceOf(string name, string version)
    {
        if (ReadByAPerson.TryGetValue(name, out var known))
        {
            return known;
        }

        var folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var about = XDocument.Load(Path.Combine(folder, name.ToLowerInvariant(), version, $"{name.ToLowerInvariant()}.nuspec"));
        return about.Descendants().First(e => e.Name.LocalName == "license" && e.Attribute("type")?.Value == "expression").Value;
    }

    private static Version Number(string version) => Version.Parse(version.Split('-', '+')[0]);
}
