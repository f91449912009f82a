using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Microsoft.Data.Sqlite;
using Portal.Data;
using Portal.Domain.Exchange.Lists;
using Portal.Domain.Exchange.Media;
using Portal.Domain.Ledger;
using Portal.Features.Exchange.Lists;
using Portal.Features.Exchange.Media;

namespace Portal.Bench;

/// <summary>一覧の出力 — a list of twenty columns as a workbook against one written by hand, its memory, and the same as CSV.</summary>
internal static class ListBench
{
    private const int Rows = 100_000;
    private const int ManyRows = 450_000;
    private const int FewRows = 10_000;
    private const int Passes = 3;
    private const double Mebibyte = 1 << 20;

    private static readonly string[] Columns =
    [
        "ResidentNumber", "Name", "Kana", "Sex", "BirthDate", "PostalCode", "Address", "Building", "IsProtected", "DoseNumber",
        "VaccinatedOn", "ProductCode", "Maker", "LotNumber", "AmountMl", "InstitutionCode", "InstitutionName", "MunicipalityCode", "CouponNumber", "RecordedAt",
    ];

    public static async Task RunAsync(Ledgers ledgers, Report report)
    {
        var factory = new PortalDbSetup.SqliteFactory($"Data Source={ledgers.Large}", BenchChain.New());
        await AgainstHandAsync(ledgers, factory, report);
        await MemoryAsync(factory, report);
        await CsvAsync(factory, report);
    }

    private static async Task AgainstHandAsync(Ledgers ledgers, PortalDbSetup.SqliteFactory factory, Report report)
    {
        List<double> ours = [], byHand = [];
        long size = 0;
        // One uncounted pass, as everywhere here; then by turns.
        for (var pass = 0; pass <= Passes; pass++)
        {
            var (mine, length) = await TimeAsync(to => WriteAsync(factory, to, ListFormat.Xlsx, Rows));
            var (hand, _) = await TimeAsync(to => Task.Run(() => WriteByHand(ledgers.Large, to)));
            size = length;
            if (pass > 0)
            {
                ours.Add(mine);
                byHand.Add(hand);
            }
        }

        Report.Heading($"List of {Rows:N0} rows x {Columns.Length} columns as xlsx, the middle one of {Passes} passes by turns");
        var (portal, raw) = (Middle(ours), Middle(byHand));
        report.Line("against ZipArchive and XmlWriter by hand", portal / raw, "x", 1.5, $"{portal:0.00} against {raw:0.00} s, {size / Mebibyte:0.0} MiB");
    }

    private static async Task MemoryAsync(PortalDbSetup.SqliteFactory factory, Report report)
    {
        Report.Heading("Memory of a list while it is written, above idle: the largest heap seen every 500 rows");
        var few = await PeakAsync(factory, FewRows);
        foreach (var rows in new[] { Rows, ManyRows })
        {
            var peak = await PeakAsync(factory, rows);
            report.Line($"{rows:N0} rows beyond {FewRows:N0}", (peak - few) / Mebibyte, "MiB", 16, $"{peak / Mebibyte:0.0} against {few / Mebibyte:0.0} MiB");
        }
    }

    private static async Task CsvAsync(PortalDbSetup.SqliteFactory factory, Report report)
    {
        Report.Heading($"The same {Rows:N0} rows as CSV, and as the encrypted ZIP that is handed out");
        foreach (var (name, format, isEncrypted, limit) in new[] { ("UTF-8", ListFormat.CsvUtf8, false, 25_000), ("CP932", ListFormat.CsvCp932, false, 25_000), ("xlsx, encrypted", ListFormat.Xlsx, true, 10_000) })
        {
            var times = new List<double>();
            for (var pass = 0; pass <= Passes; pass++)
            {
                times.Add((await TimeAsync(to => isEncrypted
                    ? EncryptedZip.WriteAsync(to, "list", Passphrase.New(), (file, _) => WriteAsync(factory, file, format, Rows), CancellationToken.None)
                    : WriteAsync(factory, to, format, Rows))).Seconds);
            }

            report.Line(name, Rows / Middle(times[1..]), "/s", limit, "rows", atLeast: true);
        }
    }

