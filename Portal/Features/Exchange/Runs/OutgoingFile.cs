using System.Data.Common;
using Portal.Data;
using Portal.Domain.Exchange.Runs;

namespace Portal.Features.Exchange.Runs;

/// <summary>送るファイル — what one register of a partner is told of the ledger, and by which layout. Everything else is the same for all of them.</summary>
public abstract class OutgoingFile
{
    public abstract ExchangeRegister Register { get; }

    /// <summary>全件, which takes the place of everything the partner has; null where it takes changes only.</summary>
    public virtual ExchangeKind? Full => null;

    /// <summary>異動分.</summary>
    public abstract ExchangeKind Changes { get; }

    /// <summary>Of the file.</summary>
    public abstract string Layout { get; }

    /// <summary>Of the partner's answer.</summary>
    public abstract string Result { get; }

    /// <summary>A row each of what the file is to say, in a stable order.</summary>
    public abstract IQueryable<object> Rows(PortalDb db);

    /// <summary>One row of <see cref="Rows"/>.</summary>
    internal abstract OutgoingRecord Record(DbDataReader row);

    /// <summary>Records of people without the number the partner knows them by.</summary>
    public abstract IQueryable<object> LeftOut(PortalDb db);

    /// <summary>What the register holds by the partner's own last word.</summary>
    public IQueryable<object> Held(PortalDb db)
    {
        var register = Register;
        return db.ExchangeLines.Where(l => l.Register == register && l.IsHeld).Select(l => new { l.RecordId, l.LedgerPersonId, l.Digest });
    }
}

/// <summary>One record on its way into a file.</summary>
/// <param name="RecordId">管理番号.</param>
/// <param name="PersonId">Whose.</param>
/// <param name="Value">An item as text; null for what the ledger has not, or a layout's own.</param>
internal sealed record OutgoingRecord(Guid RecordId, Guid PersonId, Func<string, string?> Value)
{
    /// <summary>The partner has it from elsewhere: what is not held is 更新 all the same, and no 追加.</summary>
    public bool IsKnown { get; init; }

    /// <summary>The partner is to take it away.</summary>
    public bool IsGone { get; init; }

    /// <summary>The items as the partner has them from elsewhere, where it would not find the record by today's: taken away beside the record's own line.</summary>
    public Func<string, string?>? Prior { get; init; }
}

/// <summary>All of them.</summary>
public sealed class OutgoingFiles(IEnumerable<OutgoingFile> files)
{
    private readonly OutgoingFile[] _files = [.. files];

    public OutgoingFile Of(ExchangeKind kind) => Find(kind) ?? throw new ArgumentOutOfRangeException(nameof(kind));

    /// <summary>Null for runs that send nothing this way.</summary>
    public OutgoingFile? Find(ExchangeKind kind) => Array.Find(_files, f => f.Full == kind || f.Changes == kind);

    /// <summary>Those of one partner, in the order of their registers.</summary>
    public IReadOnlyList<OutgoingFile> Of(ExchangePartner partner) => [.. _files.Where(f => f.Changes.Partner() == partner).OrderBy(f => f.Register)];
}
