using Microsoft.Extensions.Configuration;
using Portal.Settings;
using Xunit;

namespace Portal.Tests.Settings;

public sealed class ListenCheckTests
{
    [Theory]
    [InlineData("urls", "htp://localhost:5080")]
    [InlineData("urls", "foo")]
    [InlineData("urls", "http://localhost:99999")]
    [InlineData("urls", "http://localhost:5080/portal")]
    [InlineData("urls", "http://localhost:5080;ftp://x")]
    [InlineData("Kestrel:Endpoints:Inside:Url", "localhost:5080")]
    [InlineData("urls", "http://localhost:abc")]
    [InlineData("urls", "http://localhost:")]
    [InlineData("urls", "http://127.0.0.1:5098x")]
    [InlineData("urls", "http://[::1")]
    [InlineData("urls", "http://locahost:5098")]
    [InlineData("urls", "http://kein-host.example:5091")]
    [InlineData("urls", "  ")]
    [InlineData("urls", ";")]
    [InlineData("Kestrel:Endpoints:Inside:Ur", "")]
    [InlineData("http_ports", "70000")]
    [InlineData("https_ports", "https")]
    public void WhereNobodyCanListen_IsToldInOneLine(string key, string value)
    {
        var fault = Assert.Single(ListenCheck.Faults(Of(key, value)));

        Assert.Contains(key.TrimEnd('l'), fault, StringComparison.Ordinal);
        Assert.Contains(value.Split(';')[^1].Trim(), fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urls", "http://localhost:5080")]
    [InlineData("urls", "http://127.0.0.1:0; http://[::1]:5080")]
    [InlineData("urls", "http://*:8080")]
    [InlineData("urls", "http://unix:/run/otaru-portal/portal.sock")]
    [InlineData("http_ports", "8080;8081")]
    public void WhereItCan_IsNoFault(string key, string value) => Assert.Empty(ListenCheck.Faults(Of(key, value)));

    [Theory]
    [InlineData("urls", "http://localhost:5080;https://localhost:5081", true)]
    [InlineData("https_ports", "443", true)]
    [InlineData("Kestrel:Endpoints:Inside:Url", "https://localhost:5081", true)]
    [InlineData("urls", "http://localhost:5080", false)]
    public void HttpsWithoutACertificate_IsAFault(string key, string value, bool isFault)
    {
        Assert.Equal(isFault, ListenCheck.WithoutCertificate(Of(key, value)).Any());
        Assert.Empty(ListenCheck.WithoutCertificate(new ConfigurationBuilder().AddInMemoryCollection([new(key, value), new("Kestrel:Certificates:Default:Path", "/etc/otaru-portal/portal.pfx")]).Build()));
    }

    private static IConfiguration Of(string key, string value) => new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
}
