using System.Text.RegularExpressions;
using System.Xml.Linq;
using Portal.Tests.Data;
using Xunit;

namespace Portal.Tests.Maintenance.Nodes;

/// <summary>deploy/ names settings, units and scripts by hand; what it names has to be there.</summary>
public sealed partial class DeployTests
{
    private static readonly string Root = ScriptTests.RepositoryRoot();
    private static readonly string Folder = Path.Combine(Root, "deploy");

    public static TheoryData<string> Files() =>
    [
        .. new[] { "compose.yaml", "nginx.conf", "Dockerfile", "README.md", "iis/web.config" },
        .. Directory.EnumerateFiles(Path.Combine(Folder, "systemd")).Select(f => $"systemd/{Path.GetFileName(f)}").Order(StringComparer.Ordinal),
    ];

    [Theory, MemberData(nameof(Files))]
    public void EverySetting_IsExplainedInTheReadme(string file)
    {
        var readme = Read("../README.md");

        var unknown = Setting().Matches(Read(file)).Select(m => m.Value.Replace("__", ":", StringComparison.Ordinal)).Distinct()
            .Where(key => !readme.Contains($"`{key}`", StringComparison.Ordinal));

        Assert.Empty(unknown);
    }

    [Theory, MemberData(nameof(Files))]
    public void NoSecret_IsInAnyFile(string file) =>
        Assert.All(Secret().Matches(Read(file)), m => Assert.EndsWith("…", m.Value, StringComparison.Ordinal));

    [Fact]
    public void BothNodes_ShareTheKeysOfCookies_AndTheirSettings()
    {
        var compose = Read("compose.yaml");

        Assert.Contains("KeyRing__Store: Database", compose, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(compose, @"environment: \{ <<: \*settings \}"));
        Assert.Equal(2, Regex.Count(compose, @"\./keys:/keys"));
        var proxy = Regex.Match(compose, @"ipv4_address: (\S+) ").Groups[1].Value;
        Assert.Contains($"Proxy__Known__0: {proxy}", compose, StringComparison.Ordinal);
    }

    [Fact]
    public void TheProxy_SendsAPageBackToItsNode_AndItsLineThrough()
    {
        var (nginx, compose) = (Read("nginx.conf"), Read("compose.yaml"));

        Assert.All(["hash $portal_node consistent;", "proxy_set_header Upgrade $http_upgrade;", "proxy_set_header Connection $connection_upgrade;", "proxy_set_header X-Forwarded-Proto https;", "proxy_set_header Host $http_host;"],
            line => Assert.Contains(line, nginx, StringComparison.Ordinal));
        var nodes = Regex.Matches(nginx, @"server (portal-\w+):8080").Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(2, nodes.Count);
        Assert.All(nodes, node => Assert.Contains($"  {node}:\n", compose, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryTimer_HasItsService_AndEveryServiceRunsWithoutRights()
    {
        var units = Directory.EnumerateFiles(Path.Combine(Folder, "systemd")).Select(f => Path.GetFileName(f)).ToList();

        Assert.All(units.Where(u => u.EndsWith(".timer", StringComparison.Ordinal)), timer => Assert.Contains(Path.ChangeExtension(timer, ".service"), units));
        Assert.All(units.Where(u => u.EndsWith(".service", StringComparison.Ordinal)), service =>
            Assert.All(["User=otaru-portal", "NoNewPrivileges=true", "ProtectSystem=strict", "CapabilityBoundingSet=\n", "UMask=0077"], line => Assert.Contains(line, Read($"systemd/{service}"), StringComparison.Ordinal)));
        Assert.Contains("OnCalendar=*:0/5", Read("systemd/portal-backup.timer"), StringComparison.Ordinal);
        Assert.Contains("/current/Portal backup --to /var/backups/otaru-portal --keep ", Read("systemd/portal-backup.service"), StringComparison.Ordinal);
    }

    [Fact]
    public void TheWebConfig_IsXml_AndTheImageRunsAsNobody()
    {
        Assert.Equal("inprocess", XDocument.Parse(Read("iis/web.config")).Descendants("aspNetCore").Single().Attribute("hostingModel")?.Value);
        Assert.Contains("USER $APP_UID", Read("Dockerfile"), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryFileTheRunbookNames_IsThere()
    {
        var runbook = Read("README.md");

        Assert.All(Link().Matches(runbook).Select(m => m.Groups[1].Value.Split('#')[0]), path => Assert.True(Path.Exists(Path.Combine(Folder, path)), path));
        Assert.All(Script().Matches(runbook).Select(m => m.Value), path => Assert.True(File.Exists(Path.Combine(Root, path)), path));
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Folder, file)).ReplaceLineEndings("\n");

    [GeneratedRegex("[A-Z][A-Za-z]+(?:__[A-Za-z0-9]+)+")]
    private static partial Regex Setting();

    [GeneratedRegex(@"(?i)(?:password|pwd|secret)\s*[=:]\s*[^\s;""\]]+")]
    private static partial Regex Secret();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\bdb/[\w/]+\.sql")]
    private static partial Regex Script();
}
