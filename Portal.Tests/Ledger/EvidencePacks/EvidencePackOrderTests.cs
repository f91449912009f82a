using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Ledger.EvidencePacks;
using Portal.Tests.Accounts;
using Xunit;

namespace Portal.Tests.Ledger.EvidencePacks;

/// <summary>What a pack is asked for with, and whose names come along.</summary>
public sealed class EvidencePackOrderTests
{
    private static readonly DateOnly Today = JapanTime.DayOf(A.Now);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task WithoutTheRight_NothingIsChecked_AndTheDenialIsLogged(Engine engine)
    {
        using var at = new EvidencePackDeskTests.Fixture(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Desk.CheckAsync(A.Clerk, at.Order(), Stop));

        Assert.Equal((Operation.EvidencePackMade, OperationResult.Denied), (await at.LogAsync()).Select(e => (e.Operation, e.Result)).Single());
    }

    [Theory, EveryEngine]
    public async Task WhatIsWrong_IsSaidBeforeAFileIsPromised_AndNamesItsField(Engine engine)
    {
        using var at = new EvidencePackDeskTests.Fixture(engine);

        Assert.Equal((nameof(EvidencePackOrder.AsOf), "今日まで"), await RefusedAsync(at, at.Order() with { AsOf = Today.AddDays(1) }, "今日まで"));
        Assert.Equal((nameof(EvidencePackOrder.AsOf), "その日以降"), await RefusedAsync(at, at.Order() with { AsOf = JapanTime.DayOf(at.Person.CreatedAt).AddDays(-1) }, "その日以降"));
        Assert.Equal((nameof(EvidencePackOrder.Purpose), "作成の目的"), await RefusedAsync(at, at.Order() with { Purpose = "" }, "作成の目的"));
        Assert.Equal((nameof(EvidencePackOrder.MediumUseId), "申請してください"), await RefusedAsync(at, at.Order() with { MediumUseId = null }, "申請してください"));
        Assert.NotNull(await at.Desk.CheckAsync(A.Manager, at.Order() with { AsOf = JapanTime.DayOf(at.Person.CreatedAt) }, Stop));
        // What is refused to a download is in the log; a look at the form is not.
        Assert.Equal(4, (await at.LogAsync()).Count(e => (e.Operation, e.Result) == (Operation.EvidencePackMade, OperationResult.Denied)));
        Assert.Equal(4, (await at.LogAsync()).Count);
    }

    [Theory, EveryEngine]
    public async Task StaffAreNumbered_UnlessTheirNamesAreAskedFor(Engine engine)
    {
        using var at = new EvidencePackDeskTests.Fixture(engine);
        var clerk = AnAccount.Person("小林 直美", "0199", "健康増進課");
        at.Db.Add(clerk);
        await at.LookAsync(at.Person.LedgerPersonId, "窓口での照会", A.Staff("kobayashi", clerk.Name) with { StaffMemberId = clerk.StaffMemberId }, MyNumberPurpose.Certificate);
        await at.CorrectNameAsync("佐藤 和江");

        var without = await at.MakeAsync();
        var with = await at.MakeAsync(at.Order() with { ShowsStaff = true });

        foreach (var file in (string[])["record.html", "record.json"])
        {
            Assert.All(["小林 直美", "kobayashi", "高橋 恵"], name => Assert.DoesNotContain(name, EvidencePackDeskTests.Text(without, file), StringComparison.Ordinal));
            Assert.All(["職員1", "健康増進課", MyNumberPurpose.Certificate.Label()], words => Assert.Contains(words, EvidencePackDeskTests.Text(without, file), StringComparison.Ordinal));
            Assert.All(["小林 直美（kobayashi）", "高橋 恵"], name => Assert.Contains(name, EvidencePackDeskTests.Text(with, file), StringComparison.Ordinal));
        }

        Assert.EndsWith("職員名あり", (await at.LogAsync())[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void AHashThatLooksLikeAMyNumber_StaysWhole_InTheLog()
    {
        const string Hash = "A123456789018BCDEF";

        Assert.NotEqual(Hash, LogText.OneLine(Hash, 100));
        Assert.Equal("A1234567.89018BCD.EF", LogText.OneLine(EvidenceManifest.LogFormOf(Hash), 100));
    }

    private static async Task<(string?, string)> RefusedAsync(EvidencePackDeskTests.Fixture at, EvidencePackOrder order, string words)
    {
        var problem = Assert.Single((await Assert.ThrowsAsync<FieldProblemsException>(() => at.Desk.CheckAsync(A.Manager, order, Stop))).Problems);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<FieldProblemsException>(() => at.MakeAsync(order));
        return (problem.Field, words);
    }
}
