using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Corrections;

public class DoseWarningsTests
{
    private static readonly LedgerPerson Person = A.Person();

    [Fact]
    public void OnlyWhatTheNewDoseBringsIn_IsSaid()
    {
        Dose[] existing = [A.Dose(Person, 1, "2021-06-20"), A.Dose(Person, 2, "2021-06-25")];
        var dose = A.Dose(Person, 3, "2021-08-01");

        Assert.DoesNotContain(DoseWarnings.Of(Person, existing, dose), w => w.StartsWith("1回目と2回目の間隔", StringComparison.Ordinal));
        Assert.Contains(DoseWarnings.Of(Person, existing, dose), w => w.StartsWith("2回目と3回目の間隔が37日です", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatTheNewDoseDoesToALaterOne_IsSaidToo() => Assert.Contains(
        DoseWarnings.Of(Person, [A.Dose(Person, 1, "2021-06-20"), A.Dose(Person, 3, "2022-02-20")], A.Dose(Person, 2, "2022-02-10")),
        w => w.StartsWith("2回目と3回目の間隔が10日です", StringComparison.Ordinal));

    [Theory]
    [InlineData("210120330012345678", "予診のみ")]
    [InlineData("110120330012345679", "券番号がOCRラインと違います")]
    [InlineData("110110020012345678", "接種自治体コードがOCRラインと違います")]
    [InlineData("120120330012345678", "OCRラインは2回目の券です")]
    public void AScannedLine_UnlikeTheSlip_IsSaid(string line, string words)
    {
        var dose = A.Dose(Person);
        (dose.CouponNumber, dose.OcrLine) = ("0012345678", line);

        Assert.Contains(DoseWarnings.Of(Person, [], dose), w => w.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void AMatchingLine_AndAKnownLot_SayNothing()
    {
        var dose = A.Dose(Person);
        (dose.CouponNumber, dose.OcrLine) = ("0012345678", "110120330012345678");

        Assert.Empty(DoseWarnings.Of(Person, [], dose));
        Assert.Empty(LotSays([new() { LotNumber = "EX3617", ProductCode = "comirnaty-original", ExpiresOn = A.Day("2021-06-20") }]));
    }

    [Fact]
    public void ADose_WithoutALot_IsSaid()
    {
        var dose = A.Dose(Person, lot: null);

        Assert.Contains(DoseWarnings.Of(Person, [], dose), w => w.StartsWith("ロット番号がありません", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("comirnaty-ba1", null, "コミナティRTU筋注（2価 起源株/BA.1）のロットです")]
    [InlineData("comirnaty-original", "2021-06-19", "有効期限（令和3年6月19日）を過ぎています")]
    public void ALot_OfAnotherProductOrExpired_IsSaid(string product, string? expiry, string words)
    {
        VaccineLot[] known = [new() { LotNumber = "EX3617", ProductCode = product, ExpiresOn = expiry is null ? null : A.Day(expiry) }];

        Assert.Contains(words, Assert.Single(LotSays(known)), StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnknownLot_IsANote_AndNotAWarning()
    {
        Assert.Contains("既知の一覧にありません", DoseWarnings.UnknownLot(LotNumber.Parse("EX3617"), []), StringComparison.Ordinal);
        Assert.Empty(LotSays([]));
    }

    [Fact]
    public void TheSameNumberOrDay_IsADuplicate_UnlessCancelled()
    {
        Dose[] existing = [A.Dose(Person, 1, "2021-06-20"), A.Dose(Person, 2, "2021-07-11"), A.Dose(Person, 3, "2022-02-20"), A.Dose(Person, 2, "2021-07-12")];
        existing[3].Status = RecordStatus.Cancelled;

        Assert.Equal([1, 2], DoseWarnings.Duplicates(existing, A.Dose(Person, 2, "2021-06-20")).Select(d => d.DoseNumber));
        Assert.Empty(DoseWarnings.Duplicates(existing, A.Dose(Person, 4, "2022-08-01")));
    }

    private static IEnumerable<string> LotSays(IReadOnlyList<VaccineLot> known) =>
        DoseWarnings.Lot(LotNumber.Parse("EX3617"), VaccineProduct.Find("comirnaty-original"), A.Day("2021-06-20"), known);
}
