using System.Text;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Domain.Reports;
using Portal.Features.Reports;
using Xunit;

namespace Portal.Tests.Reports;

public sealed class OpenDataTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1956-07-12", "2021-07-11", "-64")]
    [InlineData("1956-07-12", "2021-07-12", "65-")]
    [InlineData(null, "2021-07-12", "UNK")]
    [InlineData("2022-01-01", "2021-07-12", "UNK")]
    public void TheAge_IsThatOfTheDay(string? born, string day, string age)
    {
        var fact = new DoseFact
        {
            DoseId = Guid.NewGuid(),
            LedgerPersonId = Guid.NewGuid(),
            DoseNumber = 2,
            VaccinatedOn = A.Day(day),
            Sex = Sex.Female,
            BirthDate = born is null ? null : A.Day(born),
        };

        Assert.Equal([new(A.Day(day), "F", age, 2, 1)], OpenDataRow.Of([fact]));
    }

    [Theory, EveryEngine]
    public async Task BothFiles_AreInTheShapeOfTheOpenDataOfVrs(Engine engine)
    {
        using var at = new ReportFixture(engine);
        var desk = new OpenDataDesk(at.Ledger, at.Counter, at.Time);

        var ndjson = Encoding.UTF8.GetString(await desk.MakeAsync(ReportFixture.Reporter, ReportFixture.July, null, isCsv: false, Token)).Split('\n');
        var csv = Encoding.UTF8.GetString(await desk.MakeAsync(ReportFixture.Reporter, ReportFixture.July, null, isCsv: true, Token)).Split("\r\n");

        Assert.Equal("""{"date":"2021-07-10","prefecture":"01","gender":"F","age":"65-","medical_worker":false,"status":1,"count":1}""", ndjson[0]);
        Assert.Equal(["date,prefecture,gender,age,medical_worker,status,count", "2021-07-10,01,F,65-,false,1,1"], csv[..2]);
        Assert.Equal((6, 6), (ndjson.Count(l => l.Length > 0), csv.Count(l => l.Length > 0) - 1));
        Assert.Equal(2, (await at.LogAsync(Operation.ReportOpenDataExported)).Count);
    }
}
