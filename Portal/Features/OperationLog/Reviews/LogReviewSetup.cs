using System.Globalization;
using Portal.Components;
using Portal.Components.Layout;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Security;

namespace Portal.Features.OperationLog.Reviews;

public static class LogReviewSetup
{
    /// <summary>Log reviews; the section <c>LogReview</c> says what is usual and by when a month is reviewed.</summary>
    public static IServiceCollection AddLogReviews(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = configuration.GetSection("LogReview");
        services.AddSingleton(new LogReviewCalendar(
            Number(settings, "DueDay", LogReviewCalendar.Default.DueDay, 31), Number(settings, "AdHocDays", LogReviewCalendar.Default.AdHocDays, 366)));
        services.AddSingleton(Limits(settings));
        services.AddSingleton<LogReviewDesk>();
        services.AddSingleton<LogReviewSearch>();
        services.AddSingleton<LogReviewExport>();
        services.AddSingleton<LogReviewHome>();
        services.AddScoped(provider => new NavCount(
            Addresses.LogReviews,
            (user, cancellationToken) => provider.GetRequiredService<LogReviewSearch>().CountAsync(StaffClaims.ToStaff(user), cancellationToken)));
        services.AddScoped(provider => new HomeSource((by, cancellationToken) => provider.GetRequiredService<LogReviewHome>().ItemsAsync(by, cancellationToken)));
        return services;
    }

    public static void MapLogReviews(this IEndpointRouteBuilder app) =>
        app.MapGet($"{Addresses.LogReviews}/{{id:guid}}/review.xlsx", SendAsync).RequireAuthorization(nameof(Permission.LogReview));

    private static async Task<IResult> SendAsync(Guid id, LogReviewExport export, HttpContext context, CancellationToken cancellationToken)
    {
        return await Downloads.AnswerAsync(async () =>
        {
            if (await export.MakeAsync(context.Staff(), id, cancellationToken) is not { } book)
            {
                return Results.NotFound();
            }

            return Results.File(book.Content, Sheets.ContentType, book.FileName);
        });
    }

    public static LogFlagLimits Limits(IConfigurationSection settings)
    {
        var usual = LogFlagLimits.Default;
        return usual with
        {
            OpensAt = Time(settings, "OpensAt", usual.OpensAt),
            ClosesAt = Time(settings, "ClosesAt", usual.ClosesAt),
            ClosedDays = [.. settings.GetSection("ClosedDays").GetChildren().Select(Day)],
            ManyViews = Number(settings, "ManyViews", usual.ManyViews),
            SameSurname = Number(settings, "SameSurname", usual.SameSurname),
            LargeExport = Number(settings, "LargeExport", usual.LargeExport),
            Denials = Number(settings, "Denials", usual.Denials),
            SeatHours = Number(settings, "SeatHours", usual.SeatHours, 12),
            Sample = Number(settings, "Sample", usual.Sample, 1000),
        };
    }

    private static int Number(IConfigurationSection settings, string key, int usual, int most = 1_000_000) => settings[key] is not { } text ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number
        : throw new RuleException($"設定 {settings.Path}:{key} の「{text}」は使えません。1から{most:N0}までの数を指定してください。");

    private static TimeOnly Time(IConfigurationSection settings, string key, TimeOnly usual) => settings[key] is not { } text ? usual
        : TimeOnly.TryParseExact(text, "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
        : throw new RuleException($"設定 {settings.Path}:{key} の「{text}」は使えません。8:30 のように指定してください。");

    private static DateOnly Day(IConfigurationSection setting) =>
        DateOnly.TryParseExact(setting.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new RuleException($"設定 {setting.Path} の「{setting.Value}」は使えません。2026-11-23 のように指定してください。");
}
