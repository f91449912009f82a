using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Portal.Data;
using Portal.Domain.Accounts;
using Xunit;

namespace Portal.Tests.Security;

public class EveryPageTests
{
    /// <summary>Pages anyone signed in may see: they show no resident.</summary>
    private static readonly string[] OpenToAllStaff = ["/", "/not-found", "/whats-new"];

    public static TheoryData<Type> Pages => new(typeof(PortalDb).Assembly.GetTypes().Where(t => t.IsDefined(typeof(RouteAttribute))));

    [Theory, MemberData(nameof(Pages))]
    public void NamesThePermissionItNeeds(Type page)
    {
        if (page.GetCustomAttributes<RouteAttribute>().All(r => OpenToAllStaff.Contains(r.Template)))
        {
            return;
        }

        var policies = page.GetCustomAttributes<AuthorizeAttribute>().Select(a => a.Policy).ToList();

        Assert.NotEmpty(policies);
        Assert.All(policies, policy => Assert.True(Enum.TryParse<Permission>(policy, out _), $"{page.Name} names {policy ?? "no policy"}."));
    }
}
