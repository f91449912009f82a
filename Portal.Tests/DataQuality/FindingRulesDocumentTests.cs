using System.Text;
using Portal.Domain.DataQuality;
using Portal.Tests.Data;
using Xunit;

namespace Portal.Tests.DataQuality;

/// <summary>docs/data-quality.md, the catalogue of rules. PORTAL_WRITE_DOCS=1 writes the file anew instead of comparing.</summary>
public class FindingRulesDocumentTests
{
    private const string WriteVariable = "PORTAL_WRITE_DOCS";

    [Fact]
    public void EveryRule_IsInTheCatalogueOnce() => Assert.Equal(Enum.GetValues<FindingRule>().Order(), FindingRules.All.Select(r => r.Rule).Order());

    [Fact]
    public async Task TheDocument_IsWhatTheCatalogueSays()
    {
        var file = Path.Combine(ScriptTests.RepositoryRoot(), "docs", "data-quality.md");
        var text = Text();
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
        {
            await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        }

        Assert.True(text == await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), $"docs/data-quality.md is not what the code says. Run this test with {WriteVariable}=1 and commit the file.");
    }

    private static string Text()
    {
        var text = new StringBuilder("""
            # 点検: the rules

            Generated from the catalogue (`FindingRules`) and held to it by a test; not to be edited. A rule warns and never blocks. Every change to a
            person's records checks that person in the same save; an import and its undo check whom they touched in their own transaction; a full check
            (`/data-quality`, F9, or `check` on the command line) reads the whole ledger. A finding set aside with a reason comes back when one of the
            values its rule reads changes, and only then. An approver may switch a rule off, with a reason.

            | 規則 | 見つけるもの | 見つけないもの | 読む項目 | 根拠 |
            |---|---|---|---|---|

            """);
        foreach (var rule in FindingRules.All)
        {
            var reads = rule.Reads.Select(r => r.Label).Concat(rule.ReadsPerson.Select(r => r.Label));
            text.Append("| ").Append(rule.Rule.Label()).Append(" `").Append(rule.Rule).Append("` | ").Append(rule.Sees).Append(" | ").Append(rule.Overlooks)
                .Append(" | ").AppendJoin('、', reads).Append(" | ").Append(rule.Source).Append(" |\n");
        }

        return text.Append("""

            The surnames of `Kana` stand in `Portal.Domain/DataQuality/Data/surname-readings.txt`. In the demo ledger every planted fault is found by
            one of these rules, once, and nothing else is found; `FutureDate` is not planted, since no form or file of the portal takes such a day.

            `Twins` is of two people. Its pairs are `TwinPair`s on a list of their own (`/data-quality/twins`) and no findings: a finding is one person's, and
            a pair would have to be assigned, set aside and brought back in two places at once. Each pair has a score and its reasons; 「別人」 with a reason
            sets it aside until something that was compared changes. A save that changes one of the two weighs the pair anew. Everybody is compared with F9
            on that list, and by itself within minutes after an import, the undo of one, a full check, or a switch of the rules, and at most once an
            hour after people were registered or corrected one by one. Switched off, nobody is compared and no pair is shown; 点検 and the home page give
            the number of open pairs and lead to the list.

            # 予診票の読み合わせ: paper against screen

            What no rule can see is compared by eye (`/comparisons`): two people take a binder — one institution, one month of vaccination, perhaps one
            product or 回 — whole or a random sample of it, one at the screen and one with the paper, record by record and by keys alone. Each record shown
            is a look in the operation log before it is shown, each answer is saved at once with both names and the versions of the record that were on
            the screen; a record that changes under an answer comes back. A difference becomes an ordinary correction with the reason 転記誤り. Addresses are
            not compared and never on that screen. Of the paper only what a later correction needs is written down, and deleted with that correction, with
            the reason not to correct, and at the latest at the end. The sheet gives the share of compared records that differ — a missing slip was not
            compared — and for a sample Wilson's 95% interval with the finite population correction; a whole set has none. The sample's number (抽出番号) draws
            the same records again. Somebody with `ComparisonSignOff` who took no part signs the sheet off, and nothing of it changes any more. A day of
            comparing is many looks, and in order of names many of one surname: the log review points that out, as it should.

            """).ToString().ReplaceLineEndings("\n");
    }
}
