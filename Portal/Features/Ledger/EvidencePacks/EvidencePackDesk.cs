using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Media;
using Portal.Domain.Keys;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Portal.Features.Exchange.Media;
using Portal.Features.OperationLog;
using Portal.Keys;

namespace Portal.Features.Ledger.EvidencePacks;

/// <summary>証跡ファイル — makes one, and looks at one that comes back.</summary>
public sealed class EvidencePackDesk(IDbContextFactory<PortalDb> dbFactory, KeyRing keys, TimeProvider time)
{
    private const int OnePerson = 1;

    /// <summary>The head of the form. Writes the look, as opening the sheet does.</summary>
    /// <returns>Null for an id nobody has; the attempt is in the log.</returns>
    public async Task<PersonHead?> OpenAsync(Staff by, Guid personId)
    {
        var now = Now();
        await dbFactory.DemandAsync(by, Permission.EvidencePackMake, Operation.SheetOpened, now, personId);
        await using var db = await dbFactory.CreateDbContextAsync();
        if (await db.FindHeadAsync(personId) is not { } head)
        {
            await dbFactory.LogMissingAsync(by, Operation.SheetOpened, personId, now);
            return null;
        }

        db.Add(OperationLogEntry.For(by, now, Operation.SheetOpened, personId, detail: "証跡ファイルの作成画面"));
        await db.SaveChangesAsync();
        return head;
    }

