using Portal.Domain.Exchange.Media;
using Portal.Domain.Safeguards;
using Portal.Tests.Exchange.Media;
using Xunit;

namespace Portal.Tests.Safeguards;

public sealed class MediaProofTests
{
    private readonly Medium _stick = AMedium.Stick();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task ARegisterInOrder_IsKept_WithItsFigures(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        var use = AMedium.Approved(_stick, at.By);
        at.Ledger.Add(_stick, use, use.Put(at.By, _stick, "一覧.zip", 10, 100, A.Now.AddHours(-1)));

        Assert.Equal(TodaysEvidence.Kept("登録した媒体 1個（うち持出し中 0個）、紛失 0個（対応の記録なし 0個）。今月の書出し 1ファイル"), await at.Proofs.Media.DedicatedAsync(Stop));
        Assert.Equal(TodaysEvidence.Kept("承認のない使用への書出し 0ファイル。今月の承認 1件、承認を待っている申請 0件"), await at.Proofs.Media.ApprovedAsync(Stop));
        Assert.Equal(TodaysEvidence.Kept("消去を待っている使用 1件、期限を過ぎたもの 0件。今月の消去 0件、立会人か方法の記録がない消去 0件"), await at.Proofs.Media.ErasedAsync(Stop));
        Assert.Equal(EvidenceState.Kept, (await at.Proofs.Media.EncryptedAsync(Stop)).State);
    }

    [Theory, EveryEngine]
    public async Task ALossNobodyDealtWith_IsBroken(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        Assert.Equal(EvidenceState.Watch, (await at.Proofs.Media.DedicatedAsync(Stop)).State);
        _stick.Lose(at.By, "所在が分からなくなった", A.Now);
        var kept = AMedium.Stick("M-002");
        at.Ledger.Add(_stick, kept);
        Assert.Equal(EvidenceState.Broken, (await at.Proofs.Media.DedicatedAsync(Stop)).State);

        await using (var db = at.Ledger.CreateDbContext())
        {
            (await db.Media.FindAsync([_stick.MediumId], Stop))!.SettleLoss(at.By, "所属長へ報告済み", A.Now);
            await db.SaveChangesAsync(Stop);
        }

        Assert.Equal(EvidenceState.Watch, (await at.Proofs.Media.DedicatedAsync(Stop)).State);
    }

    [Theory, EveryEngine]
    public async Task AFileOnAUseNobodyElseApproved_IsBroken(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        var use = AMedium.Approved(_stick, at.By);
        var file = use.Put(at.By, _stick, "一覧.zip", 10, 100, A.Now);
        use.DecidedByKey = use.ApplicantKey;
        at.Ledger.Add(_stick, use, file);

        var evidence = await at.Proofs.Media.ApprovedAsync(Stop);

        Assert.Equal(EvidenceState.Broken, evidence.State);
        Assert.StartsWith("承認のない使用への書出し 1ファイル", evidence.Words, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task AMediumWithoutEncryption_IsWatched_AndAFileOnItBroken(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        var use = AMedium.Approved(_stick, at.By);
        at.Ledger.Add(_stick, use, AMedium.Stick("M-002", MediumEncryption.None), AMedium.Stick("M-003", MediumEncryption.None, MediumState.Discarded));
        var watched = await at.Proofs.Media.EncryptedAsync(Stop);
        Assert.Equal(EvidenceState.Watch, watched.State);
        Assert.Contains("暗号化されない媒体 1個", watched.Words, StringComparison.Ordinal);

        await using (var db = at.Ledger.CreateDbContext())
        {
            db.Add(use.Put(at.By, _stick, "一覧.zip", 10, 100, A.Now));
            (await db.Media.FindAsync([_stick.MediumId], Stop))!.Encryption = MediumEncryption.None;
            await db.SaveChangesAsync(Stop);
        }

        Assert.Equal(EvidenceState.Broken, (await at.Proofs.Media.EncryptedAsync(Stop)).State);
    }

    [Theory, EveryEngine]
    public async Task AnOverdueErasure_IsBroken(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        at.Ledger.Add(_stick, AMedium.Approved(_stick, at.By, eraseInDays: 0));
        Assert.Equal(EvidenceState.Kept, (await at.Proofs.Media.ErasedAsync(Stop)).State);

        at.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(EvidenceState.Broken, (await at.Proofs.Media.ErasedAsync(Stop)).State);
    }
}
