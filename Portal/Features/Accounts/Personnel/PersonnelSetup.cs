using Portal.Components.Layout;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Accounts.Personnel;

public static class PersonnelSetup
{
    /// <summary>Personnel events: recorded, imported, carried out every minute, confirmed.</summary>
    public static IServiceCollection AddPersonnel(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<PersonnelDesk>();
        services.AddSingleton<PersonnelSweepDesk>();
        services.AddSingleton<PersonnelWork>();
        services.AddSingleton<PersonnelSearch>();
        services.AddSingleton<PersonnelImportDesk>();
        services.AddSingleton<PersonnelExport>();
        services.AddHostedService<PersonnelSweeper>();
        services.AddScoped(provider => new NavCount(
            Addresses.Personnel,
            (user, cancellationToken) => provider.GetRequiredService<PersonnelWork>().CountAsync(StaffClaims.ToStaff(user), cancellationToken)));
        return services;
    }

    public static void MapPersonnelWorkbook(this IEndpointRouteBuilder app) =>
        app.MapGet(Addresses.PersonnelWorkbook, SendAsync).RequireAuthorization(nameof(Permission.AccountView));

    private static async Task<IResult> SendAsync(PersonnelExport export, HttpContext context, CancellationToken cancellationToken)
    {
        return await Downloads.AnswerAsync(async () =>
        {
            var (content, name) = await export.MakeAsync(context.Staff(), cancellationToken);
            return Results.File(content, Sheets.ContentType, name);
        });
    }
}
