using System.Net;
using Portal.Domain;
using Portal.Domain.Accounts;
using Xunit;

namespace Portal.Tests.Accounts.Terminals;

public class TerminalActsTests
{
    private static readonly IPAddress Counter = IPAddress.Parse("10.20.3.17");

    private readonly Terminal _terminal = Terminal.Enter(Entry(), A.Now);

    [Fact]
    public void TheCode_TypedAtTheTerminal_MakesItActive()
    {
        var code = _terminal.NewCode(A.Now);
        Assert.Equal(TerminalState.Waiting, _terminal.State);

        var secret = _terminal.Register(code, Counter, A.Now.AddHours(23));

        Assert.Equal((TerminalState.Active, A.Now.AddHours(23)), (_terminal.State, _terminal.RegisteredAt!.Value));
        Assert.True(_terminal.IsAt(secret, Counter));
        Assert.True(_terminal.IsAt(secret, IPAddress.Parse("::ffff:10.20.3.17")));
    }

    [Fact]
    public void TheCode_IsReadHoweverItIsTyped_AndKeptNowhere()
    {
        var code = _terminal.NewCode(A.Now);
        var bare = code.Replace("-", "", StringComparison.Ordinal);

        Assert.Equal((14, 12), (code.Length, bare.Length));
        Assert.DoesNotContain(bare, c => "01IOL".Contains(c, StringComparison.Ordinal));
        Assert.DoesNotContain(bare, _terminal.CodeHash!, StringComparison.Ordinal);
        Assert.All([code, bare.ToLowerInvariant(), $" {code.Replace('-', '−')} ", string.Concat(bare.Select(c => (char)(c + 0xFEE0)))], typed => Assert.True(_terminal.AcceptsCode(typed, A.Now)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("ABCD-EFGH-JKMN")]
    public void AWrongCode_IsRefused_AndTheRightOneStaysGood(string? typed)
    {
        var code = _terminal.NewCode(A.Now);

        Assert.Throws<RuleException>(() => _terminal.Register(typed, Counter, A.Now));

        Assert.NotEmpty(_terminal.Register(code, Counter, A.Now));
    }

    [Fact]
    public void TheCode_HoldsADay_AndNotAMomentLonger()
    {
        var code = _terminal.NewCode(A.Now);

        Assert.True(_terminal.AcceptsCode(code, A.Now.AddHours(24).AddTicks(-1)));
        Assert.Throws<RuleException>(() => _terminal.Register(code, Counter, A.Now.AddHours(24)));
        Assert.Equal(TerminalState.Waiting, _terminal.State);
    }

    [Fact]
    public void TheCode_IsGoodOnce()
    {
        var code = _terminal.NewCode(A.Now);
        _terminal.Register(code, Counter, A.Now);

        Assert.Throws<RuleException>(() => _terminal.Register(code, Counter, A.Now));
    }

    [Theory]
    [InlineData("10.20.4.17")]
    [InlineData("::1")]
    [InlineData(null)]
    public void FromOutsideTheRange_NothingIsRegistered(string? address)
    {
        var code = _terminal.NewCode(A.Now);

        var refused = Assert.Throws<RuleException>(() => _terminal.Register(code, address is null ? null : IPAddress.Parse(address), A.Now));

        Assert.Contains("範囲の外", refused.Message, StringComparison.Ordinal);
        Assert.Equal((TerminalState.Waiting, true), (_terminal.State, _terminal.AcceptsCode(code, A.Now)));
    }

    [Fact]
    public void ASecret_OfAnotherTerminal_OrNone_IsNotAtHome()
    {
        var secret = Registered(_terminal);
        var other = Terminal.Enter(Entry("窓口3"), A.Now);
        var others = Registered(other);

        Assert.True(other.IsAt(others, Counter));
        Assert.All([others, "", secret[..^1], secret + "A", null], forged => Assert.False(_terminal.IsAt(forged, Counter)));
        Assert.False(_terminal.IsAt(secret, IPAddress.Parse("10.20.4.1")));
    }

    [Fact]
    public void ANewCode_MakesTheOldBrowserWorthless()
    {
        var secret = Registered(_terminal);

        _terminal.NewCode(A.Now);

        Assert.False(_terminal.IsAt(secret, Counter));
        Assert.Equal((TerminalState.Waiting, null), (_terminal.State, _terminal.SecretHash));
    }

    [Fact]
    public void ALostTerminal_ForgetsItsSecretAndItsCode_AndMayBeFound()
    {
        var secret = Registered(_terminal);

        _terminal.Lose("庁用車に置き忘れた", A.Now);

        Assert.Equal((TerminalState.Lost, null, null), (_terminal.State, _terminal.SecretHash, _terminal.CodeHash));
        Assert.False(_terminal.IsAt(secret, Counter));
        var code = _terminal.NewCode(A.Now);
        Assert.False(_terminal.IsAt(secret, Counter));
        Assert.True(_terminal.IsAt(_terminal.Register(code, Counter, A.Now), Counter));
        Assert.Null(_terminal.EndReason);
    }

    [Fact]
    public void ARetiredTerminal_StaysRetired()
    {
        var code = _terminal.NewCode(A.Now);

        _terminal.Retire("機器の更新", A.Now);

        Assert.Throws<RuleException>(() => _terminal.NewCode(A.Now));
        Assert.Throws<RuleException>(() => _terminal.Lose("置き忘れた", A.Now));
        Assert.Throws<RuleException>(() => _terminal.Describe(Entry()));
        Assert.Throws<RuleException>(() => _terminal.Register(code, Counter, A.Now));
    }

    [Theory]
    [InlineData("", "保健所1階", "10.20.3.0/24", "名称")]
    [InlineData("窓口2", "", "10.20.3.0/24", "設置場所")]
    [InlineData("窓口2", "保健所1階", "", "アドレス範囲")]
    [InlineData("窓口2", "保健所1階", "10.20.3", "アドレス範囲")]
    [InlineData("窓口2", "保健所1階", "10.20.003.017", "アドレス範囲")]
    [InlineData("窓口2", "保健所1階", "0/0", "アドレス範囲")]
    [InlineData("窓口2", "保健所1階", "10.20.3.0/40", "アドレス範囲")]
    public void AnEntry_WithSomethingMissing_IsToldWhat(string name, string place, string ranges, string expected)
    {
        var refused = Assert.Throws<RuleException>(() => Terminal.Enter(Entry(name) with { Place = place, AddressRanges = ranges }, A.Now));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheReason_OfALoss_IsNeeded() => Assert.Throws<RuleException>(() => _terminal.Lose("  ", A.Now));

    private static TerminalEntry Entry(string name = "窓口2") => new()
    {
        Name = name,
        Place = "保健所1階 窓口",
        OwnerId = Guid.CreateVersion7(),
        IsLgwan = true,
        AddressRanges = "10.20.3.0/24",
    };

    private static string Registered(Terminal terminal) => terminal.Register(terminal.NewCode(A.Now), Counter, A.Now);
}
