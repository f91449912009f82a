using System.Text;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange;
using Portal.Features.Exchange;

namespace Portal.Tests.Exchange;

/// <summary>A ledger with the import desks at work on it and an upload folder of its own.</summary>
public sealed class ImportFixture : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-imports-").FullName;

    private readonly bool _isOwn;

    public ImportFixture(Engine engine = Engine.Sqlite)
        : this(TestDb.On(engine)) => _isOwn = true;

    /// <param name="ledger">Somebody else's, which stays when this goes.</param>
    internal ImportFixture(TestDb ledger)
    {
        Ledger = ledger;
        Folder = new ImportFolder(_folder, Time);
        Desk = new ImportDesk(Ledger, Folder, Time);
        UndoDesk = new ImportUndoDesk(Ledger, Time);
        HeldDesk = new HeldLineDesk(Ledger, Time);
    }

    public TestDb Ledger { get; }
    public FakeTimeProvider Time { get; } = new(A.Now);
    public ImportFolder Folder { get; }
    public ImportDesk Desk { get; }
    public ImportUndoDesk UndoDesk { get; }
    public HeldLineDesk HeldDesk { get; }

    public string[] FilesLeft => Directory.GetFiles(_folder);

    public Task<ImportPreview> PreviewAsync(ImportKind kind, string text, Staff? by = null) => PreviewAsync(kind, Encoding.UTF8.GetBytes(text), by);

    public Task<ImportPreview> PreviewAsync(ImportKind kind, byte[] bytes, Staff? by = null) =>
        Desk.PreviewAsync(new MemoryStream(bytes), "file.csv", kind, by ?? A.Clerk);

    public async Task<ImportRun> ImportAsync(ImportKind kind, string text, ImportChoices? choices = null)
    {
        var preview = await PreviewAsync(kind, text);
        return await Desk.ApplyAsync(preview.ImportPreviewId, choices ?? ImportChoices.RepairEverything, A.Clerk);
    }

    public void Dispose()
    {
        if (_isOwn)
        {
            Ledger.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
