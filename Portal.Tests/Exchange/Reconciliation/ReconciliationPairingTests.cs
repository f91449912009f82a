using Portal.Domain.Exchange;
using Portal.Domain.Exchange.Reconciliation;
using Xunit;

namespace Portal.Tests.Exchange.Reconciliation;

public class ReconciliationPairingTests
{
    private static readonly DateTime Recorded = new(2021, 6, 20, 1, 15, 0, DateTimeKind.Utc);

    [Fact]
    public void WhatSaysTheSame_IsCounted_AndMakesNoPair()
    {
        Assert.Empty(ReconciliationPairing.Of([There(1, "2021-06-20")], [Here(1, "2021-06-20")], out var same));
        Assert.Equal(1, same);
    }

    [Fact]
    public void AnItemTheFileLeavesEmpty_IsNoDifference() =>
        Assert.Empty(ReconciliationPairing.Of([There(1, "2021-06-20") with { Doctor = null, RecordedAt = null }], [Here(1, "2021-06-20")], out _));

    [Fact]
    public void AnItemTheLedgerLeavesEmpty_Differs()
    {
        var pair = Assert.Single(ReconciliationPairing.Of([There(1, "2021-06-20")], [Here(1, "2021-06-20") with { RecordedAt = null }], out _));

        Assert.Equal(("recordedAt", null, "20210620101500"), pair.Differences.Select(d => (d.Field, d.Ours, d.Theirs)).Single());
    }

    [Fact]
    public void TheSameDayUnderAnotherNumber_IsTheSameVaccination()
    {
        var pairs = ReconciliationPairing.Of([There(1, "2021-06-20"), There(2, "2021-07-11")], [Here(1, "2021-07-11")], out var same);

        Assert.Equal(0, same);
        var moved = pairs.Single(p => p is { Ours: not null, Theirs: not null });
        Assert.Equal(("doseNumber", "1", "2"), moved.Differences.Select(d => (d.Field, d.Ours, d.Theirs)).Single());
        Assert.Equal(1, pairs.Single(p => p.Ours is null).Theirs!.Number);
    }

    [Fact]
    public void TheSameNumberOnAnotherDay_IsOneDoseWithAnotherDay()
    {
        var pair = Assert.Single(ReconciliationPairing.Of([There(1, "2021-06-21")], [Here(1, "2021-06-20")], out _));

        Assert.Equal([("vaccinatedOn", "2021-06-20", "2021-06-21")], pair.Differences.Select(d => (d.Field, d.Ours!, d.Theirs!)));
    }

    [Fact]
    public void ADuplicateInTheLedger_IsOnlyHere_AndTheNearerOneIsPaired()
    {
        var (near, far) = (Here(1, "2021-06-20") with { RecordedAt = null }, Here(1, "2021-06-20", "別の会場") with { RecordedAt = null });

        var pairs = ReconciliationPairing.Of([There(1, "2021-06-20")], [far, near], out _);

        Assert.Same(near, pairs.Single(p => p.Theirs is not null).Ours);
        Assert.Same(far, pairs.Single(p => p.Theirs is null).Ours);
    }

    [Theory]
    [InlineData("institutionName", null, "うしお内科", ReconciliationLikeness.Filled)]
    [InlineData("institutionName", "ウシオ　クリニック", "ｳｼｵｸﾘﾆｯｸ", ReconciliationLikeness.Width)]
    [InlineData("doctor", "髙橋 一郎", "高橋 一郎", ReconciliationLikeness.Spelling)]
    [InlineData("couponNumber", "12345", "0000012345", ReconciliationLikeness.Zeros)]
    [InlineData("lotNumber", "EX3617", "EX3671", ReconciliationLikeness.Other)]
    public void TheLikeness_TellsHowTwoValuesDiffer(string field, string? ours, string theirs, ReconciliationLikeness expected) =>
        Assert.Equal(expected, ReconciliationLikenesses.Of(field, ours, theirs));

    private static VrsDose There(int number, string day) =>
        new(number, Recorded, A.Day(day), "0000012345", "012033", "うしお内科クリニック", "潮 一郎", "ファイザー", "EX3617", "");

    private static ComparedDose Here(int number, string day, string venue = "うしお内科クリニック") => new(
        Guid.NewGuid(), number, A.Day(day), Recorded.AddMilliseconds(20),
        string.Join(ComparedDose.Separator, "0000012345", "012033", venue, "潮 一郎", "ファイザー", "EX3617"));
}
