using System.Globalization;
using Portal.Components.Layout;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Accounts.Reviews;

public static class ReviewSetup
{
    /// <summary>ID reviews; <c>Accounts:ReviewEveryDays</c> and <c>Accounts:ReviewAnswerDays</c> say how often and how long.</summary>
    public static IServiceCollection AddReviews(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new ReviewCalendar(
            Days(configuration, "Accounts:ReviewEveryDays", ReviewCalendar.Default.EveryDays), Days(configuration, "Accounts:ReviewAnswerDays", ReviewCalendar.Default.AnswerDays)));
        services.AddSingleton<ReviewDesk>();
        services.AddSingleton<ReviewSearch>();
        services.AddSingleton<ReviewExport>();
        services.AddScoped(provider => new NavCount(
            Addresses.Reviews,
            (user, cancellationToken) => provider.GetRequiredService<ReviewSearch>().CountAsync(StaffClaims.ToStaff(user), cancellationToken)));
        return services;
    }

    public static void MapReviews(this IEndpointRouteBuilder app) =>
        app.MapGet($"{Addresses.Reviews}/{{id:guid}}/review.xlsx", SendAsync).RequireAuthorization(nameof(Permission.AccountView));

    private static async Task<IResult> SendAsync(Guid id, ReviewExport export, HttpContext context, CancellationToken cancellationToken)
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

    private static int Days(IConfiguration configuration, string key, int usual) => configuration[key] is not { } text ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= 1000 ? days
        : throw new RuleException($"設定 {key} の「{text}」は使えません。1から1000までの日数を指定してください。");
}
