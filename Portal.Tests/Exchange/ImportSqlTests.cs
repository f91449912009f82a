using System.Text;
using Microsoft.Extensions.Time.Testing;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Portal.Domain.Exchange;
using Portal.Features.Exchange;
using Xunit;

namespace Portal.Tests.Exchange;

public class ImportSqlTests
{
    public static TheoryData<ImportKind, string, string> Files => new()
    {
        { ImportKind.Vrs, Csv.Lines(Csv.Vrs(Csv.Number, Csv.Dose()), Csv.Vrs("", Csv.Dose())), "[Coupon]" },
        { ImportKind.Residents, Csv.Lines(Csv.Resident()), "[IntegratedNumberKey]" },
        { ImportKind.Coupons, Csv.Lines(Csv.Coupon()), "[Coupon]" },
    };

    [Theory, MemberData(nameof(Files))]
    public async Task APreview_AsksSqlServerInItsOwnLanguage(ImportKind kind, string text, string about)
    {
        var server = new OfflineSqlServer();
        var folder = Directory.CreateTempSubdirectory("portal-imports-").FullName;
        var time = new FakeTimeProvider(A.Now);
        var desk = new ImportDesk(server, new ImportFolder(folder, time), time);

        // Everything is asked; then the preview ends, because there is no log to say so in.
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            desk.PreviewAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), "x.csv", kind, A.Clerk, cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains(server.Statements, s => s.Contains("OPENJSON", StringComparison.Ordinal) && s.Contains(about, StringComparison.Ordinal));
        Assert.All(server.Statements, statement =>
        {
            new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(statement), out var errors);
            Assert.Empty(errors.Select(e => e.Message));
        });
        Directory.Delete(folder, recursive: true);
    }
}
