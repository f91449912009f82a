using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain;
using Portal.Domain.Keys;
using Portal.Keys;
using Xunit;

namespace Portal.Tests.Keys;

public sealed class KeyRingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-ring-").FullName;
    private readonly FakeTimeProvider _clock = new();

    private string Path => System.IO.Path.Combine(_folder, "below", "keys.json");

    [Fact]
    public void ANewFile_HasOneKeyForEachUse_AndAllAreDifferent()
    {
        var ring = Made();

        Assert.Equal(Enum.GetValues<KeyUse>(), ring.All.Select(k => k.Use));
        Assert.Equal(ring.All.Count, ring.All.Select(k => Convert.ToHexString(k.Bytes)).Distinct().Count());
    }

    [Fact]
    public void AFileThatIsThere_IsNeverMadeAgain()
    {
        var before = Made().Current(KeyUse.MyNumber);
        new KeyFile(Path).MakeUnlessThere(A.Now);

        Assert.True(before.Bytes.SequenceEqual(new KeyRing(new KeyFile(Path)).Current(KeyUse.MyNumber).Bytes));
    }

    [Fact]
    public void NobodyElse_MayReadTheFile()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows keeps the folder's own rights.");
            return;
        }

        Made();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));

        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var refused = Assert.Throws<RuleException>(() => new KeyRing(new KeyFile(Path)));
        Assert.Contains("chmod 600", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingFile_IsToldWithItsCure()
    {
        var refused = Assert.Throws<RuleException>(() => new KeyRing(new KeyFile(Path)));

        Assert.Contains("keys init", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[{\"use\":\"MyNumber\",\"id\":1,\"madeAt\":\"2026-11-23T00:00:00Z\",\"value\":\"c2hvcnQ=\"}]")]
    [InlineData("[{\"use\":\"MyNumber\",\"id\":1,\"madeAt\":\"2026-11-23T00:00:00Z\",\"value\":\"not base 64\"}]")]
    public void AFileThatIsNotOurs_IsRefused_WithoutRepeatingIt(string content)
    {
        var refused = Assert.Throws<RuleException>(() => new KeyRing(new KeySetting(content)));

        Assert.Contains("鍵として読めません", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("base 64", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ANewKey_IsCurrent_AndTheOldOneStillReads()
    {
        var ring = Made();
        var old = ring.Current(KeyUse.MyNumber);

        var added = ring.Rotate(KeyUse.MyNumber, A.Now);

        Assert.Equal(2, added.Id);
        Assert.Equal(2, ring.Current(KeyUse.MyNumber).Id);
        Assert.True(ring.Find(KeyUse.MyNumber, 1)!.Bytes.SequenceEqual(old.Bytes));
        Assert.Equal(1, ring.Current(KeyUse.OperationLog).Id);
    }

    [Fact]
    public void AKeyAnotherProcessAdds_IsSeenWithinASecond_AndAtOnceWhereARowNamesIt()
    {
        var ring = Made();
        new KeyRing(new KeyFile(Path)).Rotate(KeyUse.MyNumber, A.Now);

        Assert.Equal(1, ring.Current(KeyUse.MyNumber).Id);
        Assert.NotNull(ring.Find(KeyUse.MyNumber, 2));
        new KeyRing(new KeyFile(Path)).Rotate(KeyUse.MyNumber, A.Now);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(3, ring.Current(KeyUse.MyNumber).Id);
    }

    [Fact]
    public void TheCurrentKey_CannotBeTakenOut()
    {
        var ring = Made();
        ring.Rotate(KeyUse.MyNumber, A.Now);

        ring.Remove(KeyUse.MyNumber, 1);

        Assert.Null(ring.Find(KeyUse.MyNumber, 1));
        Assert.Throws<RuleException>(() => ring.Remove(KeyUse.MyNumber, 2));
    }

    [Fact]
    public void KeysOfTheEnvironment_AreReadAndNotChangedHere()
    {
        Made();
        var ring = new KeyRing(new KeySetting(File.ReadAllText(Path)));

        Assert.Equal(1, ring.Current(KeyUse.OperationLog).Id);
        Assert.Throws<RuleException>(() => ring.Rotate(KeyUse.OperationLog, A.Now));
    }

    [Fact]
    public void OutsideDevelopment_KeysHaveToBeNamed()
    {
        var refused = Assert.Throws<RuleException>(() => KeySetup.Source(Settings("Production"), _folder));

        Assert.Contains("Keys:File", refused.Message, StringComparison.Ordinal);
        Assert.False(KeySetup.Source(Settings("Development"), _folder) is KeyFile { Path: var path } && path.StartsWith(_folder, StringComparison.Ordinal), "The developer's keys lie beside the database.");
    }

    [Fact]
    public void AKey_NeverShowsItself()
    {
        var key = TestKeys.Key();

        Assert.Equal("操作ログの封印 第1号", key.ToString());
        Assert.DoesNotContain(Convert.ToBase64String(key.Bytes), System.Text.Json.JsonSerializer.Serialize(new { key.Use, key.Id }), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private KeyRing Made()
    {
        var file = new KeyFile(Path);
        file.MakeUnlessThere(A.Now);
        return new KeyRing(file, _clock);
    }

    private static IConfiguration Settings(string environment) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("environment", environment)]).Build();
}
