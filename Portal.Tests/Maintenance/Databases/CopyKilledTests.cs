using Microsoft.Data.Sqlite;
using Xunit;

namespace Portal.Tests.Maintenance.Databases;

/// <summary>The program itself, killed while it moves a ledger: the same command goes on, and nothing is there twice.</summary>
public sealed class CopyKilledTests : IDisposable
{
    private static readonly string[] Tables = ["LedgerPerson", "Dose", "OperationLog"];

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-copy-killed-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Source => Path.Combine(_folder, "ledger.db");

    private string Target => Path.Combine(_folder, "moved.db");

    private PortalProgram Program => new(_folder, Source);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task KilledAtEveryTable_ItGoesOn_AndEndsWhole()
    {
        await Program.RunAsync(["demo", "--people", "6000"]);
        await new PortalProgram(_folder, Target).RunAsync(["migrate"]);
        string[] copy = ["db", "copy", "--from", "sqlite", "--to", "sqlite", "--to-file", Target];
        var kills = 0;
        foreach (var table in Tables)
        {
            kills += await Program.RunAsync(copy, killWhen: () => Rows(Target, table) > 0) ? 0 : 1;
        }

        Assert.True(kills > 0, "Every run had ended before it could be killed.");
        if (kills == Tables.Length)
        {
            Assert.True(await Program.RunAsync(copy));
        }

        Assert.Equal(Rows(Source, "LedgerPerson"), Rows(Target, "LedgerPerson"));
        Assert.Equal(Rows(Source, "Dose"), Rows(Target, "Dose"));
        Assert.Equal(Rows(Source, "OperationLog") + 1, Rows(Target, "OperationLog"));
        Assert.True(await new PortalProgram(_folder, Target).RunAsync(["log", "verify"]));
        Assert.True(await new PortalProgram(_folder, Target).RunAsync(["db", "check"]));
    }

    private static long Rows(string file, string table)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM \"{table}\"";
        return (long)command.ExecuteScalar()!;
    }
}
