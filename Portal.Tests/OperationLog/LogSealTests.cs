using Portal.Domain.Accounts;
using Portal.Domain.Keys;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.OperationLog;

public sealed class LogSealTests
{
    private static readonly SecretKey Key = TestKeys.Key();
    private static readonly LogHead Start = LogHead.Begin(Guid.Parse("11111111-2222-3333-4444-555555555555"));

    [Fact]
    public void ItsWords_AreTheSameEachTime_AndDifferWithAnyOfTheFirstBits()
    {
        var seal = new byte[LogSeal.Length];
        Assert.Equal("アアアア アアアア アアアア アアアア", LogSeal.Words(seal));
        seal[9] = 33;
        Assert.Equal("アアアア アアアア アアアア アアイイ", LogSeal.Words(seal));
        seal[0] = 0x80;
        Assert.StartsWith("チ", LogSeal.Words(seal), StringComparison.Ordinal);
    }

    [Fact]
    public void TheSameRow_HasTheSameSeal() => Assert.Equal(Seal(Row()), Seal(Row()));

    [Fact]
    public void EveryColumn_IsInTheSeal()
    {
        var clerk = A.Clerk with { StaffMemberId = Id(1), SessionId = Id(2), Trace = "circuit" };
        OperationLogEntry[] others =
        [
            Row(clerk with { AccountId = "ito" }),
            Row(clerk with { Name = "伊藤 健" }),
            Row(clerk with { Terminal = "窓口3" }),
            Row(clerk with { StaffMemberId = Id(9) }),
            Row(clerk with { SessionId = Id(9) }),
            Row(clerk with { Trace = "another" }),
            Row(clerk, at: A.Now.AddTicks(1)),
            Row(clerk, operation: Operation.SheetPrinted),
            Row(clerk, result: OperationResult.Failed),
            Row(clerk, person: Id(9)),
            Row(clerk, subject: Id(9)),
            Row(clerk, detail: "2件"),
            Row(clerk, purpose: "電話での照会"),
            Row(clerk, scene: MyNumberPurpose.MovedIn),
        ];

        var seals = others.Append(Row(clerk)).Select(Seal).ToList();

        Assert.Equal(others.Length + 1, seals.Distinct().Count());
    }

    [Fact]
    public void TextMovedFromOneColumnToTheNext_IsAnotherRow() =>
        Assert.NotEqual(Seal(Row(purpose: "窓口", detail: "照会1件")), Seal(Row(purpose: "窓口照会", detail: "1件")));

    [Fact]
    public void AMissingText_IsNotAnEmptyOne() => Assert.NotEqual(Seal(Row(purpose: null)), Seal(Row(purpose: "")));

    [Fact]
    public void TheRowBefore_TheKey_AndTheLog_AreInTheSeal()
    {
        var first = Row();
        var head = first.SealBehind(Start, Key);
        var second = Row();
        second.SealBehind(head, Key);
        var elsewhere = Row();
        elsewhere.SealBehind(LogHead.Begin(Guid.NewGuid()), Key);
        var otherKey = Row();
        otherKey.SealBehind(Start, TestKeys.Key(2));

        Assert.Equal((1, 2), (first.Sequence, second.Sequence));
        Assert.Equal(4, new[] { first, second, elsewhere, otherKey }.Select(r => Convert.ToHexString(r.Seal)).Distinct().Count());
    }

    private static string Seal(OperationLogEntry row)
    {
        row.SealBehind(Start, Key);
        return Convert.ToHexString(row.Seal);
    }

    private static OperationLogEntry Row(
        Staff? by = null, DateTime? at = null, Operation operation = Operation.SheetOpened, OperationResult result = OperationResult.Done,
        Guid? person = null, Guid? subject = null, string? detail = "1件", string? purpose = "窓口での照会", MyNumberPurpose? scene = null)
    {
        var made = OperationLogEntry.For(
            by ?? A.Clerk, at ?? A.Now, operation, person ?? Id(3), subject ?? Id(4), detail, purpose, result, scene);
        var row = new OperationLogEntry
        {
            OperationLogEntryId = Id(5),
            At = made.At,
            AccountId = made.AccountId,
            StaffName = made.StaffName,
            Terminal = made.Terminal,
            StaffMemberId = made.StaffMemberId,
            SessionId = made.SessionId,
            Operation = made.Operation,
            Result = made.Result,
            LedgerPersonId = made.LedgerPersonId,
            SubjectId = made.SubjectId,
            Scene = made.Scene,
            Purpose = made.Purpose,
            Detail = made.Detail,
        };
        row.CameThrough(made.Trace);
        return row;
    }

    private static Guid Id(int n) => new(n, 0, 0, new byte[8]);
}
