using Microsoft.Extensions.Configuration;
using Portal.Domain;
using Portal.Settings;
using Portal.Tests.Data;
using Xunit;

namespace Portal.Tests.Settings;

/// <summary>Where a portal outside Development may put what nobody else may read.</summary>
public sealed class PlacesTests : IDisposable
{
    private readonly string _above = Directory.CreateTempSubdirectory("portal-places-").FullName;
    private readonly string _program;
    private readonly string _data;

    public PlacesTests() =>
        (_program, _data) = (Directory.CreateDirectory(Path.Combine(_above, "program")).FullName, Directory.CreateDirectory(Path.Combine(_above, "data")).FullName);

    public void Dispose() => Directory.Delete(_above, recursive: true);

    /// <summary>A server's places as they should be, but for one.</summary>
    internal static IEnumerable<KeyValuePair<string, string?>> Outside(string but) => new Dictionary<string, string?>
    {
        ["Database:Provider"] = "SqlServer",
        [Places.Ledger] = "Server=db;Database=Portal",
        [Places.CookieKeys] = "/var/lib/otaru-portal/cookie-keys",
        [Places.Checkpoints] = "/mnt/otaru-portal-checkpoints",
        [Places.Uploads] = "/var/lib/otaru-portal/imports",
    }.Where(place => place.Key != but);

    [Fact]
    public void TheSettingsThatComeWithThePortal_LackTheLedgerAndTheCookieKeys_AndNothingElse()
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Path.Combine(ScriptTests.RepositoryRoot(), "Portal", "appsettings.json")).Build();

        Assert.Equal(
            [Places.NotNamed(Places.Ledger), Places.NotNamed(Places.CookieKeys)], SettingsCheck.Faults(configuration, _program, isDevelopment: false));
        Assert.Empty(SettingsCheck.Faults(configuration, _program, isDevelopment: true));
    }

    [Fact]
    public void BesideTheLedger_LiesWhatIsNotNamed()
    {
        var ledger = Of((Places.Ledger, $"Data Source={Path.Combine(_data, "ledger.db")}"), (Places.CookieKeys, Path.Combine(_data, "ring")));

        Assert.Empty(Places.Faults(ledger, _program));
        Assert.Equal(Path.Combine(_data, "ledger.db-checkpoints"), Places.Folder(ledger, _program, Places.Checkpoints));
        Assert.Equal(Path.Combine(_data, "ledger.db-imports"), Places.Folder(ledger, _program, Places.Uploads));
    }

    [Theory]
    [InlineData(Places.Ledger, "Data Source=App_Data/ledger.db")]
    [InlineData(Places.CookieKeys, "App_Data/keys")]
    [InlineData(Places.CookieKeys, "../data/../program/keys")]
    [InlineData(Places.Checkpoints, "checkpoints")]
    [InlineData(Places.Uploads, "..imports")]
    public void APlaceInTheProgramsFolder_IsRefused(string key, string value)
    {
        var places = Of([(Places.Ledger, $"Data Source={Path.Combine(_data, "ledger.db")}"), (Places.CookieKeys, Path.Combine(_data, "ring")), (key, value)]);

        var fault = Assert.Single(Places.Faults(places, _program));

        Assert.Contains($"設定 {key} の", fault, StringComparison.Ordinal);
        Assert.Contains("プログラムのフォルダの中にあります", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void ALinkIntoTheProgramsFolder_IsNoWayRound()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making a link needs rights there.");
        Directory.CreateSymbolicLink(Path.Combine(_above, "current"), _program);

        var fault = Assert.Single(Places.Faults(Of((Places.Ledger, $"Data Source={Path.Combine(_above, "current", "ledger.db")}"), (Places.CookieKeys, Path.Combine(_data, "ring"))), _program));

        Assert.Contains("プログラムのフォルダの中にあります", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderOfTheLedgerThatIsNotThere_IsNamed_AndNotMade()
    {
        var nowhere = Path.Combine(_above, "dta");

        var fault = Assert.Single(Places.Faults(Of((Places.Ledger, $"Data Source={Path.Combine(nowhere, "ledger.db")}"), (Places.CookieKeys, Path.Combine(_data, "ring"))), _program));

        Assert.Contains($"フォルダ {nowhere} がありません", fault, StringComparison.Ordinal);
        Assert.False(Directory.Exists(nowhere));
    }

    [Theory, InlineData(Places.Ledger), InlineData(Places.CookieKeys), InlineData(Places.Checkpoints), InlineData(Places.Uploads)]
    public void OnAServer_EachPlaceHasToBeNamed(string key)
    {
        var places = new ConfigurationBuilder().AddInMemoryCollection(Outside(but: key)).Build();

        Assert.Equal([Places.NotNamed(key)], Places.Faults(places, _program));
    }

    [Fact]
    public void CookieKeysInTheDatabase_NeedNoFolder() =>
        Assert.Empty(Places.Faults(new ConfigurationBuilder().AddInMemoryCollection(Outside(but: Places.CookieKeys)).AddInMemoryCollection([new("KeyRing:Store", "Database")]).Build(), _program));

    [Fact]
    public void ACommand_AsksForThePlacesItUses()
    {
        var refused = Assert.Throws<RuleException>(() => Places.Folder(new ConfigurationBuilder().AddInMemoryCollection(Outside(but: Places.Uploads)).Build(), _program, Places.Uploads));

        Assert.Equal(Places.NotNamed(Places.Uploads), refused.Message);
    }

    private static IConfiguration Of(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection([new("Database:Provider", "Sqlite")]).AddInMemoryCollection(settings.GroupBy(s => s.Key).Select(s => KeyValuePair.Create(s.Key, (string?)s.Last().Value))).Build();
}
