namespace Portal.Features.Accounts.Personnel;

public static class PersonnelSetup
{
    public static IServiceCollection AddPersonnel(this IServiceCollection services, IConfiguration configuration) => services;
}
