using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Corrections;
using Xunit;

namespace Portal.Tests.Data;

public class FormerKeyFillTests
{
    [Theory, EveryEngine]
    public async Task AHistoryFromBefore_GetsItsKeys_WhereverAChunkEnds(Engine engine)
    {
        using var ledger = TestDb.On(engine);
        var person = A.Person();
        var revisions = Enumerable.Range(0, 1_100).Select(i => Revision(person.LedgerPersonId, ("name", $"佐藤 {i}"), ("kana", "サトウ カズコ"), ("residentNumber", "番号なし"))).ToList();
        ledger.Add([person, .. revisions]);
        await using var db = ledger.CreateDbContext();
        await db.FieldChanges.ExecuteUpdateAsync(u => u.SetProperty(c => c.OldKey, (string?)null).SetProperty(c => c.OldGivenKey, (string?)null), TestContext.Current.CancellationToken);

        await FormerKeyFill.RunAsync(db, TestContext.Current.CancellationToken);

        var changes = await db.FieldChanges.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);
        var stored = await db.FieldChanges.Where(c => c.OldKey != null && c.OldGivenKey != null).CountAsync(TestContext.Current.CancellationToken);
        Assert.Equal((3_300, 2_200), (changes.Count, stored));
        Assert.False(await db.FieldChanges.AnyAsync(c => c.Field == "residentNumber" && c.OldKey != null, TestContext.Current.CancellationToken));
    }

    private static Revision Revision(Guid person, params (string Field, string Old)[] changes)
    {
        var id = Guid.CreateVersion7();
        return new()
        {
            RevisionId = id,
            LedgerPersonId = person,
            RecordKind = RecordKind.Person,
            RecordId = person,
            Act = RevisionAct.Correct,
            RequestedBy = "takahashi",
            RequestedByName = "高橋 恵",
            Terminal = "窓口2",
            RequestedAt = A.Now,
            Changes = [.. changes.Select(c => new FieldChange { RevisionId = id, Field = c.Field, OldValue = c.Old, NewValue = "山本" })],
        };
    }
}
