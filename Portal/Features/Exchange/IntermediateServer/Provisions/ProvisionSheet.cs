using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.IntermediateServer.Inquiries;

namespace Portal.Features.Exchange.IntermediateServer.Provisions;

/// <summary>情報提供の回答ファイル — every decided answer, with what the ledger says at that moment. Why something is withheld does not leave the house.</summary>
internal sealed class ProvisionSheet(IReadOnlyList<ProvisionAnswer> answers) : OutgoingSheet
{
    public override int Count => answers.Count;

    public override IReadOnlyList<SheetLine> Lines { get; } = [.. answers.SelectMany(a => a.Given.Count == 0 ? [Line(a.Provision, null)] : a.Given.Select(g => Line(a.Provision, g)))];

    public static async Task<ProvisionSheet> LoadAsync(PortalDb db, IReadOnlyList<InquiryPermit> list, DateTime now, CancellationToken ct)
    {
        var provisions = await InquiriesSearch.Decided(db).ToListAsync(ct);
        List<ProvisionAnswer> answers = [];
        foreach (var provision in provisions)
        {
            var permit = list.FirstOrDefault(p => p.Direction == InquiryDirection.Give && p.Item == provision.Item && p.IsValidOn(JapanTime.DayOf(provision.RequestedAt)));
            answers.Add(new(provision, permit, provision.Decision == ProvisionDecision.Give ? await GivenAsync(db, provision) : []));
        }

        return new(answers);
    }

    public override void Send(PortalDb db, Staff by, ExchangeRun run, IReadOnlyList<InquiryPermit> list, DateTime now)
    {
        foreach (var (provision, permit, given) in answers)
        {
            provision.Send(run.ExchangeRunId, list, now);
            // What was refused at once is in the records since then.
            if (provision.Decision != ProvisionDecision.Refuse)
            {
                db.Add(ProvisionRecord.Of(provision, permit, given.Count > 0 ? ProvisionContent.Words(given) : permit?.Information ?? "", now));
            }

            db.Add(OperationLogEntry.For(
                by, now, Operation.ProvisionSent, provision.LedgerPersonId, provision.ProvisionId, $"{ProvisionDesk.Words(provision)} {provision.Decision!.Value.Label()}", provision.Reason));
        }
    }

    /// <exception cref="RuleException">Nothing is left to be given.</exception>
    private static async Task<IReadOnlyList<(int Record, string Name, string Value)>> GivenAsync(PortalDb db, Provision provision)
    {
        var (person, doses) = await ProvisionDesk.PersonAsync(db, provision);
        return ProvisionContent.Of(doses, person?.IsProtected == true) is { Count: > 0 } given
            ? given
            : throw new RuleException($"{ProvisionDesk.Words(provision)}に提供する接種記録が、台帳にもうありません。何も送付していません。");
    }

    private static SheetLine Line(Provision provision, (int Record, string Name, string Value)? given) => new(ProvisionDesk.Words(provision), item => item switch
    {
        "ReceivedNumber" => provision.ReceivedNumber,
        "Code" => ((int)provision.Decision!.Value).ToString(CultureInfo.InvariantCulture),
        "Record" => given?.Record.ToString(CultureInfo.InvariantCulture),
        "Name" => given?.Name,
        "Value" => given?.Value,
        _ => null,
    });
}

/// <param name="Provision">Decided.</param>
/// <param name="Permit">Null outside the list.</param>
/// <param name="Given">Item by item; empty where nothing is given.</param>
internal sealed record ProvisionAnswer(Provision Provision, InquiryPermit? Permit, IReadOnlyList<(int Record, string Name, string Value)> Given);
