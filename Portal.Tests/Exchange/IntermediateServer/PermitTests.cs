using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Exchange.IntermediateServer;

/// <summary>照会許可照会リスト</summary>
public sealed class PermitTests
{
    private static PermitEntry Entry(int item = 30, string from = "2027-04-01") => new()
    {
        Direction = InquiryDirection.Give,
        Item = $"{item}",
        Asker = "都道府県知事",
        Office = "予防接種法による予防接種の実施に関する事務",
        Giver = "市町村長",
        Information = "予防接種の実施に関する情報",
        ValidFrom = A.Day(from),
        Basis = "令和9年の主務省令の改正",
    };

    [Theory, EveryEngine]
    public async Task TheListBegins_WithTheBasesOfTheAssessment_AndNoneOfTheOldTable(Engine engine)
    {
        using var at = new InquiryFixture(engine);

        var list = await at.Permits.ListAsync(A.Clerk);

        Assert.Equal(
            [(InquiryDirection.Ask, 25), (InquiryDirection.Ask, 27), (InquiryDirection.Ask, 28), (InquiryDirection.Ask, 29), (InquiryDirection.Give, 25), (InquiryDirection.Give, 26)],
            list.Select(p => (p.Direction, p.Item)));
        Assert.All(list, p => Assert.Equal((A.Day("2024-05-27"), null), (p.ValidFrom, p.ValidTo)));
        Assert.Equal("6件", Assert.Single(at.Log(Operation.InquiryPermitsShown)).Detail);
    }

    [Theory]
    [InlineData(InquiryDirection.Ask, 25, "2024-05-27", null)]
    [InlineData(InquiryDirection.Ask, 25, "2024-05-26", "令和6年5月27日からです")]
    [InlineData(InquiryDirection.Ask, 26, "2026-11-23", "「照会 26の項」はありません")]
    [InlineData(InquiryDirection.Give, 27, "2026-11-23", "「提供 27の項」はありません")]
    [InlineData(InquiryDirection.Ask, 16, "2026-11-23", "「照会 16の項」はありません")]
    [InlineData(InquiryDirection.Give, 26, "2026-12-31", null)]
    [InlineData(InquiryDirection.Give, 26, "2027-01-01", "令和8年12月31日で終わっています")]
    public async Task WhatIsAllowed_DependsOnDirectionItemAndDay(InquiryDirection direction, int item, string day, string? refusal)
    {
        using var at = new InquiryFixture();
        await at.EndAsync(InquiryDirection.Give, 26, "2026-12-31");
        var list = at.All<InquiryPermit>();

        if (refusal is null)
        {
            Assert.Equal(item, InquiryPermits.Demand(list, direction, item, A.Day(day)).Item);
        }
        else
        {
            Assert.Contains(refusal, Assert.Throws<OutsideListException>(() => InquiryPermits.Demand(list, direction, item, A.Day(day))).Message, StringComparison.Ordinal);
        }
    }

    [Theory, EveryEngine]
    public async Task OnlyWhoKeepsTheList_ChangesIt_AndEachChangeIsLoggedWithItsBasis(Engine engine)
    {
        using var at = new InquiryFixture(engine);
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Permits.EnterAsync(A.Clerk, Entry()));

        await at.Permits.EnterAsync(A.Manager, Entry());
        await at.EndAsync(InquiryDirection.Give, 30, "2028-03-31");
        await at.Permits.EnterAsync(A.Manager, Entry(from: "2028-04-01"));

        Assert.Equal([OperationResult.Denied, OperationResult.Done, OperationResult.Done, OperationResult.Done], at.Log(Operation.InquiryPermitSaved).Select(e => e.Result));
        Assert.Equal("終了 提供 30の項 2028-03-31まで", at.Log(Operation.InquiryPermitSaved)[2].Detail);
        Assert.Equal(2, at.All<InquiryPermit>().Count(p => p.Item == 30));
    }

    [Fact]
    public async Task WhatCannotBe_IsSaid()
    {
        using var at = new InquiryFixture();

        var nothing = await Assert.ThrowsAsync<FieldProblemsException>(() => at.Permits.EnterAsync(A.Manager, new()));
        var taken = await Assert.ThrowsAsync<FieldProblemsException>(() => at.Permits.EnterAsync(A.Manager, Entry(25)));
        var early = await Assert.ThrowsAsync<FieldProblemsException>(() => at.EndAsync(InquiryDirection.Give, 25, "2026-11-22"));
        await at.EndAsync(InquiryDirection.Give, 25, "2026-11-23");
        var twice = await Assert.ThrowsAsync<RuleException>(() => at.EndAsync(InquiryDirection.Give, 25, "2026-11-30"));

        Assert.Equal(7, nothing.Problems.Count);
        Assert.Contains("令和6年5月27日からリストにあります", taken.Message, StringComparison.Ordinal);
        Assert.Contains("今日以後", early.Message, StringComparison.Ordinal);
        Assert.Contains("吉田 明さんが終了しています", twice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfTwoWhoEndOneEntry_TheSecondIsTold()
    {
        using var at = new InquiryFixture();
        var seen = at.All<InquiryPermit>().Single(p => p.Direction == InquiryDirection.Give && p.Item == 25);
        await at.Permits.EndAsync(A.Manager, seen.InquiryPermitId, seen.Version, A.Day("2026-12-31"), "主務省令の改正による");

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.Permits.EndAsync(A.Manager, seen.InquiryPermitId, seen.Version, A.Day("2027-12-31"), "主務省令の改正による"));

        Assert.Contains("同時に変更", refused.Message, StringComparison.Ordinal);
    }
}
