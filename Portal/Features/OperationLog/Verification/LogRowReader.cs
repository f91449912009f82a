using System.Collections.Frozen;
using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog.Verification;

/// <summary>A row of the log as it lies in the database.</summary>
/// <param name="Sequence">0 where it cannot be read.</param>
/// <param name="Seal">The next row is held against it.</param>
/// <param name="Entry">Null where a column holds what the portal never writes there.</param>
internal sealed record StoredLogRow(long Sequence, byte[] Seal, OperationLogEntry? Entry);

/// <summary>
/// Reads rows to the letter, past the model's conversions: those take 「done」 for 「Done」 and an id in small letters for the same id, which
/// a search of the database does not, so that such a row would be hidden from every screen and still seem whole.
/// </summary>
internal static class LogRowReader
{
    private const string SqliteMoment = "yyyy-MM-dd HH:mm:ss.FFFFFFF";

    private static readonly FrozenDictionary<string, Operation> Operations = Names<Operation>();
    private static readonly FrozenDictionary<string, OperationResult> Results = Names<OperationResult>();
    private static readonly FrozenDictionary<string, MyNumberPurpose> Scenes = Names<MyNumberPurpose>();

    public static async Task<List<StoredLogRow>> ReadAsync(PortalDb db, IQueryable<OperationLogEntry> rows, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var command = rows.CreateDbCommand();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var columns = new Columns(db, reader);
        var read = new List<StoredLogRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            read.Add(columns.Row(reader));
        }

        return read;
    }

    private static FrozenDictionary<string, T> Names<T>() where T : struct, Enum => Enum.GetValues<T>().ToFrozenDictionary(v => v.ToString(), StringComparer.Ordinal);

    /// <summary>Where each column stands in the answer.</summary>
    private sealed class Columns(PortalDb db, DbDataReader reader)
    {
        private readonly FrozenDictionary<string, int> _at = db.Model.FindEntityType(typeof(OperationLogEntry))!.GetProperties()
            .ToFrozenDictionary(p => p.Name, p => reader.GetOrdinal(p.GetColumnName()), StringComparer.Ordinal);

        public StoredLogRow Row(DbDataReader row)
        {
            var sequence = Value(row, nameof(OperationLogEntry.Sequence)) is long number ? number : 0;
            var seal = Value(row, nameof(OperationLogEntry.Seal)) as byte[] ?? [];
            try
            {
                return new(sequence, seal, Entry(row).AsStored(sequence, Number(row, nameof(OperationLogEntry.KeyId)), seal, Text(row, nameof(OperationLogEntry.Trace))));
            }
            catch (FormatException)
            {
                return new(sequence, seal, null);
            }
        }

        private OperationLogEntry Entry(DbDataReader row) => new()
        {
            OperationLogEntryId = Id(row, nameof(OperationLogEntry.OperationLogEntryId)) ?? throw new FormatException(),
            At = Moment(row, nameof(OperationLogEntry.At)),
            AccountId = Text(row, nameof(OperationLogEntry.AccountId)) ?? throw new FormatException(),
            StaffName = Text(row, nameof(OperationLogEntry.StaffName)) ?? throw new FormatException(),
            Terminal = Text(row, nameof(OperationLogEntry.Terminal)) ?? throw new FormatException(),
            StaffMemberId = Id(row, nameof(OperationLogEntry.StaffMemberId)),
            SessionId = Id(row, nameof(OperationLogEntry.SessionId)),
            Operation = Known(row, nameof(OperationLogEntry.Operation), Operations) ?? throw new FormatException(),
            Result = Known(row, nameof(OperationLogEntry.Result), Results) ?? throw new FormatException(),
            LedgerPersonId = Id(row, nameof(OperationLogEntry.LedgerPersonId)),
            SubjectId = Id(row, nameof(OperationLogEntry.SubjectId)),
            Scene = Known(row, nameof(OperationLogEntry.Scene), Scenes),
            Purpose = Text(row, nameof(OperationLogEntry.Purpose)),
            Detail = Text(row, nameof(OperationLogEntry.Detail)),
        };

        private object? Value(DbDataReader row, string column) => row.GetValue(_at[column]) is var value && value is DBNull ? null : value;

        private string? Text(DbDataReader row, string column) => Value(row, column) switch { null => null, string text => text, _ => throw new FormatException() };

        private int Number(DbDataReader row, string column) => Value(row, column) switch { int number => number, long number => checked((int)number), _ => throw new FormatException() };

        private Guid? Id(DbDataReader row, string column) => Value(row, column) switch
        {
            null => null,
            Guid id => id,
            string text when Guid.TryParseExact(text, "D", out var id) && !text.Any(char.IsAsciiLetterLower) => id,
            _ => throw new FormatException(),
        };

        private DateTime Moment(DbDataReader row, string column) => Value(row, column) switch
        {
            DateTime moment => DateTime.SpecifyKind(moment, DateTimeKind.Utc),
            string text when DateTime.TryParseExact(text, SqliteMoment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
                && text == moment.ToString(SqliteMoment, CultureInfo.InvariantCulture) => moment,
            _ => throw new FormatException(),
        };

        private T? Known<T>(DbDataReader row, string column, FrozenDictionary<string, T> names) where T : struct =>
            Text(row, column) is not { } text ? null : names.TryGetValue(text, out var value) ? value : throw new FormatException();
    }
}
