using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Accounts;

/// <summary>Downloads are HTTP: a circuit has no file to send.</summary>
public static class AccountEndpoints
{
    public static void MapAccountList(this IEndpointRouteBuilder app) =>
        app.MapGet(Addresses.AccountList, SendAsync).RequireAuthorization(nameof(Permission.AccountView));

    private static async Task<IResult> SendAsync(AccountViewDesk desk, TimeProvider time, HttpContext context, CancellationToken cancellationToken)
    {
        return await Downloads.AnswerAsync(async () =>
        {
            var bytes = await desk.ExportAsync(context.Staff(), cancellationToken);
            return Results.File(bytes, AccountWorkbook.ContentType, $"利用者ID一覧_{JapanTime.Of(time.GetUtcNow().UtcDateTime):yyyyMMdd_HHmm}.xlsx");
        });
    }
}
