using System.CommandLine;
using System.Globalization;
using Portal.Domain;

namespace Portal.Cli;

/// <summary>An option that takes a moment of Japan's clock: a day, which means its end, or a minute.</summary>
internal static class CliMoment
{
    private const int FirstYear = 1900;

    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm"];

    public static Option<string?> Option(string name, string description, bool required)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "TIME", Required = required };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && Parse(text) is null)
            {
                result.AddError($"{name} の「{text}」は日時として読めません。2026-11-20 や 2026-11-20T09:30 のように指定してください。");
            }
        });
        return option;
    }

    /// <returns>UTC; null for nothing, and for what cannot be read.</returns>
    public static DateTime? Parse(string? text) =>
        !DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year < FirstYear ? null
        : JapanTime.ToUtc(local).Add(text!.Length == Formats[0].Length ? TimeSpan.FromDays(1) : TimeSpan.FromMinutes(1)).AddTicks(-1);
}
