using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Xunit;

namespace Portal.Tests.Security;

public class ArchitectureTests
{
    private static readonly Type[] PortalTypes = typeof(PortalDb).Assembly.GetTypes();

    [Fact]
    public void TheDomain_RestsOnNothingButTheRuntime()
    {
        var references = typeof(RuleException).Assembly.GetReferencedAssemblies().Select(a => a.Name!);

        Assert.All(references, name => Assert.StartsWith("System", name, StringComparison.Ordinal));
    }

    [Fact]
    public void NobodyIsHandedAContext_OnlyTheFactory()
    {
        var injected = PortalTypes.SelectMany(t => t.GetProperties().Where(p => p.IsDefined(typeof(InjectAttribute))).Select(p => p.PropertyType));
        var constructed = PortalTypes
            .Where(t => t.IsAssignableTo(typeof(IComponent)) || t.Name.EndsWith("Desk", StringComparison.Ordinal) || t.Name.EndsWith("Search", StringComparison.Ordinal))
            .SelectMany(t => t.GetConstructors().SelectMany(c => c.GetParameters()).Select(p => p.ParameterType));

        Assert.DoesNotContain(injected.Concat(constructed), type => type.IsAssignableTo(typeof(DbContext)));
    }

    [Fact]
    public void NoInterfaceOfOurOwn_HasASingleImplementation()
    {
        var types = PortalTypes.Concat(typeof(RuleException).Assembly.GetTypes()).ToList();
        var lonely = types.Where(t => t.IsInterface && t.Namespace?.StartsWith("Portal", StringComparison.Ordinal) == true)
            .Where(i => types.Count(t => t.IsClass && t.IsAssignableTo(i)) == 1);

        Assert.Empty(lonely);
    }
}
