using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Lists;
using Portal.Domain.Exchange.Media;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Media;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.Lists;

/// <summary>一覧の出力 — a look at what it would be, an order with purpose and medium, the log and the register, and only then the file.</summary>
public sealed class ListExportDesk(IDbContextFactory<PortalDb> dbFactory, ReadingFactory reading, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Counts rows, estimates the size, finds what the encoding cannot hold. SQLite answers on the caller's thread: pages call from <see cref="Task.Run(Func{Task})"/>.</summary>
    /// <exception cref="Domain.Corrections.FieldProblemsException">The question cannot be answered as it stands.</exception>
    public async Task<ListLook> LookAsync(Staff by, ListQuestion asked, IProgress<ListProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await dbFactory.DemandAsync(by, Permission.LedgerExport, Operation.ListPrepared, Now, cancellationToken: cancellationToken);
        var question = asked.Demand() with { ShowsProtected = by.May(Permission.ProtectedAddressView) };
        var look = await new ListLooking(reading, question, Now).RunAsync(progress, cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.Add(OperationLogEntry.For(by, Now, Operation.ListPrepared, detail: $"{Words(question)}、{look.Rows}{question.Kind.Unit()}{(look.Unwritable.Total > 0 ? $"、表せない文字 {look.Unwritable.Total}字" : "")}"));
        await db.SaveChangesAsync(cancellationToken);
        return look;
    }

    /// <summary>Whether the order can be filled; with it the passphrase, made for this one file. Writes only a denial.</summary>
    /// <exception cref="Domain.Corrections.FieldProblemsException">The purpose, the medium, the form.</exception>
    /// <exception cref="RuleException">The look is too old, or the use of the medium has no room for it.</exception>
    public async Task<ListReady> OrderAsync(
        Staff by, ListLook look, string? purpose, Guid? mediumUseId, bool replaces = false, CancellationToken cancellationToken = default)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.LedgerExport, Operation.ListExported, now, cancellationToken: cancellationToken);
        if (now - look.At > ListLook.GoodFor)
        {
            throw new RuleException("件数を確かめてから30分たちました。台帳が変わっているかもしれないので、もう一度確かめてください。");
        }

        // Whoever looked may have had a right that is gone by now.
        var question = look.Question with { ShowsProtected = look.Question.ShowsProtected && by.May(Permission.ProtectedAddressView) };
        var order = new ListOrder(question, purpose, mediumUseId, replaces).Demand(look.Found);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        await MediumExportDesk.CheckAsync(db, by, order.MediumUseId, look.Rows, nameof(ListOrder.MediumUseId), now, cancellationToken);
        return new(order, look, Passphrase.New(), new ListRun());
    }

    /// <summary>Writes the export into the log and the register of media, in one save, before its first byte.</summary>
    internal async Task<ListSending> BeginAsync(Staff by, ListReady ready, CancellationToken cancellationToken)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.LedgerExport, Operation.ListExported, now, cancellationToken: cancellationToken);
        return await dbFactory.LogRefusalAsync(
            by, Operation.ListExported, now, personId: null, ready.Order.MediumUseId, () => BeginAsync(by, ready, now, cancellationToken));
    }

    /// <summary>Writes the encrypted ZIP. It counts in the register when it is whole; however it ends before, log and register say so.</summary>
    internal async Task WriteAsync(ListSending sending, Stream to, CancellationToken cancellationToken)
    {
        var (order, run) = (sending.Ready.Order, sending.Ready.Run);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var counted = new CountingStream(to);
        run.OnStop(stop.Cancel);
        run.State = ListRunState.Writing;
        var written = default(ListWritten);
        try
        {
            var pass = new ListPass(reading, order.Question) { OnProgress = run.Report };
            await ThroughPipe.WriteAsync(
                counted,
                (pipe, stopping) => EncryptedZip.WriteAsync(
                    pipe, sending.FileName, sending.Ready.Passphrase,
                    async (file, ct) => written = await ListFiles.WriteAsync(file, pass, order.Question, order.Replaces, sending.Facts, ct), stopping),
                stop.Token);
            // Before the answer ends: a browser that is not told of the end throws away what it has.
            await MediumExportDesk.FinishAsync(dbFactory, sending.MediumFileId, written.Rows, counted.Position, Now, () => Otherwise(sending, written));
            run.State = ListRunState.Done;
        }
        catch (Exception failure)
        {
            run.State = ListRunState.Stopped;
            await StopAsync(sending, failure, counted.Position);
            throw;
        }
        finally
        {
            run.OnStop(null);
        }
    }

    private async Task<ListSending> BeginAsync(Staff by, ListReady ready, DateTime now, CancellationToken cancellationToken)
    {
        var (order, rows) = (ready.Order, ready.Look.Rows);
        var name = $"{order.Question.Kind.Label()}_{JapanTime.Of(now).ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture)}.{order.Question.Format.Extension()}";
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var (use, file) = await MediumExportDesk.BeginAsync(db, by, order.MediumUseId!.Value, Path.ChangeExtension(name, "zip"), rows, now, cancellationToken);
        var geta = order.Replaces ? $"、〓 {ready.Look.Unwritable.Total}字" : "";
        db.Add(OperationLogEntry.For(
            by, now, Operation.ListExported, subjectId: use.MediumUseId, purpose: order.Purpose,
            detail: $"{Words(order.Question)}、{rows}件{geta}、媒体の使用 第{use.Number}号"));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleException("同じ媒体の使用に、同時に別のファイルが書き出されました。出力していません。もう一度、出力を用意してください。");
        }

        return new(by, ready, file.MediumFileId, name, Facts(by, ready, use, now));
    }

    /// <summary>Colleagues may have worked on in the meantime: what stands in the log was counted before.</summary>
    private OperationLogEntry? Otherwise(ListSending sending, ListWritten written)
    {
        var (order, look) = (sending.Ready.Order, sending.Ready.Look);
        return written == new ListWritten(look.Rows, order.Replaces ? look.Unwritable.Total : 0) ? null : OperationLogEntry.For(
            sending.By, Now, Operation.ListExported, subjectId: order.MediumUseId,
            detail: $"書き終えた数 {written.Rows}件（用意したとき {look.Rows}件）、〓 {written.Replaced}字");
    }

    private async Task StopAsync(ListSending sending, Exception failure, long bytes)
    {
        var (ready, now) = (sending.Ready, Now);
        var why = failure is OperationCanceledException ? "中止" : failure is RuleException ? failure.Message : failure.GetType().Name;
        await using var db = await dbFactory.CreateDbContextAsync(CancellationToken.None);
        await MediumExportDesk.StopAsync(db, sending.MediumFileId, ready.Run.Done, bytes, now);
        db.Add(OperationLogEntry.For(
            sending.By, now, Operation.ListExportStopped, subjectId: ready.Order.MediumUseId, detail: $"{ready.Run.Done}/{ready.Look.Rows}で中止: {why}", result: OperationResult.Failed));
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private static string Words(ListQuestion asked) =>
        $"{asked.Kind.Label()} {asked.Format.Label()}{(asked.Kind.IsLayout() ? "" : $" {asked.Columns.Count}項目")}、{asked.Conditions.Describe(asked.Kind)}{(asked.ShowsProtected ? "、支援措置の接種場所を含む" : "")}";

    private static List<(string Label, string? Text)> Facts(Staff by, ListReady ready, MediumUse use, DateTime now) =>
    [
        ("一覧", $"小樽市 予防接種台帳 {ready.Order.Question.Kind.Label()}"),
        ("条件", ready.Order.Question.Conditions.Describe(ready.Order.Question.Kind)),
        ("件数", $"{ready.Look.Rows:N0}件"),
        ("出力日時", Moments.Show(now)),
        ("出力した職員", $"{by.Department} {by.Name}（{by.AccountId}、端末 {by.Terminal}）"),
        ("目的", ready.Order.Purpose),
        ("媒体の使用", $"第{use.Number}号"),
        ("個人番号", "含まれません"),
        ("支援措置", ready.Order.Question.ShowsProtected
            ? "対象者の住所・郵便番号・方書と自由記述は出力していません。接種場所・医師・自治体は含まれます"
            : "対象者の住所・郵便番号・方書、接種場所・医師・自治体と自由記述は出力していません"),
        ("取扱い", "承認された媒体にだけ保存し、使い終えたら消去して媒体管理簿に記録すること。"),
    ];
}