    private static Task<ListWritten> WriteAsync(PortalDbSetup.SqliteFactory factory, Stream to, ListFormat format, long rows, Action<long>? onProgress = null)
    {
        var asked = new ListQuestion(ListKind.Doses, new(), Columns, format).Demand();
        return ListFiles.WriteAsync(to, new ListPass(factory, asked) { MaxRows = rows, OnProgress = onProgress ?? (_ => { }) }, asked, replaces: true, [("目的", "計測")], CancellationToken.None);
    }

    private static async Task<double> PeakAsync(PortalDbSetup.SqliteFactory factory, long rows)
    {
        SqliteConnection.ClearAllPools();
        var idle = GC.GetTotalMemory(forceFullCollection: true);
        var peak = 0L;
        using var to = File.Create(Path.GetTempFileName(), 64 * 1024, FileOptions.DeleteOnClose);
        await WriteAsync(factory, to, ListFormat.Xlsx, rows, _ => peak = Math.Max(peak, GC.GetTotalMemory(false)));
        return peak - idle;
    }

    private static async Task<(double Seconds, long Length)> TimeAsync(Func<Stream, Task> write)
    {
        using var to = File.Create(Path.GetTempFileName(), 64 * 1024, FileOptions.DeleteOnClose);
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        await write(to);
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, to.Length);
    }

    private static double Middle(List<double> times) => times.Order().ElementAt(times.Count / 2);

    /// <summary>What somebody would write who has this one list to write: no styles but two, no filter, no heading to repeat.</summary>
    private static void WriteByHand(string file, Stream to)
    {
        const string ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        using var sheet = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
        using var xml = XmlWriter.Create(sheet, new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
        xml.WriteStartElement("worksheet", ns);
        xml.WriteStartElement("sheetData", ns);
        using var connection = new SqliteConnection($"Data Source={file}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT p.ResidentNumber, p.Name, p.Kana, p.Sex, p.BirthDate, p.PostalCode, p.Address, p.Building, p.IsProtected, d.DoseNumber, "
            + "d.VaccinatedOn, d.ProductCode, d.Maker, d.LotNumber, d.AmountMl, d.InstitutionCode, d.InstitutionName, d.MunicipalityCode, d.CouponNumber, d.RecordedAt "
            + "FROM LedgerPerson p JOIN Dose d ON d.LedgerPersonId = p.LedgerPersonId WHERE p.Status = 'Active' AND COALESCE(p.MergedIntoId, p.LedgerPersonId) = p.LedgerPersonId AND p.ResidentNumber IS NOT NULL "
            + $"AND d.Status = 'Active' ORDER BY p.ResidentNumber, p.LedgerPersonId, d.DoseNumber, d.DoseId LIMIT {Rows}";
        using var reader = command.ExecuteReader();
        var names = Enumerable.Range(0, reader.FieldCount).Select(i => $"{(char)('A' + i)}").ToArray();
        for (var row = 2; reader.Read(); row++)
        {
            var number = row.ToString(CultureInfo.InvariantCulture);
            xml.WriteStartElement("row", ns);
            xml.WriteAttributeString("r", number);
            for (var at = 0; at < names.Length; at++)
            {
                if (reader.IsDBNull(at))
                {
                    continue;
                }

                xml.WriteStartElement("c", ns);
                xml.WriteAttributeString("r", names[at] + number);
                WriteValue(xml, reader, at);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteValue(XmlWriter xml, SqliteDataReader row, int at)
    {
        const string ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        if (at is 4 or 10 or 19)
        {
            xml.WriteAttributeString("s", "1");
            xml.WriteElementString("v", ns, row.GetDateTime(at).ToOADate().ToString(CultureInfo.InvariantCulture));
        }
        else if (at is 8 or 9 or 14)
        {
            xml.WriteElementString("v", ns, row.GetDecimal(at).ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            var text = row.GetString(at);
            xml.WriteAttributeString("t", "inlineStr");
            xml.WriteStartElement("is", ns);
            xml.WriteElementString("t", ns, at == 11 ? VaccineProduct.Find(text)?.Name ?? text : text);
            xml.WriteEndElement();
        }
    }
}
