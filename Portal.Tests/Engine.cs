using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Portal.Tests;

/// <summary>The engines a test of the database runs on.</summary>
public enum Engine
{
    Sqlite,

    /// <summary>Runs when PORTAL_TEST_SQLSERVER holds a connection string; shown as skipped otherwise.</summary>
    SqlServer,
}

/// <summary>Runs a theory once per engine: <c>[Theory, EveryEngine] public async Task … (Engine engine)</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryEngineAttribute : DataAttribute
{
    public const string Variable = "PORTAL_TEST_SQLSERVER";

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow(Engine.Sqlite), OnSqlServer()]);

    public override bool SupportsDiscoveryEnumeration() => true;

    private static TheoryDataRow OnSqlServer() => new(Engine.SqlServer)
    {
        Skip = Environment.GetEnvironmentVariable(Variable) is null ? $"{Variable} is not set." : null,
    };
}
