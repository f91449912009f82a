using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Exchange.Lists;

namespace Portal.Features.Exchange.Lists;

/// <summary>The look before an export: rows are counted, read only where something has to be found in them, and the first thousand written to nowhere to know their size.</summary>
internal sealed class ListLooking(IDbContextFactory<PortalDb> dbFactory, ListQuestion asked, DateTime now)
{
    private const int SampleRows = 1_000;

    public async Task<ListLook> RunAsync(IProgress<ListProgress>? progress, CancellationToken cancellationToken)
    {
        var unwritable = new UnwritableCharacters();
        IReadOnlyList<ListNote> notes = [];
        var rows = asked.Kind.IsLayout() ? 0 : await new ListPass(dbFactory, asked).CountAsync(cancellationToken);
        if (asked.Kind.IsLayout() || asked.Format == ListFormat.CsvCp932)
        {
            var total = rows;
            // UTF-8 holds everything: only the lines are counted then.
            IListSheet scan = asked.Format == ListFormat.CsvCp932 ? new ListScan(unwritable) : new NoSheet();
            (rows, notes) = await new ListPass(dbFactory, asked) { OnProgress = done => progress?.Report(new(done, total)) }.RunAsync(scan, cancellationToken);
        }

        return new(asked, rows, rows == 0 ? 0 : await SizeAsync(rows, cancellationToken), unwritable, notes, await new ListPass(dbFactory, asked).CountWithheldAsync(cancellationToken), now);
    }

    private async Task<long> SizeAsync(long rows, CancellationToken cancellationToken)
    {
        using var counting = new CountingStream();
        var written = await ListFiles.WriteAsync(counting, new ListPass(dbFactory, asked) { MaxRows = SampleRows }, asked, replaces: true, [], cancellationToken);
        return written.Rows == 0 ? 0 : counting.Position * rows / written.Rows;
    }

    private sealed class NoSheet : IListSheet
    {
        public void BeginRow(string? place)
        {
        }

        public void Empty()
        {
        }

        public void Text(string text)
        {
        }

        public void Day(DateOnly day)
        {
        }

        public void Month(DateOnly month)
        {
        }

        public void Moment(DateTime utc)
        {
        }

        public void Whole(long number)
        {
        }

        public void Amount(decimal number)
        {
        }

        public void EndRow()
        {
        }
    }
}
