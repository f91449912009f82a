using Portal.Domain.Accounts;
using Portal.Features.Safeguards.Proof;
using Portal.Security;

namespace Portal.Features.Safeguards;

public static class SafeguardsSetup
{
    /// <summary>The promises board and the self-inspections.</summary>
    public static IServiceCollection AddSafeguards(this IServiceCollection services) => services
        .AddSingleton<AccountProof>()
        .AddSingleton<SharedIdProof>()
        .AddSingleton<LogProof>()
        .AddSingleton<MyNumberProof>()
        .AddSingleton<TerminalProof>()
        .AddSingleton<RecordProof>()
        .AddSingleton<MediaProof>()
        .AddSingleton<InspectionProof>()
        .AddSingleton<Proofs>()
        .AddSingleton<SafeguardsDesk>();

    public static void MapSafeguards(this IEndpointRouteBuilder app) =>
        app.MapGet(Addresses.SafeguardsWorkbook, SendAsync).RequireAuthorization(nameof(Permission.SafeguardsView));

    private static async Task<IResult> SendAsync(SafeguardsDesk desk, HttpContext context, CancellationToken cancellationToken)
    {
        return await Downloads.AnswerAsync(async () =>
        {
            var (content, fileName) = await desk.ExportAsync(context.Staff(), cancellationToken);
            return Results.File(content, Sheets.ContentType, fileName);
        });
    }
}
