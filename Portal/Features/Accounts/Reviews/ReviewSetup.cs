namespace Portal.Features.Accounts.Reviews;

public static class ReviewSetup
{
    public static IServiceCollection AddReviews(this IServiceCollection services, IConfiguration configuration) => services;

    public static void MapReviews(this IEndpointRouteBuilder app)
    {
    }
}
