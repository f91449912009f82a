using Portal.Domain;
using Portal.Domain.Exchange;
using Portal.Domain.Ledger;
using Portal.Features.Exchange;

namespace Portal.Features.Accounts.Personnel;

/// <summary>One line of the personnel office's file, as it stands there.</summary>
public sealed record PersonnelFileLine(int LineNumber, string StaffNumber, string Name, string Kind, string EffectiveOn, string Note, string? Fault);

/// <summary>人事のCSV: 職員番号,氏名,種別,発令日,備考 with a heading, in any order of columns, UTF-8 or CP932.</summary>
public sealed record PersonnelFile(string EncodingName, IReadOnlyList<PersonnelFileLine> Lines)
{
    public const long MaxBytes = 1024 * 1024;
    public const int MaxLines = 2000;

    private static readonly string[] Needed = ["職員番号", "氏名", "種別", "発令日"];

    /// <exception cref="RuleException">Too large, not a text, or without the columns it needs.</exception>
    public static async Task<PersonnelFile> ReadAsync(Stream upload, ImportFolder folder, CancellationToken cancellationToken)
    {
        var staged = await folder.StageAsync(await LimitedAsync(upload, cancellationToken), cancellationToken);
        try
        {
            var (encoding, name) = ImportFile.Detect(staged.Path);
            using var text = ImportFile.Reader(staged.Path, encoding);
            return new PersonnelFile(name, Read(new CsvRecordReader(text)));
        }
        finally
        {
            File.Delete(staged.Path);
        }
    }

    private static List<PersonnelFileLine> Read(CsvRecordReader reader)
    {
        var heading = reader.Read()?.Fields.Select(Fold.Compact).ToList() ?? [];
        MyNumberGuard.DemandNoHeading(heading);
        var missing = Needed.Where(column => !heading.Contains(column)).ToList();
        if (missing.Count > 0)
        {
            throw new RuleException($"見出しに「{string.Join("」「", missing)}」の列がありません。1行目を「職員番号,氏名,種別,発令日,備考」にしてください。");
        }

        var lines = new List<PersonnelFileLine>();
        while (reader.Read() is { } record)
        {
            if (record.Fields.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            if (lines.Count == MaxLines)
            {
                throw new RuleException($"行が多すぎます({MaxLines:N0}行まで)。分けて取り込んでください。");
            }

            lines.Add(new PersonnelFileLine(
                record.LineNumber, Of("職員番号"), Of("氏名"), Of("種別"), Of("発令日"), Of("備考"),
                record.ColumnCount != heading.Count ? $"列が{record.ColumnCount}個あります（見出しは{heading.Count}個）"
                : record.HasStrayQuote ? "引用符(\")の位置が正しくありません" : null));

            string Of(string column) => heading.IndexOf(column) is >= 0 and var at && at < record.Fields.Count ? Fold.Plain(record.Fields[at]) : "";
        }

        return lines.Count > 0 ? lines : throw new RuleException("見出しだけで、取り込む行がありません。ファイルを確かめてください。");
    }

    private static async Task<MemoryStream> LimitedAsync(Stream upload, CancellationToken cancellationToken)
    {
        var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await upload.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (kept.Length + read > MaxBytes)
            {
                throw new RuleException("ファイルが大きすぎます(1MBまで)。発令のファイルか確かめてください。");
            }

            kept.Write(buffer, 0, read);
        }

        kept.Position = 0;
        return kept;
    }
}
