using System.Globalization;
using Microsoft.Data.Sqlite;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Bench.Durability;

/// <summary>One correction as its clerk knows it.</summary>
/// <param name="RevisionId">The request's own key.</param>
/// <param name="DoseId">The dose.</param>
/// <param name="Clerk">Whose: a repeated press is the same person's.</param>
/// <param name="Value">What the doctor's name was to become; never used twice.</param>
public sealed record AskedCorrection(Guid RevisionId, Guid DoseId, int Clerk, string Value)
{
    public static AskedCorrection Parse(string line)
    {
        var parts = line.Split(' ');
        return new(Guid.Parse(parts[0]), Guid.Parse(parts[1]), int.Parse(parts[2], CultureInfo.InvariantCulture), parts[3]);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{RevisionId} {DoseId} {Clerk} {Value}");
}

/// <summary>What lies in a ledger file, read with nothing of the portal between the question and the file.</summary>
public static class WrittenLedger
{
    private sealed record Written(Guid DoseId, Guid? From, Guid? To, string State, int Changes, string? Value, int LogRows);

    /// <summary>Compares the file with what the clerks were told.</summary>
    /// <param name="file">The SQLite file.</param>
    /// <param name="told">Corrections whose saving was told: each must be there once.</param>
    /// <param name="refused">Corrections whose refusal was told: none may be there.</param>
    /// <returns>Each fault in words; none when all is as it should be.</returns>
    public static IReadOnlyList<string> Faults(string file, IReadOnlyCollection<AskedCorrection> told, IReadOnlyCollection<AskedCorrection> refused)
    {
        // A connection that stays open would keep the next start from having anything to recover.
        using var ledger = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        ledger.Open();
        var written = Corrections(ledger);
        return
        [
            .. told.Select(asked => Lost(asked, written)).OfType<string>(),
            .. refused.Where(asked => written.ContainsKey(asked.RevisionId)).Select(asked => $"refused and yet there: {asked}"),
            .. written.Select(w => Half(w.Key, w.Value)).OfType<string>(),
            .. Texts(ledger, $"SELECT SubjectId FROM OperationLog o WHERE Operation = '{nameof(Operation.CorrectionMade)}' AND Result = '{nameof(OperationResult.Done)}' AND NOT EXISTS (SELECT 1 FROM Revision r WHERE r.RevisionId = o.SubjectId)")
                .Select(id => $"half: a row of the log without its revision {id}"),
            .. Histories(ledger, written),
            .. Texts(ledger, "PRAGMA integrity_check").Where(answer => answer != "ok").Select(answer => $"integrity_check: {answer}"),
            .. Texts(ledger, "PRAGMA foreign_key_check").Select(table => $"foreign_key_check: {table}"),
        ];
    }

    private static Dictionary<Guid, Written> Corrections(SqliteConnection ledger)
    {
        using var command = ledger.CreateCommand();
        command.CommandText =
            $"""
            SELECT r.RevisionId, r.RecordId, r.FromVersion, r.ToVersion, r.State,
                   (SELECT COUNT(*) FROM FieldChange c WHERE c.RevisionId = r.RevisionId),
                   (SELECT c.NewValue FROM FieldChange c WHERE c.RevisionId = r.RevisionId AND c.Field = '{DoseFields.Doctor.Key}'),
                   COALESCE(o.LogRows, 0)
            FROM Revision r
            LEFT JOIN (SELECT SubjectId, COUNT(*) AS LogRows FROM OperationLog WHERE Operation = '{nameof(Operation.CorrectionMade)}' GROUP BY SubjectId) o ON o.SubjectId = r.RevisionId
            WHERE r.RecordKind = 'Dose' AND r.Act = 'Correct'
            """;
        using var reader = command.ExecuteReader();
        Dictionary<Guid, Written> written = [];
        while (reader.Read())
        {
            written.Add(reader.GetGuid(0), new(
                reader.GetGuid(1), reader.IsDBNull(2) ? null : reader.GetGuid(2), reader.IsDBNull(3) ? null : reader.GetGuid(3),
                reader.GetString(4), reader.GetInt32(5), reader.IsDBNull(6) ? null : reader.GetString(6), reader.GetInt32(7)));
        }

        return written;
    }

    private static string? Lost(AskedCorrection asked, Dictionary<Guid, Written> written) => written.GetValueOrDefault(asked.RevisionId) switch
    {
        null => $"lost: {asked}",
        var found when found.DoseId != asked.DoseId || found.Value != asked.Value => $"told as {asked}, written as {found}",
        _ => null,
    };

    private static string? Half(Guid id, Written revision) => revision switch
    {
        { LogRows: not 1 } => $"{(revision.LogRows == 0 ? "half" : "doubled")}: revision {id} has {revision.LogRows} rows in the log",
        { Changes: not 1 } => $"half: revision {id} has {revision.Changes} items",
        { State: not "Applied" } or { From: null } or { To: null } => $"half: revision {id} is not applied",
        _ => null,
    };

    /// <summary>The dose itself, and each version of it followed by exactly one revision: its value is the last one's.</summary>
    private static IEnumerable<string> Histories(SqliteConnection ledger, Dictionary<Guid, Written> written)
    {
        var now = Doses(ledger);
        foreach (var dose in written.GroupBy(w => w.Value.DoseId))
        {
            if (dose.GroupBy(w => w.Value.From).FirstOrDefault(same => same.Count() > 1) is { } twice)
            {
                yield return $"doubled: {string.Join(", ", twice.Select(w => w.Key))} start from the same version of dose {dose.Key}";
                continue;
            }

            var byTo = dose.ToDictionary(w => w.Value.To ?? Guid.Empty, w => w.Value);
            var (version, value) = now[dose.Key];
            if (!byTo.TryGetValue(version, out var last) || last.Value != value)
            {
                yield return $"half: dose {dose.Key} is not what its last revision made of it";
                continue;
            }

            var steps = 0;
            for (Guid? at = version; at is { } to && byTo.TryGetValue(to, out var step); at = step.From)
            {
                steps++;
            }

            if (steps != byTo.Count)
            {
                yield return $"lost: the history of dose {dose.Key} has {byTo.Count} revisions, {steps} of them in a row";
            }
        }
    }

    private static Dictionary<Guid, (Guid Version, string? Value)> Doses(SqliteConnection ledger)
    {
        using var command = ledger.CreateCommand();
        command.CommandText = "SELECT DoseId, Version, Doctor FROM Dose WHERE DoseId IN (SELECT RecordId FROM Revision)";
        using var reader = command.ExecuteReader();
        Dictionary<Guid, (Guid, string?)> doses = [];
        while (reader.Read())
        {
            doses.Add(reader.GetGuid(0), (reader.GetGuid(1), reader.IsDBNull(2) ? null : reader.GetString(2)));
        }

        return doses;
    }

    private static List<string> Texts(SqliteConnection ledger, string sql)
    {
        using var command = ledger.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<string> texts = [];
        while (reader.Read())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }
}
