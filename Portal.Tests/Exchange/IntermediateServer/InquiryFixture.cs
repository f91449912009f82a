using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Portal.Data;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.Exchange.Media;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.IntermediateServer;
using Portal.Features.Exchange.IntermediateServer.Inquiries;
using Portal.Features.Exchange.IntermediateServer.Permits;
using Portal.Features.Exchange.IntermediateServer.Provisions;
using Portal.Features.Exchange.IntermediateServer.Records;
using Portal.Features.Exchange.Runs;
using Portal.Tests.Exchange.Lists;
using Portal.Tests.Exchange.Media;

namespace Portal.Tests.Exchange.IntermediateServer;

/// <summary>Sato with two doses, Suzuki who is 自動応答不可, Takada who is 支援措置; an approved use of a stick; everything inquiries need.</summary>
internal sealed class InquiryFixture : IDisposable
{
    public const string Purpose = "転入前の接種歴の確認";

    public InquiryFixture(Engine engine = Engine.Sqlite)
    {
        Ledger = TestDb.On(engine);
        ExchangeLayouts layouts = new(new ConfigurationBuilder().Build());
        Permits = new(Ledger, Time);
        Search = new(Ledger, Time);
        Desk = new(Ledger, Time);
        Answers = new(Ledger, layouts, Time);
        Intake = new(Ledger, layouts, Time);
        Provisions = new(Ledger, Time);
        Sheets = new(Ledger, layouts, Time);
        Records = new(Ledger, Time);
        var stick = AMedium.Stick();
        Use = AMedium.Approved(stick, A.Clerk, files: 50);
        Sato.IntegratedNumber = "100000000001";
        (Suzuki.IntegratedNumber, Suzuki.NoAutoReply) = ("100000000002", true);
        (Takada.IntegratedNumber, Takada.IsProtected) = ("100000000003", true);
        Ledger.Add(stick, Use, Sato, Suzuki, Takada, A.Dose(Sato), A.Dose(Sato, 2, "2021-07-11"), A.Dose(Suzuki), A.Dose(Takada));
    }

    public TestDb Ledger { get; }
    public FakeTimeProvider Time { get; } = new(A.Now);
    public PermitDesk Permits { get; }
    public InquiriesSearch Search { get; }
    public InquiryDesk Desk { get; }
    public InquiryAnswers Answers { get; }
    public ProvisionIntake Intake { get; }
    public ProvisionDesk Provisions { get; }
    public SheetDesk Sheets { get; }
    public ProvisionRecordDesk Records { get; }
    public MediumUse Use { get; }
    public LedgerPerson Sato { get; } = A.Person();
    public LedgerPerson Suzuki { get; } = A.Person("鈴木 一", "スズキ ハジメ", "0001204874");
    public LedgerPerson Takada { get; } = A.Person("高田 実", "タカダ ミノル", "0001204875");

    public Task<Guid> MakeAsync(int item = 25, string? target = "011002", LedgerPerson? about = null) =>
        Desk.MakeAsync(A.Clerk, (about ?? Sato).LedgerPersonId, new(item, target, Purpose));

    /// <summary>Made, asked for and approved: ready to be sent.</summary>
    public async Task<Guid> ApprovedAsync(LedgerPerson? about = null)
    {
        var id = await MakeAsync(about: about);
        await Desk.AskApprovalAsync(A.Clerk, id, (await InquiryAsync(id)).Version);
        await Desk.ApproveAsync(A.Manager, id, (await InquiryAsync(id)).Version);
        return id;
    }

    public async Task<Inquiry> InquiryAsync(Guid id)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.Inquiries.AsNoTracking().SingleAsync(i => i.InquiryId == id);
    }

    public async Task<Provision> ProvisionAsync(string received)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.Provisions.AsNoTracking().SingleAsync(p => p.ReceivedNumber == received);
    }

    /// <summary>The sheet, as it lies in the ZIP.</summary>
    public async Task<byte[]> SendAsync(ExchangeKind kind = ExchangeKind.InquirySheet)
    {
        var order = new SheetOrder(kind, Use.MediumUseId);
        await Sheets.CheckAsync(A.Clerk, order);
        var passphrase = Passphrase.New();
        var file = await Sheets.MakeAsync(A.Clerk, order, passphrase);
        return ListFixture.Unzip(file.Content, passphrase.Show());
    }

    public Task<InquiryAnswersTaken> TakeAsync(byte[] file) => Answers.TakeAsync(A.Clerk, new MemoryStream(file));

    public Task<ProvisionsTaken> ReceiveAsync(params string[][] requests) => ReceiveAsync(SheetStandIn.Write("provision-request-1", 41, requests));

    public Task<ProvisionsTaken> ReceiveAsync(byte[] file) => Intake.TakeAsync(A.Clerk, "motome.csv", new MemoryStream(file));

    public async Task ProposeAsync(string received, ProvisionDecision decision, string? reason = null)
    {
        var provision = await ProvisionAsync(received);
        await Provisions.ProposeAsync(A.Clerk, provision.ProvisionId, provision.Version, decision, reason);
    }

    public async Task ApproveAsync(string received)
    {
        var provision = await ProvisionAsync(received);
        await Provisions.ApproveAsync(A.Manager, provision.ProvisionId, provision.Version);
    }

    public IReadOnlyList<T> All<T>() where T : class
    {
        using var db = Ledger.CreateDbContext();
        return [.. db.Set<T>().AsNoTracking()];
    }

    public IReadOnlyList<ProvisionRecord> Kept() => [.. All<ProvisionRecord>().OrderBy(r => r.At).ThenBy(r => r.ProvisionRecordId)];

    public IReadOnlyList<OperationLogEntry> Log(Operation operation) => [.. All<OperationLogEntry>().Where(e => e.Operation == operation).OrderBy(e => e.Sequence)];

    public async Task ChangeAsync(Action<PortalDb> change)
    {
        await using var db = Ledger.CreateDbContext();
        change(db);
        await db.SaveChangesAsync();
    }

    /// <summary>The list ends for a 項 on a day.</summary>
    public Task EndAsync(InquiryDirection direction, int item, string day) =>
        Permits.EndAsync(A.Manager, All<InquiryPermit>().Single(p => p.Direction == direction && p.Item == item).InquiryPermitId,
            All<InquiryPermit>().Single(p => p.Direction == direction && p.Item == item).Version, A.Day(day), "主務省令の改正による");

    public void Dispose() => Ledger.Dispose();
}
