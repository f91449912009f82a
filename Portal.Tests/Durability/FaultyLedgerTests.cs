extern alias Bench;
using Bench::Portal.Bench.Durability;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Components;
using Portal.Data;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Features.Corrections;
using Portal.Features.OperationLog;
using Portal.Features.OperationLog.Verification;
using Xunit;

namespace Portal.Tests.Durability;

/// <summary>A disk that is full, a file that may not be written, a database that is away, in the middle of corrections: what was told is there, what was not is not.</summary>
public sealed class FaultyLedgerTests : IDisposable
{
    private const int Before = 5;
    private const int After = 5;

    /// <summary>A full disk still has room on the pages it has.</summary>
    private const int During = 60;

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-faulty-").FullName;
    private readonly LedgerFaults _faults = new();
    private readonly List<AskedCorrection> _told = [];
    private readonly List<AskedCorrection> _refused = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string LedgerFile => Path.Combine(_folder, "ledger.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(LedgerFault.Away)]
    [InlineData(LedgerFault.DiskFull)]
    [InlineData(LedgerFault.ReadOnly)]
    public async Task WhatWasToldIsThere_WhatFailedIsNot_AndTheNextIsSavedAtOnce(LedgerFault fault)
    {
        var checkpoints = new LogCheckpoints(Path.Combine(_folder, "checkpoints"), TestKeys.Ring, TimeProvider.System, NullLogger<LogCheckpoints>.Instance);
        var ledger = new FaultyLedger(LedgerFile, _faults, new LogChain(TestKeys.Ring, checkpoints));
        var dose = await MakeAsync(ledger);
        var desk = new CorrectionDesk(ledger, new RevisionSaving(ledger, ApprovalPolicy.Default, TimeProvider.System), TimeProvider.System);

        await CorrectAsync(desk, dose, Before);
        Assert.Empty(_refused);
        _faults.Now = fault;
        await CorrectAsync(desk, dose, During);
        Assert.NotEmpty(_refused);
        _faults.Now = LedgerFault.None;
        var told = _told.Count;
        await CorrectAsync(desk, dose, After);

        Assert.Equal(After, _told.Count - told);
        Assert.Empty(WrittenLedger.Faults(LedgerFile, _told, _refused));
        var verdict = await new LogReader(ledger, checkpoints, TestKeys.Ring).VerifyAsync(null, Token);
        Assert.True(verdict.IsWhole, string.Join('\n', verdict.Faults));
    }

    private static async Task<Guid> MakeAsync(FaultyLedger ledger)
    {
        await Schema.EnsureCurrentAsync(ledger, Token);
        await using var db = ledger.CreateDbContext();
        var person = A.Person();
        var dose = A.Dose(person);
        db.AddRange(person, dose);
        await db.SaveChangesAsync(Token);
        return dose.DoseId;
    }

    private async Task CorrectAsync(CorrectionDesk desk, Guid doseId, int times)
    {
        for (var time = 0; time < times; time++)
        {
            var asked = new AskedCorrection(Guid.CreateVersion7(), doseId, 1, $"海野-{Guid.NewGuid():N}");
            try
            {
                var opened = await desk.OpenAsync(A.Clerk, RecordKind.Dose, doseId);
                var outcome = await desk.CorrectAsync(A.Clerk, RecordKind.Dose, doseId, new CorrectionRequest
                {
                    RevisionId = asked.RevisionId,
                    Act = RevisionAct.Correct,
                    Seen = opened!.Texts,
                    Wanted = new Dictionary<string, string?> { [DoseFields.Doctor.Key] = asked.Value },
                    Grounds = new Grounds(ReasonKind.TranscriptionError),
                });
                Assert.IsType<CorrectionOutcome.Applied>(outcome);
                _told.Add(asked);
            }
            catch (Exception failed) when (Unreachable.Is(failed))
            {
                _refused.Add(asked);
            }
        }
    }
}
