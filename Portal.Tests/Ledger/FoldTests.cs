using System.Globalization;
using System.Text;
using CsCheck;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Ledger;

public class FoldTests
{
    [Theory]
    [InlineData("０１２－３４５", "012345")]
    [InlineData(" 012 ‐ 345ー６ ", "0123456")]
    [InlineData("１２　３４", "1234")]
    [InlineData("12a", "12a")]
    [InlineData(null, "")]
    public void Digits_AreOneWidthWithoutSpacesAndHyphens(string? typed, string folded) => Assert.Equal(folded, Fold.Digits(typed));

    [Theory]
    [InlineData("  サトウ　　ﾊﾅｺ\r\n", "サトウ ハナコ")]
    [InlineData("ｶﾞｷﾞﾊﾟｰ", "ガギパー")]
    [InlineData("佐\u200B藤\0", "佐藤")]
    [InlineData("\u3000", "")]
    [InlineData(null, "")]
    public void Plain_TrimsAndCollapsesSpaces(string? typed, string folded) => Assert.Equal(folded, Fold.Plain(typed));

    [Fact]
    public void Plain_OfALoneSurrogate_KeepsTheRestReadable() => Assert.Equal("佐\uFFFD藤", Fold.Plain("佐\uD842藤"));

    [Fact]
    public void Nfkc_KeepsTheVariationSelectorOfAName() => Assert.Equal("葛\U000E0100城", Fold.Nfkc("葛\U000E0100城"));

    [Fact]
    public void EveryCharacter_AloneAndBetweenOthers_FoldsAsTheUnicodeTablesSay()
    {
        foreach (var c in Enumerable.Range(' ', 0xFFFD - ' ').Select(c => (char)c).Where(c => !char.IsSurrogate(c) && c != '\uD7FF' && c is < '\uFDD0' or > '\uFDEF'))
        {
            var text = $"ハ{c}が高{c}A";
            if (char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format))
            {
                Assert.Equal((text.Normalize(NormalizationForm.FormKC), $"{c}".Normalize(NormalizationForm.FormKC)), (Fold.Nfkc(text), Fold.Nfkc($"{c}")));
            }
        }
    }

    [Fact]
    public void EveryFolding_IsIdempotentAndUsable() => HardText.Any.Sample(
        text =>
        {
            foreach (var fold in new Func<string, string>[] { Fold.Nfkc, Fold.Plain, Fold.Compact, Fold.Digits })
            {
                var once = fold(text);
                Assert.Equal(once, fold(once));
                Assert.Equal(once, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(once)));
            }
        },
        iter: 5_000);
}
