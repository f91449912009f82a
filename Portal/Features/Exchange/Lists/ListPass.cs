using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Exchange.Lists;

namespace Portal.Features.Exchange.Lists;

/// <summary>What a pass over a list met.</summary>
internal readonly record struct ListPassed(long Rows, IReadOnlyList<ListNote> Notes);

/// <summary>One pass over the rows of a question into a sheet: a look and an export differ only in the sheet.</summary>
internal sealed class ListPass(IDbContextFactory<PortalDb> dbFactory, ListQuestion asked)
{
    /// <summary>Sees how many rows are done, now and then.</summary>
    public Action<long> OnProgress { get; init; } = static _ => { };

    /// <summary>Ends after so many rows: a sample.</summary>
    public long MaxRows { get; init; } = long.MaxValue;

    private const int RowsPerReport = 500;

    public async Task<ListPassed> RunAsync(IListSheet sheet, CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return asked.Kind.IsLayout() ? await LinesAsync(db, sheet, cancellationToken) : await RowsAsync(db, sheet, cancellationToken);
    }

    /// <summary>How many rows a list for people has, without reading them.</summary>
    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var count = 0L;
        foreach (var statement in ListRows.Of(db, asked))
        {
            count += await statement.LongCountAsync(cancellationToken);
        }

        return count;
    }

    /// <summary>How many people under 支援措置 it leaves values out of.</summary>
    public async Task<int> CountWithheldAsync(CancellationToken cancellationToken)
    {
        if (asked.WithheldColumns.Count == 0)
        {
            return 0;
        }

        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        return await ListRows.Protected(db, asked, numbered: true).CountAsync(cancellationToken) + await ListRows.Protected(db, asked, numbered: false).CountAsync(cancellationToken);
    }

    private async Task<ListPassed> RowsAsync(PortalDb db, IListSheet sheet, CancellationToken cancellationToken)
    {
        var writer = new ListRowWriter(asked.ChosenColumns, asked.ShowsProtected, sheet);
        var rows = 0L;
        await ListReading.EachAsync(db, ListRows.Of(db, asked), row =>
        {
            writer.Write(row);
            Report(++rows);
            return rows < MaxRows;
        }, cancellationToken);
        OnProgress(rows);
        return new(rows, []);
    }

    private async Task<ListPassed> LinesAsync(PortalDb db, IListSheet sheet, CancellationToken cancellationToken)
    {
        var leftOut = new LeftOut();
        leftOut.Add("宛名番号のない人", await LayoutRows.WithoutNumber(db, asked).LongCountAsync(cancellationToken));
        var file = await LayoutFile.OfAsync(db, asked, sheet, leftOut, cancellationToken);
        file.WriteHeading();
        var seen = 0L;
        await ListReading.EachAsync(db, [file.Rows(db, asked)], row =>
        {
            file.Take(row);
            Report(++seen, file.Lines);
            return file.Lines < MaxRows;
        }, cancellationToken);
        file.End();
        OnProgress(file.Lines);
        return new(file.Lines, leftOut.Notes);
    }

    private void Report(long seen, long? done = null)
    {
        if (seen % RowsPerReport == 0)
        {
            OnProgress(done ?? seen);
        }
    }
}
