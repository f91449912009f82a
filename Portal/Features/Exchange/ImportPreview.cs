using Portal.Domain.Exchange;

namespace Portal.Features.Exchange;

/// <summary>取込の事前確認 — what a file would do. The ledger has not changed.</summary>
public sealed class ImportPreview
{
    /// <summary>Faults kept for the screen; the downloadable list has them all.</summary>
    public const int FaultsShown = 1000;

    public required Guid ImportPreviewId { get; init; }

    /// <summary>The account that may apply it.</summary>
    public required string PersonKey { get; init; }

    public required ImportKind Kind { get; init; }
    public required string FileName { get; init; }
    public required string EncodingName { get; init; }
    public required ImportLayout Layout { get; init; }

    /// <summary>With the repairs of zeros it was asked for.</summary>
    public required ImportTotals Totals { get; init; }

    public required IReadOnlyList<LineFault> Faults { get; init; }
    public required int FaultCount { get; init; }

    /// <summary>Reasons lines would be held for, with how many lines each.</summary>
    public required IReadOnlyList<(string Reason, int Lines)> HeldReasons { get; init; }

    /// <summary>The first lines as they were understood, column by column.</summary>
    public required IReadOnlyList<SampleLine> Sample { get; init; }

    public required ZeroRepair Zeros { get; init; }

    /// <summary>Number of an earlier import of the very same file that still stands.</summary>
    public required int? SameFileAs { get; init; }

    public required StagedFile File { get; init; }
    public required string ReportPath { get; init; }
    /// <summary>Usual length of 宛名番号 in the ledger when the file was looked at.</summary>
    public required int? ResidentNumberLength { get; init; }
    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>エラー一覧 as a file: UTF-8 with a byte order mark.</summary>
    public Stream OpenReport() => System.IO.File.OpenRead(ReportPath);

    internal void Delete()
    {
        System.IO.File.Delete(File.Path);
        System.IO.File.Delete(ReportPath);
    }
}

/// <summary>One line of the file as columns.</summary>
public sealed record SampleLine(int LineNumber, IReadOnlyList<(string Column, string Value)> Values)
{
    public const int Lines = 3;

    private const int Columns = 12;
    private static readonly string[] Hidden = [ImportColumns.PostalCode, ImportColumns.Address, ImportColumns.Building];

    /// <summary>Enough to judge encoding and columns; addresses are not needed for that.</summary>
    public static SampleLine Of(ImportLayout layout, CsvRecord record, bool all = false) => new(record.LineNumber,
    [
        .. record.Fields.Take(all ? CsvRecordReader.MaxColumns : Columns).Select((field, index) => (layout.LabelOf(index),
            Hidden.Contains(layout.LabelOf(index)) && field.Length > 0 ? "(表示しません)" : LineFault.Shown(field) ?? "")),
    ]);
}
