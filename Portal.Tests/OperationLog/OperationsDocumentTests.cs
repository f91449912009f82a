using System.Text.RegularExpressions;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Tests.Data;
using Xunit;

namespace Portal.Tests.OperationLog;

/// <summary>docs/operations.md is written by hand: that no act is missing from it, and none invented, is not.</summary>
public partial class OperationsDocumentTests
{
    [Fact]
    public void EveryOperation_HasItsRow_AndNoRowNamesAnother() =>
        Assert.Equal(Enum.GetNames<Operation>().Order(StringComparer.Ordinal), Names(1).Except([nameof(Operation)]).Order(StringComparer.Ordinal));

    [Fact]
    public void EveryPermissionItNames_IsOne() => Assert.Empty(Names(2).Except(Enum.GetNames<Permission>()));

    /// <summary>What stands between backticks in one column of the table, beside the results of an act.</summary>
    private static IEnumerable<string> Names(int column) => File.ReadLines(Path.Combine(ScriptTests.RepositoryRoot(), "docs", "operations.md"))
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
        .SelectMany(line => Quoted().Matches(line.Split('|')[column + 1]).Select(match => match.Groups[1].Value))
        .Except(Enum.GetNames<OperationResult>());

    [GeneratedRegex("`([A-Za-z]+)`")]
    private static partial Regex Quoted();
}
