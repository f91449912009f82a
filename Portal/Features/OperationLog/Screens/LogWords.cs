using System.Globalization;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog.Screens;

/// <summary>Rows of the log in words.</summary>
public static class LogWords
{
    private const int SealBeginning = 8;

    /// <summary>2026-11-23 10:42:05, Japan time.</summary>
    public static string Moment(DateTime utc) => JapanTime.Of(utc).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Clock(DateTime utc) => JapanTime.Of(utc).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>令和8年11月23日 10:42:05</summary>
    public static string LongMoment(DateTime utc) => $"{JapaneseDate.Format(JapanTime.DayOf(utc))} {Clock(utc)}";

    public static string PurposeAndDetail(LogRow row) => PurposeAndDetail(row.Entry);

    public static string PurposeAndDetail(OperationLogEntry entry) => string.Join('　', new[]
    {
        entry.Scene is { } scene ? $"場面 {scene.Label()}" : null,
        entry.Purpose is { } purpose ? $"目的 {purpose}" : null,
        entry.Detail,
    }.OfType<string>());

    /// <summary>The beginning of the seal, as a printed 検証票 says it too.</summary>
    public static string SealOf(OperationLogEntry entry) => entry.Seal.Length == 0 ? "なし" : Convert.ToHexString(entry.Seal.AsSpan(0, SealBeginning));

    /// <summary>令和8年4月1日から令和8年11月23日まで; 全期間.</summary>
    public static string Span(DateOnly? from, DateOnly? until) => from is null && until is null ? "全期間"
        : $"{(from is { } first ? $"{JapaneseDate.Format(first)}から" : "")}{(until is { } last ? $"{JapaneseDate.Format(last)}まで" : "")}";

    public static string PostOf(StaffMember? person) => person is null ? "" : $"{person.Department} {person.Position}".TrimEnd();

    public static string Length(TimeSpan span) => span < TimeSpan.FromHours(1) ? $"{(int)span.TotalMinutes}分" : $"{(int)span.TotalHours}時間{span.Minutes}分";
}
