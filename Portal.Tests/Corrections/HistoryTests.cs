using CsCheck;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Xunit;

namespace Portal.Tests.Corrections;

public class HistoryTests
{
    private static readonly ApprovalPolicy NoApproval = new([]);

    private static readonly Gen<(string Field, string? Text)> AnEdit = Gen.OneOf(
        OneOf("EX3617", "EY0001", "000221A", null).Select(lot => (DoseFields.LotNumber.Key, lot)),
        Gen.Int[0, 300].Select(days => (DoseFields.VaccinatedOn.Key, (string?)FieldText.Day(new DateOnly(2021, 6, 1).AddDays(days)))),
        Gen.Int[1, 9].Select(number => (DoseFields.DoseNumber.Key, (string?)$"{number}")),
        OneOf("0.3", "0.25", "0.225", null).Select(amount => (DoseFields.AmountMl.Key, amount)),
        OneOf("髙橋 葛󠄀子", "=1+1", "<b>", null).Select(words => (DoseFields.Doctor.Key, words)));

    [Fact]
    public void AnySequenceOfCorrections_ThenARestore_GivesThatVersionExactlyAndOnlyAddsToTheHistory()
    {
        Gen.Select(AnEdit.Array[1, 3].Array[1, 12], Gen.Int[0, 12]).Sample((corrections, pick) =>
        {
            var record = LedgerRecord.Of(A.Dose(A.Person()));
            List<Revision> revisions = [];
            List<Dictionary<string, string?>> versions = [record.Texts()];
            foreach (var edits in corrections)
            {
                var wanted = edits.GroupBy(e => e.Field).Select(g => g.Last()).ToArray();
                if (Make(record, revisions, Ask.For(record, wanted)))
                {
                    versions.Add(record.Texts());
                }
            }

            if (revisions.Count == 0)
            {
                return;
            }

            var target = pick % versions.Count;
            var told = revisions.ConvertAll(Told);
            var wantedTexts = target == 0
                ? History.Before(record, revisions, revisions[0].RevisionId)
                : History.After(record, revisions, revisions[target - 1].RevisionId);
            var restore = Ask.For(record) with { Act = RevisionAct.Restore, Wanted = wantedTexts };
            var changed = Make(record, revisions, restore);

            Assert.Equal(versions[target], record.Texts());
            Assert.Equal(told, revisions.Take(told.Count).Select(Told));
            Assert.Equal(told.Count + (changed ? 1 : 0), revisions.Count);
            // Every earlier version is still there behind the restore.
            for (var at = 0; at < told.Count; at++)
            {
                Assert.Equal(versions[at + 1], History.After(record, revisions, revisions[at].RevisionId));
            }
        }, iter: 500);
    }

    [Fact]
    public void At_AMomentBetweenTwoCorrections_TakesTheLaterOneBack()
    {
        var record = LedgerRecord.Of(A.Dose(A.Person()));
        List<Revision> revisions = [];
        Make(record, revisions, Ask.For(record, (DoseFields.LotNumber.Key, "EX0001")), A.Now);
        Make(record, revisions, Ask.For(record, (DoseFields.LotNumber.Key, "EX0002")), A.Now.AddDays(1));

        Assert.Equal("EX3617", LotAt(A.Now.AddSeconds(-1)));
        Assert.Equal("EX0001", LotAt(A.Now.AddHours(1)));
        Assert.Equal("EX0002", LotAt(A.Now.AddDays(1)));

        string? LotAt(DateTime moment) => History.At(record, revisions, moment)?[DoseFields.LotNumber.Key];
    }

    [Fact]
    public void At_BeforeTheLedgerKnewTheRecord_IsNothing()
    {
        var record = LedgerRecord.Of(A.Dose(A.Person()));

        Assert.Null(History.At(record, [], record.CreatedAt.AddSeconds(-1)));
    }

    [Fact]
    public void At_WithAChangeThatLeftNoRevision_FailsInsteadOfTellingAWrongPast()
    {
        var dose = A.Dose(A.Person());
        var record = LedgerRecord.Of(dose);
        List<Revision> revisions = [];
        Make(record, revisions, Ask.For(record, (DoseFields.LotNumber.Key, "EX0001")));
        dose.Version = Guid.CreateVersion7();

        Assert.Throws<InvalidOperationException>(() => History.At(record, revisions, A.Now));
    }

    private static Gen<string?> OneOf(params string?[] texts) => Gen.Int[0, texts.Length - 1].Select(at => texts[at]);

    private static bool Make(LedgerRecord record, List<Revision> revisions, CorrectionRequest request, DateTime? at = null)
    {
        if (Correction.Make(record, revisions, request, NoApproval, A.Clerk, at ?? A.Now) is not CorrectionOutcome.Applied applied)
        {
            return false;
        }

        revisions.Add(applied.Revision);
        return true;
    }

    private static string Told(Revision revision) =>
        $"{revision.RevisionId} {revision.FromVersion} {revision.ToVersion} {string.Join(',', revision.Changes.Select(c => $"{c.Field}:{c.OldValue}>{c.NewValue}"))}";
}