    /// <summary>Whether an order can be filled, before it is. Writes only a denial.</summary>
    /// <exception cref="FieldProblemsException">A day to come or before the ledger knew the person, no purpose, no approved use of a medium.</exception>
    public async Task<EvidencePackOrder> CheckAsync(Staff by, EvidencePackOrder asked, CancellationToken cancellationToken = default)
    {
        var now = Now();
        await dbFactory.DemandAsync(by, Permission.EvidencePackMake, Operation.EvidencePackMade, now, asked.PersonId, cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return (await DemandAsync(db, by, asked, now, cancellationToken)).Order;
    }

    /// <summary>Makes the file, encrypted. The log and the register of media have it, with the hash of its manifest, before anybody else does.</summary>
    /// <param name="by">Who takes it away.</param>
    /// <param name="asked">What.</param>
    /// <param name="passphrase">Opens it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null for an id nobody has; the attempt is in the log.</returns>
    /// <exception cref="FieldProblemsException">As in <see cref="CheckAsync"/>.</exception>
    public async Task<EncryptedFile?> MakeAsync(Staff by, EvidencePackOrder asked, Passphrase passphrase, CancellationToken cancellationToken = default)
    {
        var now = Now();
        await dbFactory.DemandAsync(by, Permission.EvidencePackMake, Operation.EvidencePackMade, now, asked.PersonId, cancellationToken);
        return await dbFactory.LogRefusalAsync(
            by, Operation.EvidencePackMade, now, asked.PersonId, asked.MediumUseId, () => MakeAsync(by, asked, passphrase, now, cancellationToken));
    }

    private async Task<EncryptedFile?> MakeAsync(Staff by, EvidencePackOrder asked, Passphrase passphrase, DateTime now, CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var (order, onto) = await DemandAsync(db, by, asked, now, cancellationToken);
        var entries = order.ShowsAddress ? [await dbFactory.DemandAddressAsync(by, now, order.Purpose!, order.PersonId)] : new List<OperationLogEntry>();
        var moment = Moment(order.AsOf, now);
        var content = await new EvidencePackReader(db, order, moment).ReadAsync(Heading(by, order, moment, now), cancellationToken);
        if (content is null)
        {
            await dbFactory.LogMissingAsync(by, Operation.EvidencePackMade, order.PersonId, now);
            return null;
        }

        var files = EvidencePackFile.FilesOf(content);
        var head = await db.LogHeads.AsNoTracking().SingleAsync(h => h.LogHeadId == LogHead.OnlyId, cancellationToken);
        var manifest = new EvidenceManifest(
            Guid.CreateVersion7(now), now, $"{by.Department} {by.Name}（{by.AccountId}、端末 {by.Terminal}）", head.LogId, head.Sequence, Convert.ToHexString(head.Seal),
            files.ToDictionary(f => f.Key, f => EvidenceManifest.HashOf(f.Value)));
        entries.Add(OperationLogEntry.For(
            by, now, Operation.EvidencePackMade, order.PersonId, manifest.PackId, purpose: order.Purpose,
            detail: $"目録 {EvidenceManifest.LogFormOf(EvidenceManifest.HashOf(manifest.ToBytes()))}、{onto.Words}、職員名{(order.ShowsStaff ? "あり" : "なし")}"));
        db.AddRange(entries);
        // The name says when, not whose.
        var file = await EncryptedFile.MakeAsync(
            $"証跡_{JapanTime.Of(now):yyyyMMdd_HHmmss}", ".zip", EvidencePackFile.Write(files, manifest, keys.Current(KeyUse.OperationLog)), passphrase, cancellationToken);
        await MediumExportDesk.PutAsync(db, by, onto.Use.MediumUseId, file.Name, OnePerson, file.Content.Length, now, cancellationToken);
        await db.SaveMediaAsync(cancellationToken);
        return file;
    }

    /// <summary>真正か — holds a file against its stamp, its own hashes and the row of the log that says it was made.</summary>
    public async Task<EvidenceFinding> VerifyAsync(Stream file, CancellationToken cancellationToken = default)
    {
        var finding = EvidencePackFile.Read(file, keys);
        if (finding.Manifest is not { } manifest || finding.Faults.Count > 0)
        {
            return finding;
        }

        var hash = EvidenceManifest.LogFormOf(finding.ManifestHash);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return await db.OperationLog.AnyAsync(
            e => e.Operation == Operation.EvidencePackMade && e.At == manifest.MadeAt && e.SubjectId == manifest.PackId && e.Detail!.Contains(hash), cancellationToken)
            ? finding
            : finding with { Faults = ["このデータベースの操作ログに、作成の記録がありません。"] };
    }

    private static async Task<(EvidencePackOrder Order, UseOfMedium Onto)> DemandAsync(PortalDb db, Staff by, EvidencePackOrder order, DateTime now, CancellationToken cancellationToken)
    {
        var since = await db.People.Where(p => p.LedgerPersonId == order.PersonId).Select(p => (DateTime?)p.CreatedAt).SingleOrDefaultAsync(cancellationToken);
        var (onto, unapproved) = await MediumExportDesk.LookAsync(db, by, order.MediumUseId, OnePerson, nameof(order.MediumUseId), now, cancellationToken);
        List<FieldProblem> problems = [.. new[]
        {
            order.AsOf > JapanTime.DayOf(now) ? new FieldProblem(nameof(order.AsOf), "時点には、今日までの日を指定してください。")
                : since > Moment(order.AsOf, now) ? new(nameof(order.AsOf), $"この人が台帳に登録されたのは{Moments.Show(since.Value)}です。その日以降を指定してください。")
                : null,
            StatedPurpose.Missing("作成の目的", order.Purpose) is { } purpose ? new(nameof(order.Purpose), purpose) : null,
            unapproved,
        }.OfType<FieldProblem>()];
        return problems.Count > 0
            ? throw new FieldProblemsException(problems)
            : (order with { Purpose = Fold.Plain(order.Purpose) }, onto!);
    }

    /// <summary>Today means now; an earlier day its end.</summary>
    private static DateTime Moment(DateOnly asOf, DateTime now)
    {
        var end = JapanTime.ToUtc(asOf.AddDays(1).ToDateTime(TimeOnly.MinValue)).AddTicks(-1);
        return end < now ? end : now;
    }

    private static List<PackItem> Heading(Staff by, EvidencePackOrder order, DateTime moment, DateTime now) =>
    [
        new("時点", $"{Moments.Show(moment)} の台帳のとおり"),
        new("作成日時", $"{Moments.Show(now)}（UTC {now:yyyy-MM-dd HH:mm:ss}）"),
        new("作成者", $"{by.Department} {by.Name}（{by.AccountId}、端末 {by.Terminal}）"),
        new("目的", order.Purpose!),
        new("個人番号", "このファイルには含まれません"),
    ];

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
