using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.Exchange.IntermediateServer.Inquiries;

/// <summary>情報照会ファイル — every approved inquiry.</summary>
internal sealed class InquirySheet(IReadOnlyList<(Inquiry Inquiry, LedgerPerson Person, InquiryPermit Permit)> asked, DateTime at) : OutgoingSheet
{
    public override int Count => asked.Count;

    public override IReadOnlyList<SheetLine> Lines { get; } = [.. asked.Select(a => new SheetLine(InquiryDesk.Words(a.Inquiry), item => item switch
    {
        "Number" => a.Inquiry.Number.ToString(CultureInfo.InvariantCulture),
        "IntegratedNumber" => a.Person.IntegratedNumber,
        "Item" => a.Inquiry.Item.ToString(CultureInfo.InvariantCulture),
        "TargetKind" => ((int)a.Inquiry.TargetKind + 1).ToString(CultureInfo.InvariantCulture),
        "TargetCode" => a.Inquiry.TargetCode,
        "Office" => a.Permit.Office,
        "Information" => a.Permit.Information,
        "RequestedAt" => FieldText.Moment(at),
        _ => null,
    }))];

    public static async Task<InquirySheet> LoadAsync(PortalDb db, IReadOnlyList<InquiryPermit> list, DateTime now, CancellationToken ct)
    {
        var inquiries = await InquiriesSearch.Approved(db).ToListAsync(ct);
        List<(Inquiry, LedgerPerson, InquiryPermit)> asked = [];
        foreach (var inquiry in inquiries)
        {
            var person = await db.People.AsNoTracking().SingleAsync(p => p.LedgerPersonId == inquiry.LedgerPersonId, ct);
            Inquiry.DemandAskable(person);
            asked.Add((inquiry, person, list.Single(p => p.InquiryPermitId == inquiry.InquiryPermitId)));
        }

        return new(asked, now);
    }

    public override void Send(PortalDb db, Staff by, ExchangeRun run, IReadOnlyList<InquiryPermit> list, DateTime now)
    {
        foreach (var (inquiry, _, permit) in asked)
        {
            inquiry.Send(run.ExchangeRunId, list, now);
            db.Add(ProvisionRecord.Of(inquiry, permit, ProvisionEvent.Asked, permit.Information, now));
            db.Add(OperationLogEntry.For(by, now, Operation.InquirySent, inquiry.LedgerPersonId, inquiry.InquiryId, InquiryDesk.Words(inquiry), inquiry.Purpose));
        }
    }
}
