using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.Safeguards;
using Portal.Features.Safeguards.Proof;

namespace Portal.Features.Safeguards;

/// <summary>確かめる画面 — where a promise is kept, and who may open it.</summary>
public sealed record ProofScreen(string Name, string Address, Permission Permission);

/// <summary>Today's evidence of one promise.</summary>
public delegate Task<TodaysEvidence> EvidenceOf(Proofs proofs, CancellationToken cancellationToken);

/// <summary>約束 — one measure of the published assessment, and what keeps it.</summary>
public sealed record Promise
{
    /// <summary>Names the line in addresses, in the log and in self-inspections. Never reused.</summary>
    public required string Key { get; init; }

    /// <summary>Ⅲ-3</summary>
    public required string Section { get; init; }

    /// <summary>In a few words of our own.</summary>
    public required string Title { get; init; }

    /// <summary>The city's own, as published.</summary>
    public required string Words { get; init; }

    /// <summary>Null for a promise kept outside a program.</summary>
    public EvidenceOf? Evidence { get; init; }

    /// <summary>Null for a promise kept outside a program.</summary>
    public ProofScreen? Screen { get; init; }

    /// <summary>Residents whose record the promise wants put right, where it is about single records.</summary>
    public Func<PortalDb, IQueryable<LedgerPerson>>? Open { get; init; }

    /// <summary>What a program cannot do, and who does it.</summary>
    public string? Outside { get; init; }

    /// <summary>The tests that guard it: class and method.</summary>
    public IReadOnlyList<string> Tests { get; init; } = [];
}

/// <summary>Everything the evidence is computed from.</summary>
public sealed record Proofs(AccountProof Accounts, SharedIdProof SharedIds, LogProof Log, MyNumberProof MyNumbers, TerminalProof Terminals, RecordProof Records, MediaProof Media, InspectionProof Inspections);
