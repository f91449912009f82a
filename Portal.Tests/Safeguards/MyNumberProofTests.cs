using Microsoft.EntityFrameworkCore;
using Portal.Domain.Keys;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Domain.Safeguards;
using Portal.Features.Safeguards.Proof;
using Xunit;

namespace Portal.Tests.Safeguards;

public class MyNumberProofTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task UsesAreCountedByScene_AndOneWithoutIsBroken(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        Assert.Equal(TodaysEvidence.Kept("個人番号の参照 今月0件"), await at.Proofs.MyNumbers.ScenesAsync(Stop));
        await at.WriteAsync(Operation.MyNumberShown, scene: MyNumberPurpose.MovedIn, at: A.Now.AddMonths(-1));
        await at.WriteAsync(Operation.MyNumberShown, scene: MyNumberPurpose.MovedIn, result: OperationResult.Denied);
        await at.WriteAsync(Operation.MyNumberShown, scene: MyNumberPurpose.MovedIn);
        await at.WriteAsync(Operation.MyNumberSearched, scene: MyNumberPurpose.MovedIn);
        await at.WriteAsync(Operation.MyNumberShown, scene: MyNumberPurpose.Certificate);
        Assert.Equal(TodaysEvidence.Kept("個人番号の参照 今月3件、すべて3場面内（転入者の照会 2、証明書の交付 1）"), await at.Proofs.MyNumbers.ScenesAsync(Stop));

        await at.WriteAsync(Operation.MyNumberShown);

        Assert.Equal(TodaysEvidence.Broken("個人番号の参照 今月4件のうち1件に場面の記録なし"), await at.Proofs.MyNumbers.ScenesAsync(Stop));
    }

    [Theory, EveryEngine]
    public async Task AUseWithoutACaseNumber_IsBroken(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        await at.WriteAsync(Operation.MyNumberShown, scene: MyNumberPurpose.Certificate, purpose: "証明書の交付 受付番号 第12号");
        Assert.Equal(TodaysEvidence.Kept("証明書の交付での参照 今月1件、すべてに受付番号の記録あり"), await at.Proofs.MyNumbers.SceneAsync(MyNumberPurpose.Certificate, Stop));

        await at.WriteAsync(Operation.MyNumberSearched, scene: MyNumberPurpose.Certificate);

        Assert.Equal(TodaysEvidence.Broken("証明書の交付での参照 今月2件のうち1件に受付番号の記録なし"), await at.Proofs.MyNumbers.SceneAsync(MyNumberPurpose.Certificate, Stop));
        Assert.Equal(TodaysEvidence.Kept("転出者の提供での参照 今月0件"), await at.Proofs.MyNumbers.SceneAsync(MyNumberPurpose.MovedOut, Stop));
    }

    [Theory, EveryEngine]
    public async Task ARegistrationWithoutAScene_IsBroken(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        await at.WriteAsync(Operation.MyNumberRegistered, scene: MyNumberPurpose.MovedIn);
        Assert.Equal(TodaysEvidence.Kept("個人番号の登録・変更 今月1件、場面の記録なし 0件。保管 0件"), await at.Proofs.MyNumbers.RegisteredAsync(Stop));

        await at.WriteAsync(Operation.MyNumberRegistered);

        Assert.Equal(TodaysEvidence.Broken("個人番号の登録・変更 今月2件のうち1件に場面の記録なし。保管 0件"), await at.Proofs.MyNumbers.RegisteredAsync(Stop));
    }

    [Theory, EveryEngine]
    public async Task ARowOfAnOlderKey_IsWatched_AndOneWithoutItsKeyIsBroken(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        var keys = TestKeys.Ring;
        var current = keys.Current(KeyUse.MyNumber).Id;
        Add(at, current);
        Assert.Equal(TodaysEvidence.Kept($"個人番号 1件をすべて暗号化して保管（使用中の鍵は第{current}号）"), await at.Proofs.MyNumbers.EncryptedAsync(Stop));

        Add(at, current + 100);

        Assert.Equal(TodaysEvidence.Broken($"個人番号 2件をすべて暗号化して保管（使用中の鍵は第{current}号）。1件は鍵が鍵束にありません"), await at.Proofs.MyNumbers.EncryptedAsync(Stop));
    }

    [Fact]
    public void TheQueries_AreTranslatedForSqlServer()
    {
        using var db = TestDb.SqlServerOffline();

        Assert.Contains("GROUP BY [o].[Scene]", MyNumberProof.ByScene(db, A.Now).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("GROUP BY [e].[KeyId]", MyNumberProof.ByKey(db).ToQueryString(), StringComparison.Ordinal);
    }

    private static void Add(SafeguardsFixture at, int keyId)
    {
        var person = A.Person(residentNumber: null);
        at.Ledger.Add(person, new EncryptedMyNumber
        {
            LedgerPersonId = person.LedgerPersonId,
            KeyId = keyId,
            Nonce = new byte[EncryptedMyNumber.NonceLength],
            Cipher = new byte[12],
            Tag = new byte[EncryptedMyNumber.TagLength],
            IndexKeyId = 1,
            BlindIndex = [.. person.LedgerPersonId.ToByteArray(), .. new byte[16]],
            RegisteredAt = A.Now,
            RegisteredBy = "takahashi",
        });
    }
}
