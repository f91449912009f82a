using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Media;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Exchange.Vrs.Transfers;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Runs;
using Portal.Features.Exchange.Vrs.Transfers;
using Portal.Features.Ledger.MyNumbers;
using Portal.Tests.Exchange.Lists;
using Portal.Tests.Exchange.Media;
using Portal.Tests.Ledger.MyNumbers;

namespace Portal.Tests.Exchange.Vrs.Transfers;

/// <summary>Two people who moved in, each with a My Number; a handler at an LGWAN terminal who has just proved who they are; VRS at the other end.</summary>
internal sealed class TransferFixture : IDisposable
{
    public const string Purpose = "11月に転入した人の接種記録の照会";

    private readonly MyNumberFixture _numbers;
    private readonly ExchangeLayouts _layouts = new(new ConfigurationBuilder().Build());

    public TransferFixture(Engine engine = Engine.Sqlite)
    {
        _numbers = new(engine);
        Sato = MovedIn("転入 和子", "0001300001");
        Suzuki = MovedIn("転入 一郎", "0001300002");
        var stick = AMedium.Stick();
        Use = AMedium.Approved(stick, By, files: 50);
        Ledger.Add(stick, Use, Sato, Suzuki);
        (Runs, Desk, List) = (new(Ledger, Time), new(Ledger, Time), new(Ledger, Time));
        var sending = new MyNumberSendDesk(Ledger, _numbers.Vault, Time);
        (Orders, Sender) = (new(Ledger, sending, Time), new(Ledger, _layouts, sending, Time));
        (Answers, Accepting) = (new(Ledger, _layouts, Time), new(Ledger, Time));
    }

    public TestDb Ledger => _numbers.Ledger;
    public Microsoft.Extensions.Time.Testing.FakeTimeProvider Time => _numbers.Time;
    public MyNumberFixture Numbers => _numbers;

    /// <summary>登録・訂正 and 個人番号取扱.</summary>
    public Staff By => _numbers.By;

    public LedgerPerson Sato { get; }
    public LedgerPerson Suzuki { get; }
    public MediumUse Use { get; }
    public ExchangeDesk Runs { get; }
    public TransferDesk Desk { get; }
    public TransferListDesk List { get; }
    public TransferOrderDesk Orders { get; }
    public TransferSender Sender { get; }
    public TransferAnswers Answers { get; }
    public TransferAcceptDesk Accepting { get; }
    public TransferStandIn Partner { get; } = new();

    /// <summary>With a My Number, and collected.</summary>
    public async Task CollectAsync(LedgerPerson? person = null, string number = MyNumberFixture.Number)
    {
        await _numbers.RegisterAsync(person ?? Sato, number);
        await Desk.CollectAsync(By, (person ?? Sato).LedgerPersonId, "転-0007");
    }

    public async Task CollectBothAsync()
    {
        await CollectAsync();
        Time.Advance(TimeSpan.FromSeconds(1));
        await CollectAsync(Suzuki, MyNumberFixture.OtherNumber);
    }

    public async Task<ExchangeRun> RunAsync(Guid id)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.ExchangeRuns.AsNoTracking().SingleAsync(r => r.ExchangeRunId == id);
    }

    public async Task<ExchangeRun> ApprovedAsync()
    {
        var id = await Desk.MakeAsync(By, Purpose);
        await Runs.AskApprovalAsync(By, id, (await RunAsync(id)).Version);
        await Runs.ApproveAsync(A.Manager, id, (await RunAsync(id)).Version);
        return await RunAsync(id);
    }

    /// <summary>The file of an approved run, as it lies in the ZIP.</summary>
    public async Task<byte[]> SendAsync(ExchangeRun run)
    {
        var ready = await Orders.OrderAsync(By, run.ExchangeRunId, run.Version, Use.MediumUseId);
        var sending = await Sender.BeginAsync(By, ready, CancellationToken.None);
        using var zip = new MemoryStream();
        await Sender.WriteAsync(sending, zip, CancellationToken.None);
        return ListFixture.Unzip(zip.ToArray(), ready.Passphrase.Show());
    }

    /// <summary>Both people asked for, the request in the partner's hands.</summary>
    public async Task<(ExchangeRun Run, byte[] File)> SentAsync()
    {
        await CollectBothAsync();
        var run = await ApprovedAsync();
        var file = await SendAsync(run);
        return (await RunAsync(run.ExchangeRunId), file);
    }

    public async Task<IReadOnlyList<TransferAnswer>> TakeAsync(ExchangeRun run, byte[] answer) =>
        await Answers.TakeAsync(By, run.ExchangeRunId, (await RunAsync(run.ExchangeRunId)).Version, new MemoryStream(answer));

    /// <summary>VRS knows two doses of 和子; the result is taken, her inquiry is open.</summary>
    public async Task<OpenTransfer> AnsweredAsync()
    {
        var (run, file) = await SentAsync();
        Partner.Knows(MyNumberFixture.Number, new(1, "20210620"), new(2, "20210711", Lot: "FA5715"));
        await TakeAsync(run, Partner.Answer(file));
        return await OpenAsync(Sato);
    }

    public async Task<OpenTransfer> OpenAsync(LedgerPerson person)
    {
        await using var db = Ledger.CreateDbContext();
        var id = (await db.TransferInquiries.SingleAsync(i => i.LedgerPersonId == person.LedgerPersonId)).TransferInquiryId;
        return (await List.OpenAsync(By, id))!;
    }

    public async Task<List<Dose>> DosesAsync(LedgerPerson person)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.Doses.AsNoTracking().Where(d => d.LedgerPersonId == person.LedgerPersonId).OrderBy(d => d.DoseNumber).ToListAsync();
    }

    public async Task ChangeAsync(Action<Portal.Data.PortalDb> change)
    {
        await using var db = Ledger.CreateDbContext();
        change(db);
        await db.SaveChangesAsync();
    }

    public List<OperationLogEntry> Log(Operation operation) => _numbers.Log(operation);

    public void Dispose() => _numbers.Dispose();

    private static LedgerPerson MovedIn(string name, string residentNumber)
    {
        var person = A.Person(name, "テンニュウ", residentNumber);
        person.SetResidence([new() { StartedOn = A.Day("2026-11-02") }]);
        return person;
    }
}
