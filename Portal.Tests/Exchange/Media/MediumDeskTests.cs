using Portal.Domain;
using Portal.Domain.Exchange.Media;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.Exchange.Media;

public sealed class MediumDeskTests
{
    private static readonly MediumEntry Entry = new() { Number = "M-002", Product = "外付けSSD 1TB", Kind = MediumKind.ExternalDrive, Encryption = MediumEncryption.Software, EncryptionNote = "BitLocker", Place = "保管庫" };

    [Theory, EveryEngine]
    public async Task WithoutTheRight_NothingIsEntered_AndTheAttemptsAreLogged(Engine engine)
    {
        using var at = new MediaFixture(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Media.EnterAsync(A.Manager, Entry));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Media.LoseAsync(A.Clerk, at.Stick.MediumId, at.Stick.Version, "所在が分からない"));

        Assert.Equal([(Operation.MediumSaved, OperationResult.Denied), (Operation.MediumStateChanged, OperationResult.Denied)], at.Log().Select(e => (e.Operation, e.Result)));
    }

    [Theory, EveryEngine]
    public async Task AMedium_IsEnteredAndChanged_UnderANumberOfItsOwn(Engine engine)
    {
        using var at = new MediaFixture(engine);

        var id = await at.Media.EnterAsync(at.By, Entry);
        Assert.Contains("すでにあります", (await Assert.ThrowsAsync<RuleException>(() => at.Media.EnterAsync(at.By, Entry))).Message, StringComparison.Ordinal);
        Assert.Contains("すでにあります", (await Assert.ThrowsAsync<RuleException>(() => at.Media.ChangeAsync(at.By, at.Stick.MediumId, at.Stick.Version, Entry))).Message, StringComparison.Ordinal);
        await at.Media.ChangeAsync(at.By, at.Stick.MediumId, at.Stick.Version, Entry with { Number = "M-001B" });

        Assert.Equal("M-001B", (await at.MediumAsync()).Number);
        Assert.Equal(
            [(id, "登録 M-002 外付けディスク 暗号化 ソフトウェア 保管庫"), (at.Stick.MediumId, "変更 M-001B 外付けディスク 暗号化 ソフトウェア 保管庫")],
            at.Log(Operation.MediumSaved).Select(e => (e.SubjectId!.Value, e.Detail!)));
        // Changed meanwhile: the old version does not fit any more.
        await Assert.ThrowsAsync<RuleException>(() => at.Media.ChangeAsync(at.By, at.Stick.MediumId, at.Stick.Version, Entry));
    }

    [Theory, EveryEngine]
    public async Task ALossAndItsEnd_AreLoggedInTheWordsOfTheStaff_AndNothingIsDiscardedInUse(Engine engine)
    {
        using var at = new MediaFixture(engine);
        at.Ledger.Add(AMedium.Approved(at.Stick, A.Clerk));

        await at.Media.LoseAsync(at.By, at.Stick.MediumId, at.Stick.Version, "庁舎内で所在が分からない");
        await at.Media.SettleLossAsync(at.By, at.Stick.MediumId, (await at.MediumAsync()).Version, "所属長へ報告、捜索中");
        await at.Media.FindAsync(at.By, at.Stick.MediumId, (await at.MediumAsync()).Version, "会議室で見つかった");
        var stored = await at.MediumAsync();
        await Assert.ThrowsAsync<RuleException>(() => at.Media.DiscardAsync(at.By, at.Stick.MediumId, stored.Version, "古いため廃棄する"));

        Assert.Equal(MediumState.Stored, (await at.MediumAsync()).State);
        Assert.Equal(
            [("紛失 M-001 使用第1号", "庁舎内で所在が分からない"), ("紛失への対応 M-001", "所属長へ報告、捜索中"), ("保管中 M-001 使用第1号", "会議室で見つかった")],
            at.Log(Operation.MediumStateChanged).Select(e => (e.Detail!, e.Purpose!)));
    }
}
