using Portal.Domain.Exchange.Lists;

namespace Portal.Features.Exchange.Lists;

/// <summary>What a file of a list took.</summary>
/// <param name="Rows">Beside the heading.</param>
/// <param name="Replaced">〓 in it.</param>
internal readonly record struct ListWritten(long Rows, long Replaced);

/// <summary>Writes the file of a question to a stream.</summary>
internal static class ListFiles
{
    /// <param name="to">Written synchronously, behind itself only.</param>
    /// <param name="pass">Over the rows.</param>
    /// <param name="asked">Which list.</param>
    /// <param name="replaces">〓 for what CP932 cannot hold.</param>
    /// <param name="facts">What a workbook says of itself.</param>
    /// <param name="cancellationToken">Between rows; what was written by then is no whole file.</param>
    public static async Task<ListWritten> WriteAsync(
        Stream to, ListPass pass, ListQuestion asked, bool replaces, IReadOnlyList<(string Label, string? Text)> facts, CancellationToken cancellationToken)
    {
        if (asked.Format == ListFormat.Xlsx)
        {
            using var book = new ListWorkbook(to, asked.Kind.Label(), asked.ChosenColumns, facts);
            var passed = await pass.RunAsync(book, cancellationToken);
            book.Finish();
            return new(passed.Rows, 0);
        }

        using var csv = new ListCsv(to, asked, replaces);
        if (!asked.Kind.IsLayout())
        {
            csv.BeginRow(null);
            foreach (var column in asked.ChosenColumns)
            {
                csv.Text(column.Title);
            }

            csv.EndRow();
        }

        var written = await pass.RunAsync(csv, cancellationToken);
        csv.Finish();
        return new(written.Rows, csv.Replaced);
    }
}
