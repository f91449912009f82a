using Portal.Domain.DataQuality;
using Portal.Domain.DataQuality.BulkFixes;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.DataQuality.BulkFixes;

public class FixRulesTests
{
    private static readonly FixGround Ground = new(
        new[] { ("EX3617", "comirnaty-original"), ("3004733", "spikevax-original") }.ToLookup(l => l.Item1, l => l.Item2),
        new[] { ("うしお内科クリニック", "0110113719"), ("二つの医院", "0110113727"), ("二つの医院", "0110113735") }
            .ToLookup(i => SearchKeys.Name(i.Item1, Institution.NameMaxLength).Whole, i => i.Item2));

    [Fact]
    public void ALetterForADigit_IsProposed_LikelyWhereTheLotWasPublishedForTheProduct()
    {
        Assert.Equal(new FixProposal("lotNumber", "EX36I7", "EX3617", true), Of(FindingRule.Lot, d => d.LotNumber = "EX36I7"));
        Assert.Equal(new FixProposal("lotNumber", "FJ7O89", "FJ7089", false), Of(FindingRule.Lot, d => d.LotNumber = "FJ7O89"));
    }

    [Theory]
    [InlineData("EX3617")]
    [InlineData("3004733")]
    [InlineData("3OO4733")]
    [InlineData("なし")]
    [InlineData(null)]
    public void ALot_OfAnotherMaker_OrWithNothingToMistake_IsLeft(string? lot) => Assert.Null(Of(FindingRule.Lot, d => d.LotNumber = lot));

    [Theory]
    [InlineData("3", true)]
    [InlineData("0.03", true)]
    [InlineData("300", true)]
    [InlineData("0.5", false)]
    public void AnAmount_BecomesTheOneThatIsLaidDown_LikelyWhereOnlyThePointSlipped(string amount, bool likely) =>
        Assert.Equal(new FixProposal("amountMl", amount, "0.3", likely), Of(FindingRule.Amount, d => DoseFields.AmountMl.Set(d, amount)));

    [Fact]
    public void AnAmount_ThatIsRight_OrUnknown_OrOfAProductNobodyKnows_IsLeft()
    {
        Assert.Null(Of(FindingRule.Amount, d => d.AmountMl = 0.3m));
        Assert.Null(Of(FindingRule.Amount, d => d.AmountMl = null));
        Assert.Null(Of(FindingRule.Amount, d => (d.AmountMl, d.ProductCode) = (3m, null)));
    }

    [Fact]
    public void ACode_IsTakenFromTheOneInstitutionOfThatName()
    {
        Assert.Equal(new FixProposal("institutionCode", "0110113700", "0110113719", true), Of(FindingRule.Institution, d => d.InstitutionCode = "0110113700"));
        Assert.Null(Of(FindingRule.Institution, d => d.InstitutionCode = null));
        Assert.Null(Of(FindingRule.Institution, d => (d.InstitutionCode, d.InstitutionName) = ("0110113700", "二つの医院")));
        Assert.Null(Of(FindingRule.Institution, d => (d.InstitutionCode, d.InstitutionName) = ("0110113700", "会場名不明")));
    }

    [Fact]
    public void ACancelledDose_AndARuleWithoutOneAnswer_AreLeft()
    {
        Assert.Null(Of(FindingRule.Lot, d => (d.LotNumber, d.Status) = ("EX36I7", RecordStatus.Cancelled)));
        Assert.Null(Of(FindingRule.Order, d => d.LotNumber = "EX36I7"));
    }

    [Fact]
    public void WhatIsProposed_EndsTheFinding()
    {
        var person = A.Person();
        foreach (var (rule, spoil) in new (FindingRule, Action<Dose>)[] { (FindingRule.Lot, d => d.LotNumber = "EX36I7"), (FindingRule.Amount, d => d.AmountMl = 0.5m) })
        {
            var dose = A.Dose(person);
            spoil(dose);
            Assert.Contains(DoseChecks.Of(person, [dose]), f => f.Rule == rule);

            var proposal = FixRules.Propose(rule, person, [dose], dose.DoseId, Ground)!;
            DoseFields.Find(proposal.Field).Set(dose, proposal.NewValue);

            Assert.DoesNotContain(DoseChecks.Of(person, [dose]), f => f.Rule == rule);
        }
    }

    private static FixProposal? Of(FindingRule rule, Action<Dose> spoil)
    {
        var person = A.Person();
        var dose = A.Dose(person);
        spoil(dose);
        return FixRules.Propose(rule, person, [dose], dose.DoseId, Ground);
    }
}
