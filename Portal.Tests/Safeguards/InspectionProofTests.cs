using Portal.Domain.Safeguards;
using Portal.Features.Safeguards;
using Xunit;

namespace Portal.Tests.Safeguards;

public class InspectionProofTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task EveryLine_WantsAnInspectionWithinAYear(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        var all = Promises.All.Count;
        foreach (var promise in Promises.All.Skip(1))
        {
            await at.Desk.InspectAsync(A.Manager, promise.Key, new(2026, 11, 23), InspectionResult.Kept, "確認した。不備なし");
        }

        Assert.Equal(TodaysEvidence.Watch($"{all}項目のうち1年以内に自己点検 {all - 1}項目。「一部不備」「不適」のまま 0項目"), await at.Proofs.Inspections.CoveredAsync(Stop));
        await at.Desk.InspectAsync(A.Manager, Promises.All[0].Key, new(2026, 11, 23), InspectionResult.Kept, "確認した。不備なし");
        Assert.Equal(TodaysEvidence.Kept($"{all}項目のうち1年以内に自己点検 {all}項目。「一部不備」「不適」のまま 0項目"), await at.Proofs.Inspections.CoveredAsync(Stop));

        at.Time.Advance(TimeSpan.FromMinutes(1));
        await at.Desk.InspectAsync(A.Manager, "rooms", new(2026, 11, 23), InspectionResult.NotKept, "施錠されていなかった");
        Assert.Equal(TodaysEvidence.Watch($"{all}項目のうち1年以内に自己点検 {all}項目。「一部不備」「不適」のまま 1項目"), await at.Proofs.Inspections.CoveredAsync(Stop));

        at.Time.Advance(TimeSpan.FromDays(366));
        Assert.Equal(TodaysEvidence.Watch($"{all}項目のうち1年以内に自己点検 0項目。「一部不備」「不適」のまま 1項目"), await at.Proofs.Inspections.CoveredAsync(Stop));
    }

    [Theory]
    [InlineData(null, InspectionResult.Kept, EvidenceState.Watch)]
    [InlineData("2025-11-23", InspectionResult.Kept, EvidenceState.Kept)]
    [InlineData("2025-11-22", InspectionResult.Kept, EvidenceState.Watch)]
    [InlineData("2026-11-01", InspectionResult.Partly, EvidenceState.Watch)]
    [InlineData("2026-11-01", InspectionResult.NotKept, EvidenceState.Broken)]
    public void WhatIsKeptOutsideAProgram_IsAsItsLastInspectionFoundIt(string? on, InspectionResult result, EvidenceState state)
    {
        var last = on is null ? null : SelfInspection.Record(A.Manager, "rooms", A.Day(on), result, "入退室簿を確認した", A.Now);

        Assert.Equal(state, new BoardLine(Promises.Find("rooms")!, null, last, new(2026, 11, 23)).State);
    }
}
