using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.OperationLog.Reviews;

public class LogReviewPackTests
{
    [Fact]
    public void ManyEvidencePacksInADay_AreFlaggedAsManyPrintsAre()
    {
        var rows = new ALogRow();
        var limits = LogFlagLimits.Default;

        var flags = ALogRow.Flags([.. Enumerable.Range(0, limits.LargeExport + 1).Select(_ => rows.View("2026-10-05 09:00", operation: Operation.EvidencePackMade))]);

        Assert.Contains(flags, f => f.Flag is LogFlag.LargeExport && f.Count == limits.LargeExport + 1);
    }
}
