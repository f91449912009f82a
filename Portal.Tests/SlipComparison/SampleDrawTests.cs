using Portal.Domain.SlipComparison;
using Xunit;

namespace Portal.Tests.SlipComparison;

public class SampleDrawTests
{
    private static readonly Guid[] Ids = [.. Enumerable.Range(1, 1000).Select(n => new Guid(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]))];

    [Fact]
    public void TheSameSeed_DrawsTheSameRecords_InWhateverOrderTheyCome() =>
        Assert.Equal(SampleDraw.Of(Ids, 50, 20261126).Order(), SampleDraw.Of(Ids.Reverse(), 50, 20261126).Order());

    /// <summary>A draw of long ago can be shown again only while these stay the same.</summary>
    [Fact]
    public void TheDraw_NeverChanges() =>
        Assert.Equal([17, 122, 129], SampleDraw.Of(Ids.Take(200), 3, 7).Select(id => BitConverter.ToInt32(id.ToByteArray())).Order());

    [Fact]
    public void AnotherSeed_DrawsOthers() => Assert.NotEqual(SampleDraw.Of(Ids, 50, 1).Order(), SampleDraw.Of(Ids, 50, 2).Order());

    [Fact]
    public void EveryRecord_IsDrawnAboutAsOften()
    {
        var drawn = Enumerable.Range(0, 2000).SelectMany(seed => SampleDraw.Of(Ids.Take(20), 5, seed)).CountBy(id => id).Select(c => c.Value).ToList();

        Assert.Equal(20, drawn.Count);
        // 500 ± 5 standard deviations of 19.4.
        Assert.All(drawn, count => Assert.InRange(count, 403, 597));
    }

    [Fact]
    public void TheBinder_IsSortedByDayAndNumber_OrByKana()
    {
        SetRecord first = new(Ids[2], A.Day("2021-06-20"), "0000000002", "ワタナベ");
        SetRecord second = new(Ids[1], A.Day("2021-06-20"), "0000000010", "アオキ");
        SetRecord without = new(Ids[0], A.Day("2021-06-20"), null, "サトウ");
        SetRecord later = new(Ids[3], A.Day("2021-06-21"), "0000000001", "イトウ");

        Assert.Equal([first, second, without, later], SetRecord.Sorted([later, without, second, first], BinderOrder.DayThenCoupon));
        Assert.Equal([second, later, without, first], SetRecord.Sorted([later, without, second, first], BinderOrder.Kana));
    }
}
