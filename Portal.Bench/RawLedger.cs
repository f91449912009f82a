using Microsoft.Data.Sqlite;

namespace Portal.Bench;

/// <summary>The same questions asked by hand, with nothing between the question and the file: what the portal is measured against.</summary>
internal sealed class RawLedger(string file) : IDisposable
{
    private const string Row =
        "SELECT p.LedgerPersonId, p.ResidentNumber, p.Name, p.Kana, p.BirthDate, p.Sex, p.Address, p.IsProtected, p.MovedOutOn, p.DiedOn, "
        + "(SELECT COUNT(*) FROM Dose d WHERE d.LedgerPersonId = p.LedgerPersonId AND d.Status = 'Active') FROM LedgerPerson p ";

    private readonly SqliteConnection _connection = Open(file);

    public Task ByResidentNumber(string key) => Read(Row + "WHERE p.ResidentNumberKey = $a AND p.Status = 'Active' LIMIT 101", key);

    public Task ByCoupon(string number) => Read(
        Row + "JOIN Coupon c ON c.LedgerPersonId = p.LedgerPersonId WHERE c.CouponNumber = $a AND c.Status = 'Active' AND p.Status = 'Active' LIMIT 101", number);

    public Task ByKana(string from, string to) => Read(
        Row + "WHERE p.KanaKey >= $a AND p.KanaKey < $b AND p.Status = 'Active' ORDER BY p.KanaKey, p.BirthDate, p.LedgerPersonId LIMIT 101", from, to);

    public Task ByName(string from, string to) => Read(
        Row + "WHERE p.NameKey >= $a AND p.NameKey < $b AND p.Status = 'Active' ORDER BY p.NameKey, p.BirthDate, p.LedgerPersonId LIMIT 101", from, to);

    public async Task Sheet(string personId)
    {
        await Read("SELECT * FROM LedgerPerson WHERE LedgerPersonId = $a", personId);
        await Read("SELECT * FROM ResidenceSpan WHERE LedgerPersonId = $a", personId);
        await Read("SELECT * FROM Dose WHERE LedgerPersonId = $a ORDER BY DoseNumber", personId);
        await Read("SELECT * FROM Coupon WHERE LedgerPersonId = $a", personId);
        await Read("SELECT * FROM Revision r LEFT JOIN FieldChange c ON c.RevisionId = r.RevisionId WHERE r.LedgerPersonId = $a", personId);
    }

    /// <summary>The first column of each row.</summary>
    public List<string> Sample(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<string> values = [];
        while (reader.Read())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }

    public void Dispose() => _connection.Dispose();

    private Task Read(string sql, string a, string? b = null)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$a", a);
        if (b is not null)
        {
            command.Parameters.AddWithValue("$b", b);
        }

        using var reader = command.ExecuteReader();
        var values = new object[reader.FieldCount];
        while (reader.Read())
        {
            reader.GetValues(values);
        }

        return Task.CompletedTask;
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA cache_size=-32000;";
        command.ExecuteNonQuery();
        return connection;
    }
}
