using Portal.Domain;
using Xunit;

namespace Portal.Tests;

public class RuleExceptionTests
{
    [Fact]
    public void CarriesItsWordsToTheClerk() => Assert.Equal("接種日を入力してください。", new RuleException("接種日を入力してください。").Message);
}
