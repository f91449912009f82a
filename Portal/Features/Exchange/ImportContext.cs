using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Exchange;

namespace Portal.Features.Exchange;

/// <summary>What the matchers of one pass over a file share.</summary>
internal sealed class ImportContext
{
    /// <summary>Grows with the file, so it keeps a digest of what a line is about, not the words.</summary>
    private readonly Dictionary<UInt128, (int LineNumber, UInt128 Content)> _seen = [];
    private readonly Dictionary<UInt128, (HeldLineState State, Guid? PersonId)> _decisions = [];

    public required Guid ImportRunId { get; init; }
    public required ImportLayout Layout { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime Now { get; init; }

    /// <summary>Staff have looked at the line and chosen whose it is: its values win over corrections made by hand.</summary>
    public ImportChoice? Choice { get; init; }

    /// <summary>Earlier held lines of the same kind, so that a file taken again asks nothing twice.</summary>
    public async Task LoadDecisionsAsync(PortalDb db, CancellationToken cancellationToken)
    {
        var lines = db.HeldLines.AsNoTracking()
            .Where(l => l.State != HeldLineState.Undone && db.ImportRuns.Any(r => r.ImportRunId == l.ImportRunId && r.Kind == Layout.Kind))
            .OrderBy(l => l.ImportRunId).ThenBy(l => l.LineNumber)
            .Select(l => new { l.Text, l.State, l.MatchedPersonId });
        await foreach (var line in lines.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            _decisions[Fingerprint(line.Text)] = (line.State, line.MatchedPersonId);
        }
    }

    /// <summary>A line as a held line keeps it: with the headings it needs to be read again.</summary>
    public string Stored(ImportLine line) => Layout.Header is null ? line.Text : $"{Layout.Header}\n{line.Text}";

    /// <summary>Whom staff chose when the same line was held before.</summary>
    public Guid? PersonChosenFor(ImportLine line) => Choice?.PersonId
        ?? (_decisions.Count > 0 && _decisions.TryGetValue(Fingerprint(Stored(line)), out var decision) && decision.State == HeldLineState.Matched ? decision.PersonId : null);

    /// <summary>The same line already waits, or was set aside.</summary>
    public bool IsHeldAlready(ImportLine line) =>
        _decisions.Count > 0 && _decisions.TryGetValue(Fingerprint(Stored(line)), out var decision) && decision.State is HeldLineState.Waiting or HeldLineState.Dismissed;

    /// <summary>An earlier line of this file about the same thing, or null; remembers this one.</summary>
    public (int LineNumber, bool IsSame)? EarlierLine(string about, ImportLine line)
    {
        var (subject, content) = (Fingerprint(about), Fingerprint(line.Text));
        if (_seen.TryGetValue(subject, out var earlier))
        {
            return (earlier.LineNumber, earlier.Content == content);
        }

        _seen.Add(subject, (line.LineNumber, content));
        return null;
    }

    private static UInt128 Fingerprint(string text) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>The person a member of staff chose for a held line; null for a new person.</summary>
internal sealed record ImportChoice(Guid? PersonId);
