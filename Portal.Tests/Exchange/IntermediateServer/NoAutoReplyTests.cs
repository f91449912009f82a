using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Portal.Tests.Corrections;
using Xunit;

namespace Portal.Tests.Exchange.IntermediateServer;

/// <summary>自動応答不可フラグ: set and lifted on the correction form like any other item, and on its way to the 中間サーバー from then on.</summary>
public sealed class NoAutoReplyTests
{
    [Theory, EveryEngine]
    public async Task AClerkSetsAndLiftsTheFlag_WithAReason_AndTheReplicaSaysSoNext(Engine engine)
    {
        using var at = new ReplicaFixture(engine);
        await at.ExchangeAsync();
        var desk = new CorrectionDesk(at.Ledger, new RevisionSaving(at.Ledger, ApprovalPolicy.Default, at.Time), at.Time);

        await SetAsync(desk, at.Sato, "1");
        await at.ExchangeAsync();
        Assert.All(at.Partner.Replica.Values.Where(v => v[at.Partner.Column("統合宛名番号")] == "100000000001"), v => Assert.Equal("1", v[at.Partner.Column("自動応答不可フラグ")]));
        await SetAsync(desk, at.Sato, null);

        Assert.Equal(2, (await at.Desk.LookAsync(A.Clerk, ExchangeKind.ReplicaChanges, ct: TestContext.Current.CancellationToken)).Changes);
        Assert.Equal(2, at.Log(Operation.CorrectionMade).Count(e => e.LedgerPersonId == at.Sato.LedgerPersonId));
    }

    private static async Task SetAsync(CorrectionDesk desk, LedgerPerson person, string? flag)
    {
        var opened = await desk.OpenAsync(A.Clerk, RecordKind.Person, person.LedgerPersonId);
        var outcome = await desk.CorrectAsync(A.Clerk, RecordKind.Person, person.LedgerPersonId, Ask.For(opened!.Texts, (PersonFields.NoAutoReply.Key, flag)));
        Assert.NotNull(outcome);
    }
}
