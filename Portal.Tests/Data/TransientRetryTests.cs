using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Portal.Features.Maintenance.Nodes;
using Portal.Features.OperationLog;
using Portal.Features.OperationLog.Verification;
using Xunit;

namespace Portal.Tests.Data;

/// <summary>A server that is away for a moment: what was asked is asked again, and nothing takes place twice. Tried with SQLite behind the strategy of SQL Server.</summary>
public sealed class TransientRetryTests : IDisposable
{
    private readonly TestDb _ledger = TestDb.OnSqlite();
    private readonly Faults _faults = new();
    private readonly FaultyFactory _server;

    public TransientRetryTests() => _server = new(_ledger.ConnectionString, _faults);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _ledger.Dispose();

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 0)]
    public async Task AChange_WhoseLineBroke_BeforeOrAfterTheCommit_TakesPlaceOnce(int before, int after)
    {
        var (person, dose) = Kept();
        var desk = new CorrectionDesk(_server, new RevisionSaving(_server, ApprovalPolicy.Default, TimeProvider.System), TimeProvider.System);
        var opened = await desk.OpenAsync(A.Clerk, RecordKind.Dose, dose.DoseId);
        (_faults.BeforeCommit, _faults.AfterCommit) = (before, after);

        var result = await desk.CorrectAsync(A.Clerk, RecordKind.Dose, dose.DoseId, new CorrectionRequest
        {
            RevisionId = Guid.CreateVersion7(),
            Act = RevisionAct.Correct,
            Seen = opened!.Texts,
            Wanted = new Dictionary<string, string?> { [DoseFields.Doctor.Key] = "海野 二郎" },
            Grounds = new Grounds(ReasonKind.TranscriptionError),
        });

        Assert.IsType<CorrectionOutcome.Applied>(result);
        Assert.Equal((0, 0), (_faults.BeforeCommit, _faults.AfterCommit));
        await using var db = _ledger.CreateDbContext();
        Assert.Equal("海野 二郎", (await db.Doses.SingleAsync(Token)).Doctor);
        Assert.Single(await db.Revisions.Where(r => r.LedgerPersonId == person.LedgerPersonId).ToListAsync(Token));
        Assert.Single(await db.OperationLog.Where(e => e.Operation == Operation.CorrectionMade).ToListAsync(Token));
        await AssertWholeAsync();
    }

    [Theory, InlineData(1, 0), InlineData(0, 1), InlineData(1, 1)]
    public async Task AView_IsLoggedOnce(int before, int after)
    {
        (_faults.BeforeCommit, _faults.AfterCommit) = (before, after);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => AddAsync(_server, Entry())));
        await AddAsync(_server, Entry());

        await using var db = _ledger.CreateDbContext();
        Assert.Equal(6, await db.OperationLog.CountAsync(Token));
        await AssertWholeAsync();
    }

    [Fact]
    public async Task AnotherWriter_WhileTheLineWasBroken_IsNotOverwritten()
    {
        _faults.AfterCommit = 1;
        _faults.WhenBroken = () => _ledger.Add(Entry());

        await AddAsync(_server, A.Person(), Entry());
        await AddAsync(_server, Entry());

        await using var db = _ledger.CreateDbContext();
        Assert.Equal((1, 3), (await db.People.CountAsync(Token), await db.OperationLog.CountAsync(Token)));
        await AssertWholeAsync();
    }

    [Fact]
    public async Task WhatWasRead_IsReadAgain()
    {
        Kept();
        _faults.Reading = 2;

        await using var db = _server.CreateDbContext();

        Assert.Single(await db.Doses.AsNoTracking().ToListAsync(Token));
        Assert.Equal(0, _faults.Reading);
    }

    [Fact]
    public async Task AStatementOfWhichNobodyKnows_IsNotSentAgain()
    {
        await using var db = _server.CreateDbContext();
        await JobLease.TakeAsync(db, "jobs", "one", TimeSpan.FromSeconds(20), Token);
        _faults.Writing = 1;

        await Assert.ThrowsAsync<Fault>(() => JobLease.GiveBackAsync(db, "jobs", "one", Token));

        Assert.Equal(0, _faults.Writing);
        await using var there = _ledger.CreateDbContext();
        Assert.True((await there.JobLeases.SingleAsync(Token)).Until > DateTime.UtcNow);
    }

    [Theory, InlineData(1, 0), InlineData(0, 1)]
    public async Task AChangeWithoutARowOfTheLog_IsNotSentAgain_EndsAsItCame(int before, int after)
    {
        (_faults.BeforeCommit, _faults.AfterCommit) = (before, after);
        await using var db = _server.CreateDbContext();
        db.AddRange(new JobLease { Name = "a", Holder = "", Until = A.Now }, new JobLease { Name = "b", Holder = "", Until = A.Now });

        await Assert.ThrowsAsync<Fault>(() => db.SaveChangesAsync(Token));

        await using var there = _ledger.CreateDbContext();
        Assert.Equal(after * 2, await there.JobLeases.CountAsync(Token));
    }

    [Fact]
    public async Task InATransactionOfOnesOwn_NothingIsTriedAgain_AndNothingRefused()
    {
        await using (var db = _server.CreateDbContext())
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Token);
            db.AddRange(A.Person(), Entry());
            await db.SaveChangesAsync(Token);
            Assert.Single(await db.People.ToListAsync(Token));
            _faults.Reading = 1;
            await Assert.ThrowsAsync<Fault>(() => db.People.AsNoTracking().ToListAsync(Token));
            await transaction.CommitAsync(Token);
        }

        await using (var db = _server.CreateDbContext())
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Token);
            db.AddRange(A.Person(residentNumber: "2"), Entry());
            await db.SaveChangesAsync(Token);
            _faults.BeforeCommit = 1;
            await Assert.ThrowsAsync<Fault>(() => transaction.CommitAsync(Token));
        }

        await using var there = _ledger.CreateDbContext();
        Assert.Equal((1, 1), (await there.People.CountAsync(Token), await there.OperationLog.CountAsync(Token)));
        await AssertWholeAsync();
    }

    [Fact]
    public async Task AServerThatStaysAway_IsToldOf_AsItIs()
    {
        _faults.Reading = int.MaxValue;
        await using var db = _server.CreateDbContext();

        await Assert.ThrowsAsync<Fault>(() => db.People.AsNoTracking().ToListAsync(Token));
    }

    [Fact]
    public void OnSqlServer_TheStrategyIsThisOne_AndTakesATimeout_ForPassing()
    {
        using var db = TestDb.SqlServerOffline();

        var strategy = Assert.IsType<TransientRetry>(db.Database.CreateExecutionStrategy());

        Assert.True(strategy.RetriesOnFailure);
        Assert.True(strategy.IsTransient(new DbUpdateException("", new TimeoutException())));
        Assert.False(strategy.IsTransient(new InvalidOperationException()));
    }

    private (LedgerPerson Person, Dose Dose) Kept()
    {
        var person = A.Person();
        var dose = A.Dose(person);
        _ledger.Add(person, dose);
        return (person, dose);
    }

    private static OperationLogEntry Entry() => OperationLogEntry.For(A.Clerk, A.Now, Operation.SheetOpened);

    private static async Task AddAsync(FaultyFactory factory, params object[] rows)
    {
        await using var db = factory.CreateDbContext();
        db.AddRange(rows);
        await db.SaveChangesAsync(Token);
    }

    private async Task AssertWholeAsync()
    {
        var nowhere = new LogCheckpoints(Path.Combine(Path.GetTempPath(), $"portal-none-{Guid.NewGuid():N}"), TestKeys.Ring, TimeProvider.System, NullLogger<LogCheckpoints>.Instance);
        var verdict = await new LogReader(_ledger, nowhere, TestKeys.Ring).VerifyAsync(null, Token);
        Assert.Empty(verdict.Faults.Where(f => f.Kind is not LogFaultKind.NoCheckpoint).Select(f => f.Words));
    }

    private sealed class Fault : DbException;

    private sealed class FaultyFactory(string connection, Faults faults) : PortalDbSetup.PooledFactory<SqlitePortalDb>(
        PortalDbSetup.ForSqlite(connection).UseSqlite(connection, o => o.ExecutionStrategy(needed => new Retry(needed)))
            .AddInterceptors(new SqlitePragmas(), SentCommands.Instance, faults, new Commands(faults)).Options,
        TestKeys.Chain());

    private sealed class Retry(ExecutionStrategyDependencies dependencies) : TransientRetry(dependencies)
    {
        protected override bool IsTransientItself(Exception exception) => exception is Fault;

        /// <summary>No test waits for a server that is not there.</summary>
        protected override TimeSpan? GetNextDelay(Exception lastException) => base.GetNextDelay(lastException) is null ? null : TimeSpan.FromMilliseconds(1);
    }

    /// <summary>How often the line is still to break, and where.</summary>
    private sealed class Faults : DbTransactionInterceptor
    {
        public int BeforeCommit { get; set; }

        public int AfterCommit { get; set; }

        public int Reading { get; set; }

        public int Writing { get; set; }

        public Action? WhenBroken { get; set; }

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            if (BeforeCommit > 0)
            {
                BeforeCommit--;
                throw new Fault();
            }

            return new(result);
        }

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            if (AfterCommit > 0)
            {
                AfterCommit--;
                WhenBroken?.Invoke();
                throw new Fault();
            }

            return Task.CompletedTask;
        }
    }

    private sealed class Commands(Faults faults) : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (faults.Reading > 0 && eventData.CommandSource is CommandSource.LinqQuery)
            {
                faults.Reading--;
                throw new Fault();
            }

            return new(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (faults.Writing > 0 && eventData.CommandSource is CommandSource.ExecuteUpdate)
            {
                faults.Writing--;
                throw new Fault();
            }

            return new(result);
        }
    }
}
