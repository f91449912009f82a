using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Media;
using Portal.Domain.Exchange.Runs;
using Portal.Features.Exchange;
using Portal.Features.Exchange.IntermediateServer;
using Portal.Features.Exchange.Runs;

namespace Portal.Bench;

/// <summary>副本 of a whole ledger: the encrypted file with its lines in the register, its answer, and a look at what changed since.</summary>
internal static class ReplicaBench
{
    private static readonly Staff Clerk = Staff.System("bench") with { Permissions = new HashSet<Permission>(Enum.GetValues<Permission>()) };
    private static readonly Staff Chief = Clerk with { AccountId = "chief" };

    public static async Task RunAsync(Ledgers ledgers, Report report)
    {
        var factory = new PortalDbSetup.SqliteFactory($"Data Source={ledgers.Scratch(ledgers.Large)}", BenchChain.New());
        var layouts = new ExchangeLayouts(new ConfigurationBuilder().Build());
        var files = new OutgoingFiles([new ReplicaFile()]);
        var (runs, desk, sender, answers) = (
            new ExchangeDesk(factory, TimeProvider.System), new OutgoingDesk(factory, layouts, files, TimeProvider.System),
            new OutgoingSender(factory, layouts, files, TimeProvider.System), new OutgoingAnswers(factory, layouts, files, new ImportFolder(Path.GetTempPath(), TimeProvider.System), TimeProvider.System));
        var use = await UseAsync(factory);
        var id = await desk.MakeAsync(Clerk, ExchangeKind.ReplicaFull, "速さの測定");
        await runs.AskApprovalAsync(Clerk, id, await VersionAsync(factory, id));
        await runs.ApproveAsync(Chief, id, await VersionAsync(factory, id));
        var ready = default(OutgoingReady);
        Report.Heading($"Replica of {ledgers.LargePeople:N0} people");
        var look = await SecondsAsync(async () => ready = await desk.OrderAsync(Clerk, id, await VersionAsync(factory, id), use));
        report.Line("form check of everything", look, "s", 15, $"{ready!.Lines:N0} lines");
        var sending = await sender.BeginAsync(Clerk, ready, CancellationToken.None);
        using var zip = new CountedStream();
        var written = await SecondsAsync(() => sender.WriteAsync(sending, zip, CancellationToken.None));
        report.Line("full file with its register", written, "s", 30, $"{zip.Written / 1024 / 1024} MiB");
        var answer = Encoding.UTF8.GetBytes(string.Concat(
            $"\"H\",\"replica-result-1\",\"{sending.Run.Number}\",\"012033\"\r\n",
            string.Concat(Enumerable.Range(1, ready.Lines).Select(line => $"\"D\",\"{line}\",\"0000\",\"\"\r\n")),
            $"\"T\",\"{ready.Lines}\"\r\n"));
        var taken = await SecondsAsync(async () => await answers.TakeAsync(Clerk, id, await VersionAsync(factory, id), new MemoryStream(answer)));
        report.Line("its answer", taken, "s", 30);
        var changes = await SecondsAsync(async () => _ = await desk.LookAsync(Clerk, ExchangeKind.ReplicaChanges));
        report.Line("what changed since", changes, "s", 15);
        SqliteConnection.ClearAllPools();
    }

    private static async Task<double> SecondsAsync(Func<Task> act)
    {
        var start = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<Guid> VersionAsync(PortalDbSetup.SqliteFactory factory, Guid id)
    {
        await using var db = factory.CreateDbContext();
        return await db.ExchangeRuns.Where(r => r.ExchangeRunId == id).Select(r => r.Version).SingleAsync();
    }

    private static async Task<Guid> UseAsync(PortalDbSetup.SqliteFactory factory)
    {
        var now = DateTime.UtcNow;
        await using var db = factory.CreateDbContext();
        var stick = new Medium
        {
            MediumId = Guid.CreateVersion7(),
            Number = "BENCH",
            Kind = MediumKind.UsbMemory,
            Product = "bench",
            Encryption = MediumEncryption.Hardware,
            Place = "bench",
            State = MediumState.Stored,
            EnteredAt = now,
            Version = Guid.CreateVersion7(),
        };
        var use = MediumUse.Apply(Clerk, stick, null, 9000, new()
        {
            MediumId = stick.MediumId,
            Purpose = "速さの測定",
            Contents = "副本登録ファイル",
            Files = "1",
            Rows = "10000000",
            EraseBy = DateOnly.FromDateTime(now).AddDays(7),
        }, now);
        use.Approve(Chief, stick, null, now);
        db.AddRange(stick, use);
        await db.SaveChangesAsync();
        return use.MediumUseId;
    }

    /// <summary>Takes the file away as a slow medium never would: what is measured is ours.</summary>
    private sealed class CountedStream : Stream
    {
        public long Written { get; private set; }
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => Written;
        public override long Position { get => Written; set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count) => Written += count;

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
