using Portal.Domain.OperationLog;
using Portal.Domain.Safeguards;
using Portal.Tests.Corrections;
using Xunit;

namespace Portal.Tests.Safeguards;

public class RecordProofTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task RefusedFiles_AreCounted(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        await at.WriteAsync(Operation.ImportPreviewed);
        await at.WriteAsync(Operation.ImportPreviewed, result: OperationResult.Failed);

        Assert.Equal(TodaysEvidence.Kept("個人番号の列があるファイルは取り込めません。今月の取込 0件、受け付けなかったファイル 1件"), await at.Proofs.Records.CsvAsync(Stop));
    }

    [Theory, EveryEngine]
    public async Task AProtectedPersonWhoMayBeAnsweredFor_IsWatched(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        var quiet = A.Person(residentNumber: "1");
        (quiet.IsProtected, quiet.NoAutoReply) = (true, true);
        at.Ledger.Add(quiet, A.Person(residentNumber: "2"));
        Assert.Equal(TodaysEvidence.Kept("自動応答不可 1人。支援措置の対象で自動応答不可でない人 0人"), await at.Proofs.Records.AutoReplyAsync(Stop));

        var open = A.Person(residentNumber: "3");
        open.IsProtected = true;
        at.Ledger.Add(open);

        Assert.Equal(TodaysEvidence.Watch("自動応答不可 1人。支援措置の対象で自動応答不可でない人 1人"), await at.Proofs.Records.AutoReplyAsync(Stop));
    }

    [Theory, EveryEngine]
    public async Task ACorrectionThatWaitsTooLong_IsWatched(Engine engine)
    {
        using var desks = new DeskFixture(engine);
        await desks.RequestNameAsync();
        var records = new Features.Safeguards.Proof.RecordProof(desks.Ledger, desks.Time);
        desks.Time.Advance(TimeSpan.FromDays(14));
        Assert.Equal(TodaysEvidence.Kept("承認を待っている訂正 1件（最も古い申請は14日前）。今月の「この記録を見た人」の表示 0件、証跡ファイル 0件"), await records.CorrectionsAsync(Stop));

        desks.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(EvidenceState.Watch, (await records.CorrectionsAsync(Stop)).State);
    }
}
