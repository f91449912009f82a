using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Exchange.Media;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange;
using Portal.Features.Exchange.IntermediateServer;
using Portal.Features.Exchange.Runs;
using Portal.Tests.Exchange.Lists;
using Portal.Tests.Exchange.Media;

namespace Portal.Tests.Exchange.IntermediateServer;

/// <summary>Two people with 統合宛名番号 and three doses, one without; an approved use of a stick; the stand-in at the other end.</summary>
internal sealed class ReplicaFixture : IDisposable
{
    public const string Purpose = "副本の定期更新";

    private readonly ExchangeLayouts _layouts;
    private readonly OutgoingFile _file;
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-answers-").FullName;

    public ReplicaFixture(Engine engine = Engine.Sqlite, IConfiguration? configuration = null, OutgoingFile? file = null)
    {
        _file = file ?? new ReplicaFile();
        Partner = new(_file.Layout, _file.Result);
        Ledger = TestDb.On(engine);
        _layouts = new(configuration ?? new ConfigurationBuilder().Build());
        Runs = new(Ledger, Time);
        OutgoingFiles files = new([_file]);
        Desk = new(Ledger, _layouts, files, Time);
        Sender = new(Ledger, _layouts, files, Time);
        Answers = new(Ledger, _layouts, files, new ImportFolder(_folder, Time), Time);
        var stick = AMedium.Stick();
        Use = AMedium.Approved(stick, A.Clerk, files: 50);
        Sato = A.Person();
        Sato.IntegratedNumber = "100000000001";
        Suzuki = A.Person("鈴木 一", "スズキ ハジメ", "0001204874");
        Suzuki.IntegratedNumber = "100000000002";
        var unknown = A.Person("高田 実", "タカダ ミノル", "0001204875");
        First = A.Dose(Sato);
        Second = A.Dose(Sato, 2, "2021-07-11");
        Ledger.Add(stick, Use, Sato, Suzuki, unknown, First, Second, A.Dose(Suzuki), A.Dose(unknown));
    }

    public TestDb Ledger { get; }
    public FakeTimeProvider Time { get; } = new(A.Now);
    public ExchangeDesk Runs { get; }
    public OutgoingDesk Desk { get; }
    public OutgoingSender Sender { get; }
    public OutgoingAnswers Answers { get; }
    public StandIn Partner { get; }
    public MediumUse Use { get; }
    public LedgerPerson Sato { get; }
    public LedgerPerson Suzuki { get; }
    public Dose First { get; }
    public Dose Second { get; }

    public async Task<ExchangeRun> RunAsync(Guid id)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.ExchangeRuns.AsNoTracking().SingleAsync(r => r.ExchangeRunId == id);
    }

    /// <summary>Made, asked for and approved: ready to be sent.</summary>
    public async Task<ExchangeRun> ApprovedAsync(ExchangeKind? kind = null)
    {
        var id = await Desk.MakeAsync(A.Clerk, kind ?? _file.Changes, Purpose);
        await Runs.AskApprovalAsync(A.Clerk, id, (await RunAsync(id)).Version);
        await Runs.ApproveAsync(A.Manager, id, (await RunAsync(id)).Version);
        return await RunAsync(id);
    }

    /// <summary>The file of an approved run, as it lies in the ZIP.</summary>
    public async Task<byte[]> SendAsync(ExchangeRun run)
    {
        var ready = await Desk.OrderAsync(A.Clerk, run.ExchangeRunId, run.Version, Use.MediumUseId);
        var sending = await Sender.BeginAsync(A.Clerk, ready, CancellationToken.None);
        using var zip = new MemoryStream();
        await Sender.WriteAsync(sending, zip, CancellationToken.None);
        return ListFixture.Unzip(zip.ToArray(), ready.Passphrase.Show());
    }

    public async Task<OutgoingAnswer> TakeAsync(Guid id, byte[] answer) =>
        await Answers.TakeAsync(A.Clerk, id, (await RunAsync(id)).Version, new MemoryStream(answer));

    /// <summary>Sent, answered and taken.</summary>
    public async Task<(ExchangeRun Run, byte[] File)> ExchangeAsync(ExchangeKind? kind = null)
    {
        var run = await ApprovedAsync(kind);
        var file = await SendAsync(run);
        if (kind is not null && kind == _file.Full)
        {
            Partner.Replica.Clear();
        }

        await TakeAsync(run.ExchangeRunId, Partner.Answer(file));
        return (await RunAsync(run.ExchangeRunId), file);
    }

    public async Task ChangeAsync(Action<Portal.Data.PortalDb> change)
    {
        await using var db = Ledger.CreateDbContext();
        change(db);
        await db.SaveChangesAsync();
    }

    public IReadOnlyList<OperationLogEntry> Log(Operation operation)
    {
        using var db = Ledger.CreateDbContext();
        return [.. db.OperationLog.AsNoTracking().Where(e => e.Operation == operation).OrderBy(e => e.Sequence)];
    }

    public void Dispose()
    {
        Ledger.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
