using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.Exchange.Layouts;
using Portal.Domain.Exchange.Media;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.IntermediateServer.Inquiries;
using Portal.Features.Exchange.IntermediateServer.Permits;
using Portal.Features.Exchange.IntermediateServer.Provisions;
using Portal.Features.Exchange.Media;
using Portal.Features.Exchange.Runs;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.IntermediateServer;

/// <summary>Which sheet, and onto what.</summary>
/// <param name="Kind">情報照会 or 情報提供の回答.</param>
/// <param name="MediumUseId">媒体の使用.</param>
public sealed record SheetOrder(ExchangeKind Kind, Guid? MediumUseId)
{
    /// <summary>操作 of its sending.</summary>
    internal Operation Operation => Kind == ExchangeKind.InquirySheet ? Operation.InquirySent : Operation.ProvisionSent;
}

public sealed class SheetOrders(TimeProvider time) : OneTimeOrders<EncryptedOrder<SheetOrder>>(time);

/// <summary>
/// 情報照会ファイル・情報提供の回答ファイル — everything that is approved, in one small file. What leaves, its 情報提供等の記録, the run, the register of
/// media and the log are one save before the answer to the browser.
/// </summary>
public sealed class SheetDesk(IDbContextFactory<PortalDb> dbFactory, ExchangeLayouts layouts, TimeProvider time)
{
    /// <summary>Whether the sheet can be made, and of how many. Writes only a denial.</summary>
    /// <exception cref="Domain.Corrections.FieldProblemsException">The medium.</exception>
    /// <exception cref="RuleException">Nothing to send.</exception>
    public async Task<int> CheckAsync(Staff by, SheetOrder order, CancellationToken ct = default)
    {
        await dbFactory.DemandAsync(by, Permission.InquiryRun, order.Operation, Now, cancellationToken: ct);
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        var count = Some(await (order.Kind == ExchangeKind.InquirySheet ? InquiriesSearch.Approved(db).CountAsync(ct) : InquiriesSearch.Decided(db).CountAsync(ct)));
        await MediumExportDesk.CheckAsync(db, by, order.MediumUseId, count, nameof(order.MediumUseId), Now, ct);
        return count;
    }

    /// <summary>送付: the encrypted file.</summary>
    /// <exception cref="RuleException">Something on it is outside the list by now, or somebody was faster: nothing is sent.</exception>
    public async Task<EncryptedFile> MakeAsync(Staff by, SheetOrder order, Passphrase passphrase, CancellationToken ct = default)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.InquiryRun, order.Operation, now, cancellationToken: ct);
        return await dbFactory.LogRefusalAsync(by, order.Operation, now, personId: null, order.MediumUseId, () => MakeAsync(by, order, passphrase, now, ct));
    }

    private async Task<EncryptedFile> MakeAsync(Staff by, SheetOrder order, Passphrase passphrase, DateTime now, CancellationToken ct)
    {
        await using var db = await dbFactory.CreateDbContextAsync(ct);
        var isInquiry = order.Kind == ExchangeKind.InquirySheet;
        var layout = layouts.Of(isInquiry ? SheetFile.Inquiry : SheetFile.ProvisionAnswer);
        var list = await PermitDesk.All(db).ToListAsync(ct);
        OutgoingSheet sheet = isInquiry ? await InquirySheet.LoadAsync(db, list, now, ct) : await ProvisionSheet.LoadAsync(db, list, now, ct);
        Some(sheet.Count);
        var number = await ExchangeNumbers.NextAsync(db, ct);
        var plain = Write(layout, number, sheet.Lines);
        var name = $"{layout.Name}_{number:000000}";
        var file = await EncryptedFile.MakeAsync(name, ".csv", plain, passphrase, ct);
        var use = await MediumExportDesk.PutAsync(db, by, order.MediumUseId ?? Guid.Empty, file.Name, sheet.Count, file.Content.Length, now, ct);
        var run = ExchangeRun.Sheet(
            by, order.Kind, layout.Name, order.Kind.Label(), ($"{name}.csv", Convert.ToHexStringLower(SHA256.HashData(plain)), file.Content.Length),
            use.MediumUseId, sheet.Count, isInquiry, number, now);
        db.Add(run);
        sheet.Send(db, by, run, list, now);
        db.Add(OperationLogEntry.For(
            by, now, order.Operation, subjectId: run.ExchangeRunId, detail: $"{ExchangeDesk.Words(run)} {sheet.Count}件、媒体の使用 第{use.Number}号、SHA-256 {run.Sha256}"));
        try
        {
            await db.SaveMediaAsync(ct);
        }
        catch (DbUpdateException failed) when (failed is DbUpdateConcurrencyException || failed.Entries.Any(e => e.Entity is ExchangeRun))
        {
            throw InquiryConflict.Refusal();
        }

        return file;
    }

    /// <exception cref="RuleException">A line out of form: it is named, and nothing is sent.</exception>
    private static byte[] Write(FileLayout layout, int number, IReadOnlyList<SheetLine> lines)
    {
        using var text = new StringWriter { NewLine = "\r\n" };
        text.WriteLine(ExchangeFile.HeadingOf(layout, number, MunicipalityCode.Otaru.Value));
        foreach (var line in lines)
        {
            var values = layout.Columns.Select(c => line.Value(c.Item)).ToArray();
            if (layout.Fault(values) is { } fault)
            {
                throw new RuleException($"{line.Words}を書き出せません（{fault}）。台帳を訂正してから、もう一度書き出してください。何も送付していません。");
            }

            text.WriteLine(ExchangeFile.Line([ExchangeFile.Data, .. values]));
        }

        text.WriteLine(ExchangeFile.EndOf(lines.Count));
        return new UTF8Encoding(false).GetBytes(text.ToString());
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private static int Some(int count) => count > 0 ? count : throw new RuleException("送付を待っているものがありません。画面を開き直してください。");
}

/// <summary>A line of a sheet.</summary>
/// <param name="Words">Names it in a refusal.</param>
/// <param name="Value">By the items a layout may name.</param>
internal sealed record SheetLine(string Words, Func<string, string?> Value);

/// <summary>Everything a sheet has, and what its sending does.</summary>
internal abstract class OutgoingSheet
{
    /// <summary>Inquiries or answers on it.</summary>
    public abstract int Count { get; }

    public abstract IReadOnlyList<SheetLine> Lines { get; }

    /// <summary>Their new state, their records and their rows of the log, within the caller's save.</summary>
    public abstract void Send(PortalDb db, Staff by, ExchangeRun run, IReadOnlyList<InquiryPermit> list, DateTime now);
}
