using System.Collections.Frozen;
using System.Data.Common;
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
    private static readonly FrozenDictionary<string, Operation> Operations = Names<Operation>();
    private static readonly FrozenDictionary<string, OperationResult> Results = Names<OperationResult>();
    private static readonly FrozenDictionary<string, MyNumberPurpose> Scenes = Names<MyNumberPurpose>();

    public static Task<List<StoredLogRow>> ReadAsync(PortalDb db, IQueryable<OperationLogEntry> rows, CancellationToken cancellationToken)
    {
        Columns? columns = null;
        return db.PlainRowsAsync(rows, reader => (columns ??= new(db, reader)).Row(reader), cancellationToken);
    }

    private static FrozenDictionary<string, T> Names<T>() where T : struct, Enum => Enum.GetValues<T>().ToFrozenDictionary(v => v.ToString(), StringComparer.Ordinal);

    /// <summary>Where each column stands in the answer.</summary>
    private sealed class Columns
    {
        private readonly int _id, _sequence, _keyId, _seal, _at, _account, _name, _terminal, _staff, _session, _trace, _operation, _result, _person, _subject, _scene, _purpose, _detail;
        private readonly object[] _row;

        public Columns(PortalDb db, DbDataReader reader)
        {
            var entity = db.Model.FindEntityType(typeof(OperationLogEntry))!;
            int Of(string property) => reader.GetOrdinal(entity.GetProperty(property).GetColumnName());
            (_id, _sequence, _keyId, _seal) = (Of(nameof(OperationLogEntry.OperationLogEntryId)), Of(nameof(OperationLogEntry.Sequence)), Of(nameof(OperationLogEntry.KeyId)), Of(nameof(OperationLogEntry.Seal)));
            (_at, _account, _name, _terminal) = (Of(nameof(OperationLogEntry.At)), Of(nameof(OperationLogEntry.AccountId)), Of(nameof(OperationLogEntry.StaffName)), Of(nameof(OperationLogEntry.Terminal)));
            (_staff, _session, _trace) = (Of(nameof(OperationLogEntry.StaffMemberId)), Of(nameof(OperationLogEntry.SessionId)), Of(nameof(OperationLogEntry.Trace)));
            (_operation, _result, _scene) = (Of(nameof(OperationLogEntry.Operation)), Of(nameof(OperationLogEntry.Result)), Of(nameof(OperationLogEntry.Scene)));
            (_person, _subject, _purpose, _detail) = (Of(nameof(OperationLogEntry.LedgerPersonId)), Of(nameof(OperationLogEntry.SubjectId)), Of(nameof(OperationLogEntry.Purpose)), Of(nameof(OperationLogEntry.Detail)));
            _row = new object[reader.FieldCount];
        }

        public StoredLogRow Row(DbDataReader reader)
        {
            reader.GetValues(_row);
            var sequence = _row[_sequence] is long number ? number : 0;
            var seal = _row[_seal] as byte[] ?? [];
            try
            {
                return new(sequence, seal, Entry().AsStored(sequence, KeyId(), seal, Text(_trace)));
            }
            catch (FormatException)
            {
                return new(sequence, seal, null);
            }
        }

        private OperationLogEntry Entry() => new()
        {
            OperationLogEntryId = Id(_id) ?? throw new FormatException(),
            At = Moment(),
            AccountId = Text(_account) ?? throw new FormatException(),
            StaffName = Text(_name) ?? throw new FormatException(),
            Terminal = Text(_terminal) ?? throw new FormatException(),
            StaffMemberId = Id(_staff),
            SessionId = Id(_session),
            Operation = Known(_operation, Operations) ?? throw new FormatException(),
            Result = Known(_result, Results) ?? throw new FormatException(),
            LedgerPersonId = Id(_person),
            SubjectId = Id(_subject),
            Scene = Known(_scene, Scenes),
            Purpose = Text(_purpose),
            Detail = Text(_detail),
        };

        private string? Text(int at) => _row[at] switch { DBNull => null, string text => text, _ => throw new FormatException() };

        private int KeyId() => _row[_keyId] switch { int id => id, long id and >= int.MinValue and <= int.MaxValue => (int)id, _ => throw new FormatException() };

        private Guid? Id(int at) => _row[at] switch
        {
            DBNull => null,
            Guid id => id,
            string text when Guid.TryParseExact(text, "D", out var id) && !text.AsSpan().ContainsAnyInRange('a', 'z') => id,
            _ => throw new FormatException(),
        };

        private DateTime Moment() => _row[_at] switch
        {
            DateTime moment => DateTime.SpecifyKind(moment, DateTimeKind.Utc),
            string text when SqliteMoment.Read(text) is { } moment => moment,
            _ => throw new FormatException(),
        };

        private T? Known<T>(int at, FrozenDictionary<string, T> names) where T : struct =>
            Text(at) is not { } text ? null : names.TryGetValue(text, out var value) ? value : throw new FormatException();
    }
}
