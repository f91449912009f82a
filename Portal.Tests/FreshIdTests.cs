using Portal.Domain;
using Xunit;

namespace Portal.Tests;

public sealed class FreshIdTests
{
    [Fact]
    public void Ids_AreVersion7OfNow_AndNeverTheSame()
    {
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var ids = Enumerable.Range(0, 5000).Select(_ => FreshId.Next()).ToList();
        var after = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id =>
        {
            Assert.Equal(7, id.Version);
            Assert.InRange(id.Variant, 8, 11);
            Assert.InRange(Convert.ToInt64(id.ToString("N")[..12], 16), before, after);
        });
    }

    [Fact]
    public void Threads_DrawApart()
    {
        var ids = new Guid[4][];
        Parallel.For(0, ids.Length, thread => ids[thread] = [.. Enumerable.Range(0, 1000).Select(_ => FreshId.Next())]);

        Assert.Equal(4000, ids.SelectMany(own => own).Distinct().Count());
    }
}
