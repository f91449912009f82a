using Portal.Features.Maintenance.Databases;
using Xunit;

namespace Portal.Tests.Maintenance.Databases;

public sealed class RowDigestTests
{
    private static readonly object?[] One = [Guid.Parse("0190a1b2-0000-7000-8000-000000000001"), "佐藤 和子", null, 0.3m, true, new byte[] { 1, 2 }, A.Now];
    private static readonly object?[] Two = [Guid.Parse("0190a1b2-0000-7000-8000-000000000002"), "鈴木 一郎", 2, 1m, false, null, A.Now.AddTicks(1)];

    [Fact]
    public void TheOrderOfRows_DoesNotMatter() => Assert.Equal(Of(One, Two), Of(Two, One));

    [Fact]
    public void ARowTooMany_TooFew_OrOtherwise_Does()
    {
        var digests = new[] { Of(), Of(One), Of(One, Two), Of(One, One), Of(One, One, Two), Of(One, [.. Two[..^1], A.Now]) };

        Assert.Equal(digests.Length, digests.Select(d => d.Digest).Distinct().Count());
    }

    [Fact]
    public void ADecimal_IsTheSame_WithTheServersPlaces() => Assert.Equal(Of([0.3m]), Of([0.300m]));

    [Fact]
    public void TwoValues_AreNotTakenForOne()
    {
        Assert.NotEqual(Of(["ab", "c"]), Of(["a", "bc"]));
        Assert.NotEqual(Of([null, ""]), Of(["", null]));
        Assert.NotEqual(Of(["-"]), Of([(object?)null]));
    }

    private static TableDigest Of(params object?[][] rows)
    {
        var digest = new RowDigest();
        foreach (var row in rows)
        {
            digest.Add(row);
        }

        return digest.Of("T");
    }
}
