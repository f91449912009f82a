using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Exchange;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Exchange.Vrs.Requests;
using Portal.Features.Exchange;
using Portal.Features.Exchange.IntermediateServer;
using Portal.Features.Exchange.IntermediateServer.Comparisons;
using Portal.Features.Exchange.IntermediateServer.Inquiries;
using Portal.Features.Exchange.IntermediateServer.Provisions;
using Portal.Features.Exchange.Reconciliation;
using Portal.Features.Exchange.ResidentIndex;
using Portal.Features.Exchange.Runs;
using Portal.Features.Exchange.Vrs.Flags;
using Portal.Features.Exchange.Vrs.Requests;
using Portal.Features.Exchange.Vrs.Transfers;
using Portal.Tests.Exchange;
using Portal.Tests.Exchange.HealthManagement;
using Portal.Tests.Exchange.IntermediateServer;
using Portal.Tests.Exchange.Lists;
using Portal.Tests.Exchange.Media;
using Portal.Tests.Exchange.ResidentIndex;
using Portal.Tests.Exchange.Vrs;

namespace Portal.Tests.Journeys.Screens;

/// <summary>Files to and from the others, each with something left to do.</summary>
internal sealed partial class ScreenLedger
{
    private async Task ExchangeAsync()
    {
        await ImportAsync();
        await ReconcileAsync();
        await CompareReplicaAsync();
        await InquireAsync();
        await AnswerVrsAsync();
        _ids.Client = (await Get<ClientDesk>().EnterAsync(Administrator, AClient.Entry() with { ValidUntil = Today.AddMonths(6) })).AddresseeClientId;
    }

    /// <summary>One dose of somebody known, one line of nobody.</summary>
    private async Task ImportAsync()
    {
        var lines = Csv.Lines(
            Csv.Vrs(_people[2].ResidentNumber, Csv.Dose(day: "20230512", coupon: "0000099901", lot: "GJ7140")),
            Csv.Vrs("0009999001", Csv.Dose(day: "20230513", coupon: "0000099902", lot: "GJ7140")));
        var preview = await Get<ImportDesk>().PreviewAsync(new MemoryStream(Encoding.UTF8.GetBytes(lines)), "vrs_202305.csv", ImportKind.Vrs, Clerk);
        _ids.Import = (await Get<ImportDesk>().ApplyAsync(preview.ImportPreviewId, ImportChoices.RepairEverything, Clerk)).ImportRunId;
    }

    private async Task ReconcileAsync()
    {
        var entries = _people.Skip(3).Take(30).SelectMany(p => _doses[p.LedgerPersonId].Where(d => d.DoseNumber <= 7).Select(d => VrsEntry.Of(p, d))).ToList();
        (entries[0], entries[5], entries[9]) = (entries[0] with { Lot = "FF5357" }, entries[5] with { Day = "20220401" }, entries[9] with { Number = "0009999002" });
        var vrs = await Get<ReconcileDesk>().ReconcileAsync(new MemoryStream(new VrsStandIn(entries).File()), new("vrs_output.csv", ReconciliationScope.File), Clerk);
        _ids.VrsRun = vrs.Run.ExchangeRunId;

        var rows = _people.Skip(40).Take(10).SelectMany(p => _doses[p.LedgerPersonId].Select(d =>
            $"{p.IntegratedNumber},{d.DoseNumber},{d.VaccinatedOn:yyyyMMdd},{d.CouponNumber},{d.MunicipalityCode},{d.InstitutionName},{d.Doctor},{d.Maker},{(d.DoseNumber == 3 ? "FN2726" : d.LotNumber)}"));
        var health = await Get<ReconcileDesk>().ReconcileAsync(
            new MemoryStream(HealthStandIn.File(HealthStandIn.RecordsHeading, rows)), new("kenkan.csv", ReconciliationScope.File, Kind: ExchangeKind.HealthReconciliation), Clerk);
        _ids.HealthRun = health.Run.ExchangeRunId;
    }

