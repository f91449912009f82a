using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;
using Portal.Features.OperationLog.Verification;

namespace Portal.Tests.OperationLog;

/// <summary>A log over a ledger of its own, with a second place of its own.</summary>
public sealed class LogFixture : IDisposable
{
    public static readonly Staff Auditor = A.Staff("saito", "斎藤 実", Role.Auditor);

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-log-").FullName;

    public LogFixture(Engine engine = Engine.Sqlite)
    {
        Checkpoints = new LogCheckpoints(Path.Combine(_folder, "checkpoints"), TestKeys.Ring, Time, NullLogger<LogCheckpoints>.Instance);
        Db = TestDb.On(engine, new LogChain(TestKeys.Ring, Checkpoints));
        Reader = new LogReader(Db, Checkpoints, TestKeys.Ring);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(A.Now));

    public LogCheckpoints Checkpoints { get; }

    public TestDb Db { get; }

    public LogReader Reader { get; }

    public static OperationLogEntry Entry(string? detail = null, Operation operation = Operation.SheetOpened) =>
        OperationLogEntry.For(A.Clerk, A.Now, operation, Guid.NewGuid(), detail: detail, purpose: "窓口での照会");

    /// <summary>Writes rows one after the other, and waits for the second place.</summary>
    public Task WriteAsync(int count) => WriteAsync(Db, Checkpoints, count);

    public static async Task WriteAsync(IDbContextFactory<PortalDb> factory, LogCheckpoints checkpoints, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await using var db = await factory.CreateDbContextAsync();
            db.Add(Entry($"{i}件"));
            await db.SaveChangesAsync();
        }

        await checkpoints.FlushAsync();
    }

    public async Task<List<OperationLogEntry>> RowsAsync()
    {
        await using var db = Db.CreateDbContext();
        return await db.OperationLog.AsNoTracking().OrderBy(e => e.Sequence).ToListAsync();
    }

    public Task<LogVerdict> VerifyAsync() => Reader.VerifyAsync(null, CancellationToken.None);

    /// <summary>Somebody with every right over the database and no key.</summary>
    public async Task TamperAsync(Func<Tampering, Task<long>> act, Action<long> check)
    {
        await using var db = Db.CreateDbContext();
        check(await act(await Tampering.BeginAsync(db)));
    }

    public void Dispose()
    {
        Db.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
