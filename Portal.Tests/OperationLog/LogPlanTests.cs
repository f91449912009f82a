using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog.Screens;
using Xunit;

namespace Portal.Tests.OperationLog;

/// <summary>Ten million rows are read through one range of one index, in the order it has them: asked of the engine itself.</summary>
public sealed class LogPlanTests : IDisposable
{
    private static readonly LogQuestion Day = LogQuestion.Day(A.Day("2026-11-23"));
    private static readonly Guid Someone = Guid.CreateVersion7();

    private readonly TestDb _ledger = TestDb.OnSqlite();

    /// <summary>Every shape a search can have.</summary>
    public static IReadOnlyList<(LogQuestion Question, IReadOnlyList<Guid>? People)> Shapes { get; } =
    [
        (Day, null),
        (Day with { AccountId = "takahashi", Terminal = "窓口2", Result = OperationResult.Denied }, null),
        (Day with { StaffMemberId = Someone }, null),
        (new() { StaffMemberId = Someone }, null),
        (Day with { Operation = Operation.SheetOpened }, null),
        (Day with { PersonId = Someone }, [Someone]),
        (new() { PersonId = Someone }, [Someone]),
        (new() { ResidentNumber = "1" }, [Someone, Guid.CreateVersion7()]),
        (Day with { PersonId = Someone, StaffMemberId = Someone, Operation = Operation.SheetOpened }, [Someone]),
        (LogQuestion.Numbers(10, 20), null),
    ];

    [Theory]
    [InlineData(0, "IX_OperationLog_At (At>? AND At<?)")]
    [InlineData(1, "IX_OperationLog_At (At>? AND At<?)")]
    [InlineData(2, "IX_OperationLog_StaffMemberId_At (StaffMemberId=? AND At>? AND At<?)")]
    [InlineData(3, "IX_OperationLog_StaffMemberId_At (StaffMemberId=?")]
    [InlineData(4, "IX_OperationLog_Operation_At (Operation=? AND At>? AND At<?)")]
    [InlineData(5, "IX_OperationLog_LedgerPersonId_At (LedgerPersonId=? AND At>? AND At<?)")]
    [InlineData(6, "IX_OperationLog_LedgerPersonId_At (LedgerPersonId=?")]
    [InlineData(7, "IX_OperationLog_LedgerPersonId_At (LedgerPersonId=?")]
    [InlineData(8, "IX_OperationLog_StaffMemberId_At (StaffMemberId=? AND At>? AND At<?)")]
    [InlineData(9, "IX_OperationLog_Sequence (Sequence>? AND Sequence<?)")]
    public void ASearch_ReadsOneRangeOfAnIndex(int shape, string index)
    {
        var (question, people) = Shapes[shape];
        using var db = _ledger.CreateDbContext();
        foreach (var before in new (DateTime, long)?[] { null, (A.Now, 15) })
        {
            var plan = Plan(db, LogSearch.Page(LogSearch.Rows(db, question, people), question, before).Take(LogSearch.PageSize + 1));

            Assert.Contains($"USING INDEX {index}", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("SCAN o", plan, StringComparison.Ordinal);
            // Only rows of one instant are sorted, and those of the few numbers a person may have had.
            Assert.True(people is { Count: > 1 } || !plan.Contains("USE TEMP B-TREE FOR ORDER BY", StringComparison.Ordinal), plan);
        }
    }

    public void Dispose() => _ledger.Dispose();

    internal static string Plan<T>(DbContext db, IQueryable<T> rows)
    {
        using var command = rows.CreateDbCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        db.Database.OpenConnection();
        using DbDataReader reader = command.ExecuteReader();
        List<string> steps = [];
        while (reader.Read())
        {
            steps.Add(reader.GetString(3));
        }

        return string.Join('\n', steps);
    }
}
