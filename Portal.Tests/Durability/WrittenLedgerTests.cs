extern alias Bench;
using Bench::Portal.Bench.Durability;
using Microsoft.Data.Sqlite;
using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Features.Corrections;
using Xunit;

namespace Portal.Tests.Durability;

/// <summary>Whoever looks for what a kill has lost finds it, when something is.</summary>
public sealed class WrittenLedgerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-written-").FullName;
    private readonly AskedCorrection _asked;

    public WrittenLedgerTests()
    {
        var person = A.Person();
        var dose = A.Dose(person);
        _asked = new(Guid.CreateVersion7(), dose.DoseId, 1, "海野-二郎");
        Correct(person, dose).GetAwaiter().GetResult();
    }

    private string LedgerFile => Path.Combine(_folder, "ledger.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void ACorrectionThatIsThere_IsNoFault() => Assert.Empty(WrittenLedger.Faults(LedgerFile, [_asked], []));

    [Fact]
    public void ToldAndNotThere_IsLost() =>
        Assert.StartsWith("lost", Assert.Single(WrittenLedger.Faults(LedgerFile, [_asked, _asked with { RevisionId = Guid.NewGuid() }], [])), StringComparison.Ordinal);

    [Fact]
    public void RefusedAndThere_IsAFault() => Assert.StartsWith("refused", Assert.Single(WrittenLedger.Faults(LedgerFile, [], [_asked])), StringComparison.Ordinal);

    [Theory]
    [InlineData("DROP TRIGGER OperationLog_NoDelete; DELETE FROM OperationLog WHERE Operation = 'CorrectionMade'", "half")]
    [InlineData("UPDATE Dose SET Doctor = '潮 一郎'", "half")]
    [InlineData("DELETE FROM FieldChange", "half")]
    [InlineData("DELETE FROM FieldChange; DELETE FROM Revision", "half: a row of the log")]
    public void APartThatIsMissing_IsFound(string missing, string fault)
    {
        using (var raw = new SqliteConnection($"Data Source={LedgerFile};Pooling=False"))
        {
            raw.Open();
            using var command = raw.CreateCommand();
            command.CommandText = missing;
            command.ExecuteNonQuery();
        }

        Assert.Contains(WrittenLedger.Faults(LedgerFile, [_asked], []), found => found.StartsWith(fault, StringComparison.Ordinal));
    }

    private async Task Correct(LedgerPerson person, Dose dose)
    {
        var factory = new PortalDbSetup.SqliteFactory($"Data Source={LedgerFile}", TestKeys.Chain());
        await Schema.EnsureCurrentAsync(factory, CancellationToken.None);
        await using (var db = factory.CreateDbContext())
        {
            db.AddRange(person, dose);
            await db.SaveChangesAsync(CancellationToken.None);
        }

        var desk = new CorrectionDesk(factory, new RevisionSaving(factory, ApprovalPolicy.Default, TimeProvider.System), TimeProvider.System);
        var opened = await desk.OpenAsync(A.Clerk, RecordKind.Dose, dose.DoseId);
        await desk.CorrectAsync(A.Clerk, RecordKind.Dose, dose.DoseId, new CorrectionRequest
        {
            RevisionId = _asked.RevisionId,
            Act = RevisionAct.Correct,
            Seen = opened!.Texts,
            Wanted = new Dictionary<string, string?> { [DoseFields.Doctor.Key] = _asked.Value },
            Grounds = new Grounds(ReasonKind.TranscriptionError),
        });
    }
}
