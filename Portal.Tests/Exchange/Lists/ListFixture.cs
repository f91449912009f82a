using System.Text;
using ICSharpCode.SharpZipLib.Zip;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Lists;
using Portal.Domain.Exchange.Media;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Lists;
using Portal.Tests.Exchange.Media;

namespace Portal.Tests.Exchange.Lists;

/// <summary>A ledger, an approved use of a stick, and whoever may take lists out of it.</summary>
internal sealed class ListFixture : IDisposable
{
    public const string Purpose = "医師会への提供のため";

    public static readonly Staff Reporter = A.Staff("inoue", "井上 薫", Role.Reporter);

    public ListFixture(Engine engine = Engine.Sqlite, long plannedRows = 100_000)
    {
        Ledger = TestDb.On(engine);
        Desk = new ListExportDesk(Ledger, ANode.Reading(Ledger), Time);
        var stick = AMedium.Stick();
        Use = AMedium.Approved(stick, Reporter, rows: plannedRows);
        Ledger.Add(stick, Use);
    }

    public TestDb Ledger { get; }
    public FakeTimeProvider Time { get; } = new(A.Now);
    public ListExportDesk Desk { get; }
    public MediumUse Use { get; }

    public static ListQuestion Ask(ListKind kind, ListFormat format = ListFormat.CsvUtf8, ListConditions? conditions = null, params string[] columns) =>
        new(kind, conditions ?? new(), columns.Length > 0 ? columns : ListColumns.Usual(kind), format);

    /// <summary>The file of a question as it would lie in the ZIP.</summary>
    public async Task<byte[]> FileAsync(ListQuestion asked, bool replaces = false, CancellationToken cancellationToken = default)
    {
        using var to = new MemoryStream();
        await ListFiles.WriteAsync(to, new ListPass(Ledger, asked.Demand()), asked.Demand(), replaces, [("目的", Purpose)], cancellationToken);
        return to.ToArray();
    }

    /// <summary>The lines of a CSV without its byte order mark.</summary>
    public async Task<string[]> LinesAsync(ListQuestion asked)
    {
        var text = Encoding.UTF8.GetString(await FileAsync(asked));
        return text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    public async Task<ListReady> OrderAsync(ListQuestion asked, bool replaces = false)
    {
        var look = await Desk.LookAsync(Reporter, asked);
        return await Desk.OrderAsync(Reporter, look, Purpose, Use.MediumUseId, replaces);
    }

    public static byte[] Unzip(byte[] zip, string passphrase)
    {
        using var file = new ZipFile(new MemoryStream(zip)) { Password = passphrase };
        using var content = new MemoryStream();
        file.GetInputStream(file[0]).CopyTo(content);
        return content.ToArray();
    }

    public IReadOnlyList<OperationLogEntry> Log(Operation operation)
    {
        using var db = Ledger.CreateDbContext();
        return [.. db.OperationLog.AsNoTracking().Where(e => e.Operation == operation).OrderBy(e => e.Sequence)];
    }

    public void Dispose() => Ledger.Dispose();
}
