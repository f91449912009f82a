using Microsoft.AspNetCore.Connections;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data;
using Portal.Domain;
using Xunit;

namespace Portal.Tests.Data;

public class PortalDbSetupTests
{
    [Theory]
    [InlineData("Oracle", "Data Source=x.db", "Database:Provider")]
    [InlineData(null, "Data Source=x.db", "Database:Provider")]
    [InlineData("Sqlite", null, "ConnectionStrings:Portal")]
    [InlineData("Sqlite", "secret", "ConnectionStrings:Portal")]
    [InlineData("SqlServer", "Server=db;Passwort=secret", "ConnectionStrings:Portal")]
    public void ASettingThatCannotBeUsed_IsNamed_AndItsSecretsAreNot(string? provider, string? connection, string setting)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Database:Provider", provider), new("ConnectionStrings:Portal", connection)])
            .Build();

        var refusal = Assert.Throws<RuleException>(() => new ServiceCollection().AddPortalDb(configuration, Path.GetTempPath()));

        Assert.Contains(setting, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, "台帳が他の処理で使われています")]
    [InlineData(13, "ディスクに空きがありません")]
    public void WhatSqliteSays_IsTold_AlsoWhereItComesOutOfASave(int code, string words) =>
        Assert.Contains(words, FailureWords.Of(new DbUpdateException("not saved", new SqliteException("said", code))), StringComparison.Ordinal);

    [Fact]
    public void APortInUse_IsToldWithItsCure() =>
        Assert.Contains("--urls", FailureWords.Of(new IOException("Failed to bind", new AddressInUseException("in use"))), StringComparison.Ordinal);
}
