using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Media;
using Xunit;

namespace Portal.Tests.Exchange.Media;

/// <summary>A medium by itself: entry, loss, finding, discarding.</summary>
public sealed class MediumTests
{
    private static readonly MediumEntry Entry = new() { Number = " Ｍ－００１ ", Product = "暗号化USBメモリ", Encryption = MediumEncryption.Hardware, EncryptionNote = "AES-256", Place = "保管庫" };

    [Fact]
    public void AMedium_IsEnteredInPlainText_AndStored()
    {
        var medium = Medium.Enter(Entry, A.Now);

        Assert.Equal(("M-001", MediumState.Stored, true), (medium.Number, medium.State, medium.IsInOrder));
    }

    [Fact]
    public void EachThingMissing_IsNamed_AndNoMyNumberIsTaken()
    {
        Assert.Equal(
            [nameof(MediumEntry.Number), nameof(MediumEntry.Product), nameof(MediumEntry.Encryption), nameof(MediumEntry.Place)],
            Refused(new()));
        Assert.Equal([nameof(MediumEntry.EncryptionNote)], Refused(Entry with { EncryptionNote = " " }));
        Assert.Equal([nameof(MediumEntry.Note)], Refused(Entry with { Note = "番号 1234 5678 9018" }));
        Assert.Empty(Refused(Entry with { Encryption = MediumEncryption.None, EncryptionNote = null }));
    }

    [Fact]
    public void AMediumWithoutEncryption_StandsInTheRegister_AndIsNotInOrder() =>
        Assert.False(Medium.Enter(Entry with { Encryption = MediumEncryption.None }, A.Now).IsInOrder);

    [Fact]
    public void ALoss_HasItsWords_IsDealtWithOnce_AndEndsByFinding()
    {
        var medium = AMedium.Stick();
        Assert.Throws<RuleException>(() => medium.Lose(A.Administrator, "紛失", A.Now));
        medium.Lose(A.Administrator, "庁舎内で所在が分からなくなった", A.Now);

        Assert.Equal((MediumState.Lost, false), (medium.State, medium.IsInOrder));
        Assert.Throws<RuleException>(() => medium.Discard(A.Administrator, null, "古いため廃棄する", A.Now));
        medium.SettleLoss(A.Administrator, "所属長と個人情報保護委員会へ報告済み", A.Now);
        Assert.Throws<RuleException>(() => medium.SettleLoss(A.Administrator, "もう一度報告した", A.Now));
        medium.Find(A.Administrator, null, "机の引出しにあった", A.Now);

        Assert.Equal((MediumState.Stored, "机の引出しにあった"), (medium.State, medium.StateReason));
    }

    [Fact]
    public void FoundWhileItIsOut_ItIsStillOut()
    {
        var medium = AMedium.Stick();
        var use = AMedium.Approved(medium, A.Clerk);
        use.HandOver(A.Administrator, medium, "医師会 事務局", A.Now);
        medium.Lose(A.Administrator, "届け先で見当たらない", A.Now);

        medium.Find(A.Administrator, use, "届け先で見つかった", A.Now);

        Assert.Equal(MediumState.Out, medium.State);
    }

    [Fact]
    public void NothingIsDiscarded_BeforeItIsErased()
    {
        var medium = AMedium.Stick();
        var use = AMedium.Approved(medium, A.Clerk);

        Assert.Contains("消去が済んでいない", Assert.Throws<RuleException>(() => medium.Discard(A.Administrator, use, "古いため廃棄する", A.Now)).Message, StringComparison.Ordinal);
        Assert.Contains("承認を待っている", Assert.Throws<RuleException>(() => medium.Discard(A.Administrator, AMedium.Waiting(medium, A.Clerk), "古いため廃棄する", A.Now)).Message, StringComparison.Ordinal);
        medium.Discard(A.Administrator, null, "古いため破壊して廃棄する", A.Now);

        Assert.Equal(MediumState.Discarded, medium.State);
        Assert.Throws<RuleException>(() => medium.Describe(Entry));
        Assert.Throws<RuleException>(() => medium.Lose(A.Administrator, "所在が分からない", A.Now));
    }

    private static IEnumerable<string?> Refused(MediumEntry entry)
    {
        try
        {
            entry.Demand();
            return [];
        }
        catch (FieldProblemsException wrong)
        {
            return wrong.Problems.Select(p => p.Field);
        }
    }
}
