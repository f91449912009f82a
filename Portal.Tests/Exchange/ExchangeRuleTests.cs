using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Exchange;

public class ExchangeRuleTests
{
    [Theory]
    [InlineData(ZeroColumn.CouponNumber, "12345", "0000012345")]
    [InlineData(ZeroColumn.MunicipalityCode, "12033", "012033")]
    [InlineData(ZeroColumn.MunicipalityCode, "12034", "12034")]
    [InlineData(ZeroColumn.ResidentNumber, "1204873", "0001204873")]
    [InlineData(ZeroColumn.PostalCode, "470024", "0470024")]
    [InlineData(ZeroColumn.PostalCode, "10011", "0010011")]
    [InlineData(ZeroColumn.CouponNumber, "0012345", "0000012345")]
    [InlineData(ZeroColumn.CouponNumber, "0123456789", "0123456789")]
    public void LostZeros_AreGivenBack(ZeroColumn column, string value, string repaired) =>
        Assert.Equal(repaired, new ZeroRepair(10, ZeroRepair.Everything).Apply(column, value));

    [Fact]
    public void LostZeros_AreOnlyCounted_WhereStaffDeclined()
    {
        var repair = new ZeroRepair(10, new HashSet<ZeroColumn>());

        Assert.Equal("12345", repair.Apply(ZeroColumn.CouponNumber, "12345"));
        Assert.Equal("先頭の0が失われた券番号 1件を10桁に戻して取り込む", repair.Offer(ZeroColumn.CouponNumber));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("＝1", "'＝1")]
    [InlineData("a,\"b\"", "\"a,\"\"b\"\"\"")]
    [InlineData("佐藤", "佐藤")]
    public void AReportsCell_IsNeverAFormula(string value, string cell) => Assert.Equal(cell, CsvText.Line(value));

    [Theory]
    [InlineData("123456789018", true)]
    [InlineData("１２３４５６７８９０１８", true)]
    [InlineData("番号は123456789018です", true)]
    [InlineData("123456789010", false)]
    [InlineData("1123456789018", false)]
    public void TwelveDigitsThatAgree_AreSeenInAnyText(string text, bool holds) => Assert.Equal(holds, MyNumberScan.Holds(text));

    [Fact]
    public void Totals_ThatDoNotBalance_CannotBeSaved()
    {
        var run = new ImportRun
        {
            ImportRunId = Guid.NewGuid(),
            Number = 1,
            Kind = ImportKind.Vrs,
            FileName = "",
            Sha256 = "",
            Encoding = "",
            Layout = "",
            AppliedBy = "",
            AppliedByName = "",
            AppliedAt = A.Now,
        };

        Assert.Throws<InvalidOperationException>(() => new ImportTotals(3, 1, 0, 1, 0, 0).WriteTo(run));
    }

    [Fact]
    public void AnItemNobodyTouched_FollowsTheFile()
    {
        var verdict = FieldVerdict.On([Lot("EX3617", "EX3618")], [], enteredByHand: false);

        Assert.Single(verdict.Take);
    }

    [Fact]
    public void AnItemCorrectedByHand_IsKept_WhileTheFileCarriesTheOldValue()
    {
        var verdict = FieldVerdict.On([Lot("FA5715", "EX3617")], [Changed(RevisionAct.Correct, "EX3617", "FA5715")], enteredByHand: false);

        Assert.Empty(verdict.Take);
        Assert.Empty(verdict.Conflicts);
    }

    [Fact]
    public void AnItemCorrectedByHand_Conflicts_WhenTheFileBringsAThirdValue()
    {
        var verdict = FieldVerdict.On([Lot("FA5715", "FA0000")], [Changed(RevisionAct.Correct, "EX3617", "FA5715")], enteredByHand: false);

        Assert.Single(verdict.Conflicts);
    }

    [Fact]
    public void AnItemAnImportChangedAfterTheHand_FollowsTheFileAgain()
    {
        var history = new[] { Changed(RevisionAct.Correct, "EX3617", "FA5715"), Changed(RevisionAct.Import, "FA5715", "FA5716") };

        Assert.Single(FieldVerdict.On([Lot("FA5716", "FA5717")], history, enteredByHand: false).Take);
    }

    [Fact]
    public void ARecordEnteredByHand_IsFilled_AndNeverReplaced()
    {
        var verdict = FieldVerdict.On([Lot("EX3617", "EX3618"), new("doctor", "接種医師", null, "潮 一郎")], [], enteredByHand: true);

        Assert.Equal("doctor", verdict.Take.Single().Field);
        Assert.Equal("lotNumber", verdict.Conflicts.Single().Field);
    }

    [Theory]
    [InlineData("", "2010-04-01", null, null, "2010-04-01/")]
    [InlineData("2010-04-01/", "2010-04-01", "MovedOut", "2023-04-01", "2010-04-01/2023-04-01:MovedOut")]
    [InlineData("2010-04-01/2023-04-01:MovedOut", "2010-04-01", "MovedOut", "2023-04-01", "2010-04-01/2023-04-01:MovedOut")]
    [InlineData("2010-04-01/2023-04-01:MovedOut", "2023-10-01", null, null, "2010-04-01/2023-04-01:MovedOut 2023-10-01/")]
    [InlineData("2010-04-01/", "2011-04-01", null, null, "2011-04-01/")]
    [InlineData("", null, "Died", "2022-01-05", "/2022-01-05:Died")]
    public void AMove_OpensOrClosesAStay(string before, string? movedIn, string? end, string? on, string after)
    {
        var move = end is null ? null : new ResidentMove(Enum.Parse<ResidenceEnd>(end), A.Day(on!));

        Assert.Equal(after, ResidenceSpan.ToText(ResidentMove.Apply(ResidenceSpan.FromText(before), movedIn is null ? null : A.Day(movedIn), move)));
    }

    [Fact]
    public void AColumnOfMyNumbers_IsRefused_WhateverItIsCalled()
    {
        var guard = new MyNumberGuard();
        guard.Count(new CsvRecord(1, ["1", "123456789018"], 2, "", false));
        guard.Count(new CsvRecord(2, ["2", "983205673214"], 2, "", false));

        var refusal = Assert.Throws<RuleException>(guard.DemandNoColumn);
        Assert.DoesNotContain("123456789018", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OneNumberInTwenty_ThatHappensToAgree_IsNoSuchColumn()
    {
        var guard = new MyNumberGuard();
        foreach (var last in Enumerable.Range(0, 20))
        {
            guard.Count(new CsvRecord(1, [$"1234567890{last:00}"], 1, "", false));
        }

        guard.DemandNoColumn();
    }

    private static FieldDifference Lot(string ours, string theirs) => new("lotNumber", "ロット番号", ours, theirs);

    private static Revision Changed(RevisionAct act, string from, string to)
    {
        var id = Guid.CreateVersion7();
        return new()
        {
            RevisionId = id,
            LedgerPersonId = Guid.NewGuid(),
            RecordKind = RecordKind.Dose,
            RecordId = Guid.NewGuid(),
            Act = act,
            RequestedBy = "",
            RequestedByName = "",
            Terminal = "",
            RequestedAt = A.Now,
            AppliedAt = A.Now,
            Changes = [new() { RevisionId = id, Field = "lotNumber", OldValue = from, NewValue = to }],
        };
    }
}
