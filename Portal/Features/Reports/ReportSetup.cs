using Portal.Domain.Accounts;

namespace Portal.Features.Reports;

public static class ReportSetup
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton<ReportCounter>()
        .AddSingleton<ReportDesk>();
}
