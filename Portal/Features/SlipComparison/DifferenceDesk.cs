using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.OperationLog;
using Portal.Domain.SlipComparison;
using Portal.Features.Accounts.Personnel;
using Portal.Features.Corrections;
using Portal.Features.OperationLog;

namespace Portal.Features.SlipComparison;

/// <summary>What is to become of a difference: the record as it was seen, and what the slip says.</summary>
public sealed record SlipCorrection
{
    public required ComparedRecord Seen { get; init; }

    /// <summary>Canonical texts of the items as the slip has them.</summary>
    public required IReadOnlyDictionary<ComparedPart, string?> Paper { get; init; }

    /// <summary>Made by the form, one for each record it may change: a repeated press is the same request.</summary>
    public Guid PersonRevisionId { get; init; } = Guid.CreateVersion7();

    public Guid DoseRevisionId { get; init; } = Guid.CreateVersion7();
}

/// <summary>違いの処理 — corrected through the ordinary correction, noted for later, or left as it is with a reason.</summary>
public sealed class DifferenceDesk(IDbContextFactory<PortalDb> dbFactory, RevisionSaving saving, CorrectionDesk corrections, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>
    /// 訂正 with the reason 転記誤り: where a second person has to approve, a request. The person's and the dose's items are revisions of their
    /// own, written together or not at all; with them goes what was noted of the slip.
    /// </summary>
    /// <returns>What happened, in words.</returns>
    /// <exception cref="RuleException">A value its item cannot hold, nothing that differs, or somebody else's change of the same item.</exception>
    public async Task<string> CorrectAsync(Staff by, SlipCorrection asked)
    {
        await dbFactory.DemandAsync(by, Permission.RecordCorrect, Operation.CorrectionMade, Now);
        var changed = asked.Paper.Where(p => asked.Seen.Texts[p.Key] != p.Value).ToList();
        if (changed.Count == 0)
        {
            throw new RuleException("台帳と同じ値です。紙に書かれている値を入力してください。");
        }

        Demand(changed);
        var lineId = asked.Seen.Line.ComparisonLineId;
        var kinds = changed.Select(c => c.Key.Kind).Distinct().Order().ToList();
        var outcomes = await saving.SaveTogetherAsync(by, kinds.ConvertAll(kind => AskFor(kind, asked, changed)), async db =>
        {
            (await db.TakeTurnAtAsync(lineId) ?? throw ComparisonDesk.Gone()).DemandOpen();
            await db.PaperValues.Where(v => v.ComparisonLineId == lineId).ExecuteDeleteAsync();
        });
        // A refusal is told before what would have become of the other record.
        kinds.Zip(outcomes).ToList().ForEach(made => DemandTaken(made.First, made.Second));
        var words = outcomes.Select(Words).Distinct().ToList();
        return words is [var alike] ? alike : string.Concat(kinds.Zip(outcomes).Select(made => $"{Labels(made.First, changed)}: {Words(made.Second)}"));
    }

    /// <summary>What would no longer fit among the person's doses after this. Warns, never blocks.</summary>
    public async Task<IReadOnlyList<string>> WarningsAsync(Staff by, SlipCorrection asked)
    {
        await dbFactory.DemandAsync(by, Permission.RecordCorrect, Operation.CorrectionMade, Now);
        var wanted = asked.Paper.Where(p => p.Key.Kind == RecordKind.Dose && asked.Seen.Texts[p.Key] != p.Value).ToDictionary(p => p.Key.Key, p => p.Value);
        return wanted.Count == 0 ? [] : await corrections.WarningsAsync(by, asked.Seen.Line.DoseId, wanted);
    }

    /// <summary>控え: what the slip says, for whoever corrects it later; kept until then and no longer.</summary>
    public async Task NoteAsync(Staff by, Guid lineId, IReadOnlyDictionary<ComparedPart, string?> paper)
    {
        await dbFactory.DemandForAsync(by, Permission.SlipCompare, Operation.ComparisonNoted, Now, subjectId: lineId);
        if (paper.Count == 0)
        {
            throw new RuleException("台帳と同じ値です。紙に書かれている値を入力してから控えてください。");
        }

        Demand(paper);
        await ChangeAsync(by, lineId, Operation.ComparisonNoted, $"{paper.Count}項目", null, (db, line) =>
        {
            if (line.Answer is not ComparisonAnswer.Differs)
            {
                throw new RuleException("違いのある記録ではありません。画面を開き直してください。");
            }

            db.AddRange(paper.Select(p => new PaperValue { ComparisonLineId = lineId, Kind = p.Key.Kind, Field = p.Key.Key, Value = p.Value }));
        });
    }

    /// <summary>訂正しない, with a reason; what was noted of the slip is deleted.</summary>
    public async Task KeepAsync(Staff by, Guid lineId, string? reason)
    {
        await dbFactory.DemandForAsync(by, Permission.SlipCompare, Operation.ComparisonKept, Now, subjectId: lineId);
        await ChangeAsync(by, lineId, Operation.ComparisonKept, "訂正しない", reason, (_, line) => line.Keep(by, reason));
    }

    private Task<Comparison> ChangeAsync(Staff by, Guid lineId, Operation operation, string detail, string? reason, Action<PortalDb, ComparisonLine> change) =>
        LookAgain.OnConflictAsync(async () =>
        {
            var now = Now;
            await using var db = await dbFactory.CreateDbContextAsync();
            await using var turn = await db.Database.BeginTransactionAsync();
            var comparison = await db.TakeTurnAtAsync(lineId) ?? throw ComparisonDesk.Gone();
            comparison.DemandOpen();
            var row = await ComparisonSearch.Texts(db, db.ComparisonLines.Where(l => l.ComparisonLineId == lineId)).SingleAsync();
            await db.PaperValues.Where(v => v.ComparisonLineId == lineId).ExecuteDeleteAsync();
            change(db, row.Line);
            db.Add(OperationLogEntry.For(by, now, operation, row.LedgerPersonId, lineId, $"第{comparison.Number}回 {row.Line.Position}番 {detail}", reason is null ? null : row.Line.KeptReason));
            await db.SaveChangesAsync();
            await turn.CommitAsync();
            return comparison;
        });

    /// <exception cref="RuleException">A text its item cannot hold, or a My Number in one.</exception>
    private static void Demand(IEnumerable<KeyValuePair<ComparedPart, string?>> paper)
    {
        foreach (var (part, text) in paper)
        {
            LedgerRecord.Check(part.Kind, part.Key, text);
            if (TypedText.MyNumberIn(RecordItems.Find(part.Kind, part.Key).Label, text) is { } refusal)
            {
                throw new RuleException(refusal);
            }
        }
    }

    private static RevisionAsk AskFor(RecordKind kind, SlipCorrection asked, IEnumerable<KeyValuePair<ComparedPart, string?>> changed)
    {
        var revisionId = kind == RecordKind.Person ? asked.PersonRevisionId : asked.DoseRevisionId;
        var request = new CorrectionRequest
        {
            RevisionId = revisionId,
            Act = RevisionAct.Correct,
            Seen = asked.Seen.Texts.Where(t => t.Key.Kind == kind).ToDictionary(t => t.Key.Key, t => t.Value),
            Wanted = changed.Where(c => c.Key.Kind == kind).ToDictionary(c => c.Key.Key, c => c.Value),
            Grounds = new(ReasonKind.TranscriptionError, asked.Seen.GroundsText),
        };
        return new(kind, kind == RecordKind.Person ? asked.Seen.LedgerPersonId : asked.Seen.Line.DoseId, revisionId, (_, _) => request);
    }

    private static string Labels(RecordKind kind, IEnumerable<KeyValuePair<ComparedPart, string?>> changed) =>
        string.Join('・', changed.Where(c => c.Key.Kind == kind).Select(c => RecordItems.Find(kind, c.Key.Key).Label));

    private static void DemandTaken(RecordKind kind, CorrectionOutcome outcome)
    {
        switch (outcome)
        {
            case CorrectionOutcome.AlreadyPending waiting:
                throw new RuleException(Waiting.Words(waiting.Other));
            case CorrectionOutcome.Conflict conflict:
                throw new RuleException(
                    $"{kind.Label()}の{string.Join('・', conflict.Fields.Select(f => RecordItems.Find(kind, f.Field).Label))}を、表示した後にほかの職員が変えました。どの項目も訂正していません。記録を開き直して確かめてください。");
        }
    }

    private static string Words(CorrectionOutcome outcome) => outcome switch
    {
        CorrectionOutcome.Applied => "訂正しました。",
        CorrectionOutcome.Pending => "訂正を申請しました（承認待ち）。",
        CorrectionOutcome.NothingChanged => "台帳はすでにこの内容です。",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
