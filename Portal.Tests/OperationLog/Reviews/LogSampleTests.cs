using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.OperationLog.Reviews;

public class LogSampleTests
{
    private readonly ALogRow _a = new();

    [Fact]
    public void TwentyViewsAreDrawn_OfWhatNoFlagCounts()
    {
        var rows = new[]
        {
            _a.At("2026-10-05 09:00"), _a.View("2026-10-05 07:00"), _a.View("2026-10-05 09:00", operation: Operation.MyNumberShown),
        }.Concat(_a.Views(5, name: "佐藤")).Concat(_a.Views(60)).Concat(_a.Views(101, "2026-10-06 09:00")).ToList();

        var drawn = ALogRow.Read(rows).Where(l => l.Flag is LogFlag.Sample).ToList();

        Assert.Equal(20, drawn.Count);
        Assert.All(drawn, line => Assert.InRange(line.FirstSequence, 9, 68));
        Assert.All(drawn, line => Assert.Equal((1, line.FirstSequence, "個人票の表示（無作為に抽出）"), (line.Count, line.LastSequence, line.Finding)));
    }

    [Fact]
    public void FewerViewsThanTheSample_AreAllDrawn() =>
        Assert.Equal([1, 2, 3], ALogRow.Read(_a.Views(3)).Select(l => l.FirstSequence));

    [Fact]
    public void TheSameSeed_DrawsTheSameRows_AndAnotherOthers()
    {
        var rows = Enumerable.Range(5, 4).SelectMany(day => _a.Views(90, $"2026-10-0{day} 09:00")).ToList();

        Assert.Equal(Drawn(new Guid("11111111-0000-0000-0000-000000000000")), Drawn(new Guid("11111111-0000-0000-0000-000000000000")));
        Assert.NotEqual(Drawn(new Guid("11111111-0000-0000-0000-000000000000")), Drawn(new Guid("22222222-0000-0000-0000-000000000000")));

        List<long> Drawn(Guid seed) => [.. ALogRow.Read(rows, seed: seed).Where(l => l.Flag is LogFlag.Sample).Select(l => l.FirstSequence)];
    }

    [Fact]
    public void NoDayOfTheMonth_IsLeftOutByTheLot()
    {
        var rows = Enumerable.Range(5, 5).SelectMany(day => _a.Views(90, $"2026-10-0{day} 09:00")).ToList();

        var days = Enumerable.Range(0, 20).SelectMany(n => ALogRow.Read(rows, seed: new Guid(n, 0, 0, new byte[8])).Where(l => l.Flag is LogFlag.Sample)).CountBy(l => l.Day);

        // 400 draws over five days of one size: eighty each, give or take.
        Assert.All(days, day => Assert.InRange(day.Value, 45, 115));
    }
}