    /// <summary>The 副本 sent and answered, spoilt over there and compared; and the next file waiting for the chief.</summary>
    private async Task CompareReplicaAsync()
    {
        var file = Get<IEnumerable<OutgoingFile>>().OfType<ReplicaFile>().Single();
        var partner = new StandIn(file.Layout, file.Result);
        var stick = AMedium.Stick("M-010");
        var use = AMedium.Approved(stick, Clerk, number: 10, files: 50, eraseInDays: Today.DayNumber - JapanTime.DayOf(A.Now).DayNumber + 14);
        await using var db = await ledger.CreateDbContextAsync();
        db.AddRange(stick, use);
        await db.SaveChangesAsync();

        var run = await ApprovedAsync(ExchangeKind.ReplicaFull, "副本の初回登録");
        var ready = await Get<OutgoingDesk>().OrderAsync(Clerk, run.ExchangeRunId, run.Version, use.MediumUseId);
        using var zip = new MemoryStream();
        await Get<OutgoingSender>().WriteAsync(await Get<OutgoingSender>().BeginAsync(Clerk, ready, CancellationToken.None), zip, CancellationToken.None);
        run = await RunAsync(run.ExchangeRunId);
        await Get<OutgoingAnswers>().TakeAsync(Clerk, run.ExchangeRunId, run.Version, new MemoryStream(partner.Answer(ListFixture.Unzip(zip.ToArray(), ready.Passphrase.Show()))));

        var known = partner.Replica.Keys.Select(Guid.Parse).ToHashSet();
        var doses = _people.Skip(60).SelectMany(p => _doses[p.LedgerPersonId]).Where(d => known.Contains(d.DoseId)).Take(3).ToList();
        partner.Spoil(doses[0].DoseId, "ロット番号", "XX0000");
        partner.Spoil(doses[1].DoseId, "接種日", "20210621");
        partner.Replica.Remove(doses[2].DoseId.ToString("N"));
        _ids.ReplicaComparison = await Get<ReplicaCompareDesk>().CompareAsync(Clerk, "fukuhon.csv", new MemoryStream(partner.Export()));

        _ids.ApprovedRun = (await ApprovedAsync(ExchangeKind.HealthRecordsFull, "健康管理システムへの引渡し")).ExchangeRunId;
        _ids.WaitingRun = await Get<OutgoingDesk>().MakeAsync(Clerk, ExchangeKind.VrsRecords, "VRS への登録");
        await Get<ExchangeDesk>().AskApprovalAsync(Clerk, _ids.WaitingRun, (await RunAsync(_ids.WaitingRun)).Version);
    }

    private async Task<ExchangeRun> ApprovedAsync(ExchangeKind kind, string purpose)
    {
        var id = await Get<OutgoingDesk>().MakeAsync(Clerk, kind, purpose);
        await Get<ExchangeDesk>().AskApprovalAsync(Clerk, id, (await RunAsync(id)).Version);
        await Get<ExchangeDesk>().ApproveAsync(Manager, id, (await RunAsync(id)).Version);
        return await RunAsync(id);
    }

    private async Task<ExchangeRun> RunAsync(Guid id)
    {
        await using var db = await ledger.CreateDbContextAsync();
        return await db.ExchangeRuns.AsNoTracking().SingleAsync(r => r.ExchangeRunId == id);
    }

    private async Task InquireAsync()
    {
        _ids.Inquiry = await Get<InquiryDesk>().MakeAsync(Clerk, _people[4].LedgerPersonId, new(25, "011002", "転入前の接種歴の確認"));
        await using var db = await ledger.CreateDbContextAsync();
        await Get<InquiryDesk>().AskApprovalAsync(Clerk, _ids.Inquiry, (await db.Inquiries.AsNoTracking().SingleAsync(i => i.InquiryId == _ids.Inquiry)).Version);
        var withheld = await db.People.AsNoTracking().SingleAsync(p => p.LedgerPersonId == _ids.Protected);
        var requests = SheetStandIn.Write("provision-request-1", 41, [SheetStandIn.Request("R-1041", withheld.IntegratedNumber!), SheetStandIn.Request("R-1042", _people[6].IntegratedNumber!), SheetStandIn.Request("R-1043", _people[9].IntegratedNumber!, item: "27")]);
        await Get<ProvisionIntake>().TakeAsync(Clerk, "motome.csv", new MemoryStream(requests));
        _ids.Provision = (await db.Provisions.AsNoTracking().SingleAsync(p => p.ReceivedNumber == "R-1041")).ProvisionId;
    }

    /// <summary>Flags that differ, a request of another municipality, somebody who moved in and is asked for.</summary>
    private async Task AnswerVrsAsync()
    {
        string[] flags = [.. _people.Skip(10).Take(3).Select((p, at) => $"\"D\",\"{at + 1}\",\"{p.ResidentNumber}\",\"\",\"\",\"{(at == 2 ? 2 : 1)}\",\"20240115\"")];
        var text = Csv.Lines(["\"H\",\"vrs-flags-output-1\",\"1\",\"012033\"", .. flags, $"\"T\",\"{flags.Length}\""]);
        _ids.Flags = await Get<VrsFlagTakeDesk>().TakeAsync(Clerk, "flags.csv", new MemoryStream(Encoding.UTF8.GetBytes(text)));
        _ids.Request = await Get<RequestDesk>().TakeAsync(Clerk, new("131016", "千保予第12号", Today.AddDays(-2), ProvisionBasis.Consent, _movedOut.ResidentNumber));
        await CollectAsync();
        _ids.MovedIn = (_people.Skip(8).FirstOrDefault(p => p.Residence.Any(r => r.StartedOn is not null) && p.LedgerPersonId != _ids.Asked) ?? _people[8]).LedgerPersonId;
    }

    /// <summary>The first who moved in and has a My Number.</summary>
    private async Task CollectAsync()
    {
        foreach (var person in _people.Skip(1))
        {
            try
            {
                (_ids.Transfer, _ids.Asked) = (await Get<TransferDesk>().CollectAsync(Handler, person.LedgerPersonId, "転-0007"), person.LedgerPersonId);
                return;
            }
            catch (RuleException)
            {
                // Has always lived here, or has none.
            }
        }
    }
}
