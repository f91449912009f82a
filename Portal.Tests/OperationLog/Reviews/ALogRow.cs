using Portal.Domain;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Tests.OperationLog.Reviews;

/// <summary>Builder of rows for the rules: <c>ALogRow.View("2026-10-05 09:00", resident)</c>. Numbered in the order they are made.</summary>
internal sealed class ALogRow
{
    public static readonly Guid Clerk = new("00000000-0000-0000-0000-00000000c1e8");
    public static readonly Guid Colleague = new("00000000-0000-0000-0000-00000000c011");

    private long _sequence;

    public LogReviewRow At(
        string japan, Operation operation = Operation.LedgerSearched, OperationResult result = OperationResult.Done, Guid? person = null, string? detail = null,
        Guid? session = null, MyNumberPurpose? scene = null) => new()
        {
            Sequence = ++_sequence,
            At = JapanTime.ToUtc(DateTime.ParseExact(japan, "yyyy-MM-dd HH:mm", null)),
            AccountId = "takahashi",
            StaffName = "高橋 恵",
            StaffMemberId = person ?? Clerk,
            SessionId = session,
            Operation = operation,
            Result = result,
            Scene = scene,
            Detail = detail,
        };

    /// <summary>Somebody's record is opened; without a name it is a resident of a name of their own.</summary>
    public LogReviewRow View(string japan, Guid? resident = null, string? name = null, string? address = null, Guid? person = null, Operation operation = Operation.SheetOpened)
    {
        var (whole, given) = SearchKeys.Name(name ?? $"姓{_sequence} 名");
        return At(japan, operation, person: person) with { ResidentId = resident ?? Guid.NewGuid(), NameKey = whole, GivenNameKey = given, AddressKey = SearchKeys.Address(address) };
    }

    public IEnumerable<LogReviewRow> Views(int count, string japan = "2026-10-05 09:00", string? name = null) =>
        [.. Enumerable.Range(0, count).Select(n => View(japan, name: name is null ? null : $"{name} 名{n}"))];

    public static IReadOnlyList<LogFlagLine> Read(IEnumerable<LogReviewRow> rows, LogFlagLimits? limits = null, StaffHouseholds? households = null, Guid seed = default)
    {
        var rules = new LogFlagRules(limits ?? LogFlagLimits.Default, households ?? StaffHouseholds.None, seed);
        foreach (var row in rows)
        {
            rules.Read(row);
        }

        return rules.Finish();
    }

    /// <summary>Without what was drawn by lot.</summary>
    public static IReadOnlyList<LogFlagLine> Flags(IEnumerable<LogReviewRow> rows, LogFlagLimits? limits = null, StaffHouseholds? households = null) =>
        [.. Read(rows, limits, households).Where(l => l.Flag is not LogFlag.Sample)];
}
