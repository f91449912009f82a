using Portal.Domain;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog.Verification;
using Portal.Keys;
using Xunit;

namespace Portal.Tests.OperationLog;

public sealed class LogKeyCheckTests : IDisposable
{
    private readonly TestDb _ledger = TestDb.OnSqlite();
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-other-keys-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _ledger.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task AnotherLedgersKeys_AreRefused_BeforeARowIsWritten()
    {
        Write(30);
        await using var db = _ledger.CreateDbContext();

        await LogKeyCheck.DemandAsync(db, TestKeys.Ring, Token);
        var refused = await Assert.ThrowsAsync<RuleException>(() => LogKeyCheck.DemandAsync(db, Others(), Token));

        Assert.Contains("Keys:File", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task ALogNotBegun_TakesAnyKeys_AndOneRowIsEnoughToTell(int rows)
    {
        Write(rows);
        await using var db = _ledger.CreateDbContext();

        Assert.True(await LogKeyCheck.FitAsync(db, TestKeys.Ring, Token));
        Assert.Equal(rows == 0, await LogKeyCheck.FitAsync(db, Others(), Token));
    }

    private void Write(int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            _ledger.Add(OperationLogEntry.For(A.Clerk, A.Now, Operation.LedgerSearched, detail: $"{row}"));
        }
    }

    private KeyRing Others()
    {
        var file = new KeyFile(Path.Combine(_folder, "keys.json"));
        file.MakeUnlessThere(A.Now);
        return new KeyRing(file);
    }
}
