using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Features.Corrections;

namespace Portal.Bench;

/// <summary>Saving a correction: value, revision and log entry in one transaction with a full sync.</summary>
internal static class CorrectionBench
{
    private const int Calls = 200;

    public static async Task RunAsync(Ledgers ledgers, Report report)
    {
        var file = ledgers.Scratch(ledgers.Large);
        var factory = new PortalDbSetup.SqliteFactory($"Data Source={file}", BenchChain.New());
        var by = Staff.System("bench");
        var desk = new CorrectionDesk(factory, new RevisionSaving(factory, ApprovalPolicy.Default, TimeProvider.System), TimeProvider.System);
        List<string> doses;
        using (var raw = new RawLedger(file))
        {
            doses = raw.Sample($"SELECT DoseId FROM Dose WHERE Status = 'Active' ORDER BY substr(DoseId, -6) LIMIT {Calls}");
        }

        var saving = await Measured.EachAsync(doses, async id =>
        {
            var opened = await desk.OpenAsync(by, RecordKind.Dose, Guid.Parse(id)) ?? throw new InvalidOperationException("The dose is gone.");
            await desk.CorrectAsync(by, RecordKind.Dose, Guid.Parse(id), new CorrectionRequest
            {
                RevisionId = Guid.CreateVersion7(),
                Act = RevisionAct.Correct,
                Seen = opened.Texts,
                Wanted = new Dictionary<string, string?> { [DoseFields.Doctor.Key] = $"計測 {Random.Shared.Next()}" },
                Grounds = new Grounds(ReasonKind.TranscriptionError),
            });
        });
        Report.Heading($"Corrections, {ledgers.LargePeople:N0} people, {Calls} calls: opening the form and saving");
        report.Line("open and save a correction, p95", saving.P95, "ms", 100, $"p50 {saving.P50:0.00} ms");
    }
}
