using System.Globalization;
using System.Net;
using Portal.Data;
using Portal.Features.Maintenance.Stopping;

namespace Portal.Settings;

/// <summary>One key of the configuration.</summary>
/// <param name="Key">Section:Key; an asterisk stands for the entries of a list.</param>
/// <param name="Demand">What may stand there, as a half sentence for the refusal; null for any text.</param>
/// <param name="Suits">Whether a text does.</param>
internal sealed record Setting(string Key, string? Demand, Func<string, bool> Suits)
{
    /// <summary>Opens something: it must not lie in a file beside the program.</summary>
    public bool IsSecret { get; init; }
}

/// <summary>設定の一覧 — every key the portal reads of its own sections.</summary>
internal static class SettingList
{
    public static IReadOnlyList<Setting> All { get; } =
    [
        OneOf("Database:Provider", PortalDbSetup.Sqlite, PortalDbSetup.SqlServer),
        Whole("Database:SlowMilliseconds", 1, 600_000),
        Text("ConnectionStrings:Portal"),
        Text("ConnectionStrings:PortalReports"),
        Text("ConnectionStrings:CopyFrom"),
        Text("ConnectionStrings:CopyTo"),
        new("Telemetry:Otlp", "http://collector:4317 のような庁内のアドレス", text => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"),
        Text("Keys:File"),
        Text("Keys:Content") with { IsSecret = true },
        OneOf("KeyRing:Store", "Folder", "Database"),
        Text("KeyRing:Folder"),
        Text("OperationLog:CheckpointFolder"),
        Text("Exchange:Folder"),
        Text("Exchange:Layouts"),
        Whole("MyNumber:DailyQuota", 1, 500),
        Text("Corrections:NeedsApproval:*"),
        Whole("SignIn:IdleMinutes", 5, 30),
        Whole("SignIn:AbsoluteHours", 1, 12),
        Whole("SignIn:PasswordMaxAgeDays", 0, 3650),
        Whole("SignIn:AttemptsPerMinute", 1, 1_000_000),
        new("Proxy:Known:*", "IPアドレス", text => IPAddress.TryParse(text, out _)),
        Whole(NodeStop.Setting, 0, 30),
        Whole("Accounts:ReviewEveryDays", 1, 366),
        Whole("Accounts:ReviewAnswerDays", 1, 366),
        Whole("LogReview:DueDay", 1, 31),
        Whole("LogReview:AdHocDays", 1, 366),
        Clock("LogReview:OpensAt"),
        Clock("LogReview:ClosesAt"),
        new("LogReview:ClosedDays:*", "2026-11-23 のような日付", text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)),
        Whole("LogReview:ManyViews", 1, 1_000_000),
        Whole("LogReview:SameSurname", 1, 1_000_000),
        Whole("LogReview:LargeExport", 1, 1_000_000),
        Whole("LogReview:Denials", 1, 1_000_000),
        Whole("LogReview:SeatHours", 1, 12),
        Whole("LogReview:Sample", 1, 1000),
        Whole("ResidentIndex:ResidentNumbers:First", 0, long.MaxValue),
        Whole("ResidentIndex:ResidentNumbers:Last", 0, long.MaxValue),
        Whole("ResidentIndex:IntegratedNumbers:First", 0, long.MaxValue),
        Whole("ResidentIndex:IntegratedNumbers:Last", 0, long.MaxValue),
        Whole("AddresseeService:UnknownPerMinute", 1, 1_000_000),
        new("Reports:Monthly", "true か false", text => bool.TryParse(text, out _)),
        Whole("Reports:Hour", 0, 23),
        Whole("Demo:People", 0, 1_000_000),
    ];

    /// <summary>Keys of others that open something.</summary>
    public static IReadOnlyList<string> ForeignSecrets { get; } = ["EntraId:ClientSecret", "Kestrel:Certificates:Default:Password"];

    /// <summary>The one that stands for a key of the configuration; null where none does.</summary>
    public static Setting? Find(string key) => All.FirstOrDefault(s => string.Equals(s.Key, key, StringComparison.OrdinalIgnoreCase))
        ?? All.FirstOrDefault(s => s.Key.EndsWith(":*", StringComparison.Ordinal) && string.Equals(s.Key[..^1], key[..(key.LastIndexOf(':') + 1)], StringComparison.OrdinalIgnoreCase));

    private static Setting Text(string key) => new(key, null, _ => true);

    private static Setting OneOf(string key, params string[] words) => new(key, string.Join(" か ", words), words.Contains);

    private static Setting Whole(string key, long least, long most) => new(
        key, most == long.MaxValue ? $"{least:N0}以上の数" : $"{least:N0}から{most:N0}までの数",
        text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most);

    private static Setting Clock(string key) => new(key, "8:30 のような時刻", text => TimeOnly.TryParseExact(text, "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
}
