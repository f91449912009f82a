using Microsoft.Extensions.Configuration;
using Portal.Domain;
using Portal.Settings;
using Portal.Tests.Data;
using Xunit;

namespace Portal.Tests.Settings;

public sealed class SettingsCheckTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-settings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void EachFault_HasALineOfItsOwn()
    {
        var refusal = Assert.Throws<RuleException>(() => SettingsCheck.Demand(
            Of(("SignIn:IdleMinutes", "90"), ("Proxy:Known:0", "proxy"), ("Database:Provider", "Oracle"), ("SignIn:AbsoluteHour", "8")), _folder, isDevelopment: true));

        Assert.Equal(
            [
                "設定 Database:Provider の「Oracle」は使えません。Sqlite か SqlServerを指定してください。",
                "設定 Proxy:Known:0 の「proxy」は使えません。IPアドレスを指定してください。",
                "設定 SignIn:AbsoluteHour は使われません。SignIn:AbsoluteHours の書き誤りではありませんか。",
                "設定 SignIn:IdleMinutes の「90」は使えません。5から30までの数を指定してください。",
            ],
            refusal.Message.Split(Environment.NewLine).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("LogReview:OpensAt", "8時")]
    [InlineData("LogReview:ClosedDays:0", "11/23")]
    [InlineData("Reports:Monthly", "はい")]
    [InlineData("MyNumber:DailyQuota", "0")]
    [InlineData("ResidentIndex:ResidentNumbers:First", "-1")]
    [InlineData("Nothing:Known", null)]
    public void AValueThatDoesNotSuit_IsNamed(string key, string? value) =>
        Assert.Equal(value is null ? 0 : 1, SettingsCheck.Faults(Of((key, value ?? "x")), _folder, isDevelopment: true).Count(f => f.Contains(key, StringComparison.Ordinal)));

    [Theory]
    [InlineData("{ \"EntraId\": { \"ClientSecret\": \"s\" } }", "EntraId:ClientSecret")]
    [InlineData("{ \"ConnectionStrings\": { \"Portal\": \"Server=db;User Id=p;Password=s\" } }", "ConnectionStrings:Portal")]
    [InlineData("{ \"Keys\": { \"Content\": \"k\" } }", "Keys:Content")]
    [InlineData("{ \"Keys\": { \"File\": \"App_Data/keys.json\" } }", "Keys:File")]
    public void ASecretBesideTheProgram_StopsTheStart_OutsideDevelopment(string json, string key)
    {
        File.WriteAllText(Path.Combine(_folder, "appsettings.json"), json);
        var configuration = new ConfigurationBuilder().SetBasePath(_folder).AddJsonFile("appsettings.json").AddInMemoryCollection(PlacesTests.Outside(but: key)).Build();

        var fault = Assert.Single(SettingsCheck.Faults(configuration, _folder, isDevelopment: false));

        Assert.Contains(key, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("Password=s", fault, StringComparison.Ordinal);
        Assert.Empty(SettingsCheck.Faults(configuration, _folder, isDevelopment: true));
    }

    [Fact]
    public void TheSameSecrets_InTheEnvironment_AreRight() =>
        Assert.Empty(SettingsCheck.Faults(
            Of([.. PlacesTests.Outside(but: "ConnectionStrings:Portal").Select(p => (p.Key, p.Value)), ("EntraId:ClientSecret", "s"), ("ConnectionStrings:Portal", "Server=db;Password=s"), ("Keys:File", "/etc/otaru-portal/keys.json")]),
            _folder, isDevelopment: false));

    [Fact]
    public async Task EverySetting_StandsInTheReadme_OrInItsOwnDocument()
    {
        var root = ScriptTests.RepositoryRoot();
        var words = await File.ReadAllTextAsync(Path.Combine(root, "README.md"), TestContext.Current.CancellationToken)
            + await File.ReadAllTextAsync(Path.Combine(root, "docs", "log-review.md"), TestContext.Current.CancellationToken);

        Assert.All(SettingList.All, s => Assert.Contains(s.Key.Replace(":*", "", StringComparison.Ordinal).Split(':')[^1], words, StringComparison.Ordinal));
    }

    private static IConfiguration Of(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value))).Build();
}
