using Portal.Components;
using Portal.Domain.Accounts;
using Portal.Features.Exchange.IntermediateServer.Comparisons;
using Portal.Features.Exchange.IntermediateServer.Inquiries;
using Portal.Features.Exchange.IntermediateServer.Permits;
using Portal.Features.Exchange.IntermediateServer.Provisions;
using Portal.Features.Exchange.IntermediateServer.Records;
using Portal.Security;

namespace Portal.Features.Exchange.IntermediateServer;

public static class InquirySetup
{
    /// <summary>情報照会・情報提供 through the 中間サーバー, and 原本照合.</summary>
    public static IServiceCollection AddInquiries(this IServiceCollection services) => services
        .AddSingleton<PermitDesk>()
        .AddSingleton<InquiriesSearch>()
        .AddSingleton<InquiryDesk>()
        .AddSingleton<InquiryAnswers>()
        .AddSingleton<ProvisionIntake>()
        .AddSingleton<ProvisionDesk>()
        .AddSingleton<ProvisionRecordDesk>()
        .AddSingleton<SheetDesk>()
        .AddSingleton<SheetOrders>()
        .AddSingleton<ReplicaCompareDesk>()
        .AddSingleton<ResendDesk>()
        .AddHostedService<ComparisonSweeper>()
        .AddSingleton<InquiryHome>()
        .AddScoped(provider => new HomeSource((by, ct) => provider.GetRequiredService<InquiryHome>().ItemsAsync(by, ct)));

    public static void MapInquirySheets(this IEndpointRouteBuilder app) =>
        app.MapGet($"{Addresses.InquirySheets}/{{id:guid}}.zip", SendAsync).RequireAuthorization(nameof(Permission.InquiryRun));

    private static async Task<IResult> SendAsync(Guid id, SheetOrders orders, SheetDesk desk, HttpContext context, CancellationToken cancellationToken)
    {
        var by = context.Staff();
        return await orders.AnswerAsync(by, id, "情報照会・提供の画面", async order => (await desk.MakeAsync(by, order.Order, order.Passphrase, cancellationToken)).ToResult());
    }
}
