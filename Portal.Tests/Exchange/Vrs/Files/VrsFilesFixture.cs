using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Exchange.Media;
using Portal.Domain.Exchange.Runs;
using Portal.Features.Exchange;
using Portal.Features.Exchange.Runs;
using Portal.Features.Exchange.Vrs.Files;
using Portal.Tests.Exchange.Lists;
using Portal.Tests.Exchange.Media;

namespace Portal.Tests.Exchange.Vrs.Files;

/// <summary>A ledger, the files to VRS, and VRS at the other end.</summary>
internal sealed class VrsFilesFixture : IDisposable
{
    public VrsFilesFixture(Engine engine = Engine.Sqlite)
    {
        Ledger = TestDb.On(engine);
        ExchangeLayouts layouts = new(new ConfigurationBuilder().Build());
        OutgoingFiles files = new([new VrsRecordsFile(), new VrsFlagsFile()]);
        (Runs, Desk) = (new(Ledger, Time), new(Ledger, layouts, files, Time));
        (Sender, Answers) = (new(Ledger, layouts, files, Time), new(Ledger, layouts, files, new ImportFolder(Path.Combine(Path.GetTempPath(), "portal-vrs-answers"), Time), Time));
        var stick = AMedium.Stick();
        Use = AMedium.Approved(stick, A.Clerk, files: 50);
        Ledger.Add(stick, Use);
    }

    public TestDb Ledger { get; }
    public FakeTimeProvider Time { get; } = new(A.Now);
    public ExchangeDesk Runs { get; }
    public OutgoingDesk Desk { get; }
    public OutgoingSender Sender { get; }
    public OutgoingAnswers Answers { get; }
    public MediumUse Use { get; }
    public VrsRegister Vrs { get; } = new();

    public async Task<ExchangeRun> RunAsync(Guid id)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.ExchangeRuns.AsNoTracking().SingleAsync(r => r.ExchangeRunId == id);
    }

    public Task<OutgoingCounts> LookAsync(ExchangeKind kind) => Desk.LookAsync(A.Clerk, kind);

    /// <summary>Made, approved, sent: the file as it lies in the ZIP.</summary>
    public async Task<(ExchangeRun Run, byte[] File)> SendAsync(ExchangeKind kind)
    {
        var id = await Desk.MakeAsync(A.Clerk, kind, "VRS への登録");
        await Runs.AskApprovalAsync(A.Clerk, id, (await RunAsync(id)).Version);
        await Runs.ApproveAsync(A.Manager, id, (await RunAsync(id)).Version);
        var ready = await Desk.OrderAsync(A.Clerk, id, (await RunAsync(id)).Version, Use.MediumUseId);
        using var zip = new MemoryStream();
        await Sender.WriteAsync(await Sender.BeginAsync(A.Clerk, ready, CancellationToken.None), zip, CancellationToken.None);
        return (await RunAsync(id), ListFixture.Unzip(zip.ToArray(), ready.Passphrase.Show()));
    }

    public async Task<OutgoingAnswer> TakeAsync(ExchangeRun run, byte[] answer) =>
        await Answers.TakeAsync(A.Clerk, run.ExchangeRunId, (await RunAsync(run.ExchangeRunId)).Version, new MemoryStream(answer));

    /// <summary>Sent, answered and taken.</summary>
    public async Task<List<Dictionary<string, string>>> ExchangeAsync(ExchangeKind kind)
    {
        var (run, file) = await SendAsync(kind);
        await TakeAsync(run, Vrs.Answer(file));
        return Vrs.Last;
    }

    public async Task ChangeAsync(Action<Portal.Data.PortalDb> change)
    {
        await using var db = Ledger.CreateDbContext();
        change(db);
        await db.SaveChangesAsync();
    }

    public void Dispose() => Ledger.Dispose();
}
