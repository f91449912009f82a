using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Xunit;

namespace Portal.Tests.Corrections;

public class ApprovalDeskTests
{
    [Theory, EveryEngine]
    public async Task ANewName_StandsInTheLedgerOnlyAfterAnotherPersonApproves(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var request = await at.RequestNameAsync();
        Assert.Equal("佐藤 和子", (await at.PersonNowAsync()).Name);
        Assert.Single(await at.LogAsync(Operation.CorrectionRequested));

        Assert.Empty(await at.Approvals.ApproveAsync(A.Manager, request.RevisionId));

        var person = await at.PersonNowAsync();
        var revision = Assert.Single(await at.RevisionsAsync());
        Assert.Equal(("佐藤 和江", revision.ToVersion!.Value), (person.Name, person.Version));
        Assert.Equal((A.Clerk.Name, A.Manager.Name), (revision.RequestedByName, revision.DecidedByName));
        Assert.Equal(A.Manager.AccountId, Assert.Single(await at.LogAsync(Operation.CorrectionApproved)).AccountId);
    }

    [Theory, EveryEngine]
    public async Task Approve_ByTheRequester_IsRefusedAndLeavesNoTrace(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var request = await at.RequestNameAsync();
        var both = A.Staff(A.Clerk.AccountId, A.Clerk.Name, Role.Editor, Role.Approver);

        var refusal = await Assert.ThrowsAsync<RuleException>(() => at.Approvals.ApproveAsync(both, request.RevisionId));

        Assert.Contains("自分が申請した訂正は承認できません", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(RevisionState.Pending, (await at.RevisionsAsync())[0].State);
        Assert.Empty(await at.LogAsync(Operation.CorrectionApproved));
        Assert.Equal((0, 1), (await at.Approvals.CountWaitingAsync(both, TestContext.Current.CancellationToken), await at.Approvals.CountWaitingAsync(A.Manager, TestContext.Current.CancellationToken)));
    }

    [Theory, EveryEngine]
    public async Task Open_WithTheAddress_AsksForAPurpose(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var request = await at.RequestNameAsync();

        await Assert.ThrowsAsync<RuleException>(() => at.Approvals.OpenAsync(A.Manager, request.RevisionId, ""));
        Assert.Empty(await at.LogAsync(Operation.ProtectedAddressShown));
        await at.Approvals.OpenAsync(A.Manager, request.RevisionId, "承認の前の確認");

        Assert.Equal("承認の前の確認", Assert.Single(await at.LogAsync(Operation.ProtectedAddressShown)).Purpose);
    }

    [Theory, EveryEngine]
    public async Task Approve_WithoutTheRight_IsDeniedAndLogged(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var request = await at.RequestNameAsync();

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Approvals.ApproveAsync(A.OtherClerk, request.RevisionId));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Approvals.OpenAsync(A.OtherClerk, request.RevisionId));

        Assert.Equal(OperationResult.Denied, Assert.Single(await at.LogAsync(Operation.CorrectionApproved)).Result);
        Assert.Equal("佐藤 和子", (await at.PersonNowAsync()).Name);
    }

    [Theory, EveryEngine]
    public async Task Approve_BySeveralAtOnce_IsDoneOnce(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var request = await at.RequestNameAsync();
        var managers = Enumerable.Range(0, 4).Select(n => A.Staff($"manager{n}", $"課長{n}", Role.Approver));

        var results = await Task.WhenAll(managers.Select(m => Task.Run(async () =>
            await Record.ExceptionAsync(() => at.Approvals.ApproveAsync(m, request.RevisionId)))));

        Assert.Single(results, refusal => refusal is null);
        Assert.All(results.OfType<Exception>(), refusal => Assert.IsType<RuleException>(refusal));
        Assert.Single(await at.LogAsync(Operation.CorrectionApproved));
    }

    [Theory, EveryEngine]
    public async Task Approve_WhenTheItemChangedMeanwhile_OverwritesNothing(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var request = await at.RequestNameAsync();
        await using (var db = at.Ledger.CreateDbContext())
        {
            var person = await db.People.SingleAsync(TestContext.Current.CancellationToken);
            (person.Name, person.Version) = ("佐藤 カズコ", Guid.CreateVersion7());
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var conflicts = await at.Approvals.ApproveAsync(A.Manager, request.RevisionId);

        Assert.Equal(("佐藤 カズコ", "佐藤 和江"), (Assert.Single(conflicts).Theirs, conflicts[0].Mine));
        Assert.Equal("佐藤 カズコ", (await at.PersonNowAsync()).Name);
        Assert.Equal(RevisionState.Pending, (await at.RevisionsAsync())[0].State);
    }

    [Theory, EveryEngine]
    public async Task Return_WithWords_ReachesTheRequester(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var request = await at.RequestNameAsync();

        await at.Approvals.ReturnAsync(A.Manager, request.RevisionId, "予診票の写しを添えてください。");

        var opened = await at.Approvals.OpenAsync(A.Clerk, request.RevisionId);
        Assert.Equal((RevisionState.Returned, "予診票の写しを添えてください。"), (opened!.Revision.State, opened.Revision.DecisionNote));
        Assert.Equal("佐藤 和子", (await at.PersonNowAsync()).Name);
        Assert.Single(await at.LogAsync(Operation.CorrectionReturned));
        // The item is free again.
        await at.RequestNameAsync("佐藤 和代");
    }

    [Theory, EveryEngine]
    public async Task Withdraw_ByTheRequester_FreesTheItem(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var request = await at.RequestNameAsync();
        await Assert.ThrowsAsync<RuleException>(() => at.Approvals.WithdrawAsync(A.OtherClerk, request.RevisionId));

        await at.Approvals.WithdrawAsync(A.Clerk, request.RevisionId);

        Assert.Equal(RevisionState.Withdrawn, (await at.RevisionsAsync())[0].State);
        Assert.Single(await at.LogAsync(Operation.CorrectionWithdrawn));
    }

    [Theory, EveryEngine]
    public async Task TheList_ShowsApproversAllAndOthersTheirOwn(Engine engine)
    {
        using var at = new DeskFixture(engine);
        var request = await at.RequestNameAsync();
        var search = new ApprovalSearch(at.Ledger);

        var row = Assert.Single(await search.ListAsync(A.Manager, RequestView.Waiting, ownOnly: false, TestContext.Current.CancellationToken));
        Assert.Equal((request.RevisionId, "佐藤 和子", "氏名"), (row.RevisionId, row.PersonName, row.FieldsInWords));
        Assert.Single(await search.ListAsync(A.Clerk, RequestView.Waiting, ownOnly: false, TestContext.Current.CancellationToken));
        Assert.Empty(await search.ListAsync(A.OtherClerk, RequestView.Waiting, ownOnly: false, TestContext.Current.CancellationToken));

        await at.Approvals.ApproveAsync(A.Manager, request.RevisionId);
        Assert.Empty(await search.ListAsync(A.Manager, RequestView.Waiting, ownOnly: false, TestContext.Current.CancellationToken));
        Assert.Single(await search.ListAsync(A.Manager, RequestView.Decided, ownOnly: false, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(RequestView.Waiting)]
    [InlineData(RequestView.Decided)]
    public void TheList_IsTranslatedForSqlServer(RequestView view)
    {
        using var db = TestDb.SqlServerOffline();

        Assert.Contains("TOP", ApprovalSearch.Rows(db, A.Manager, view, ownOnly: false).ToQueryString(), StringComparison.Ordinal);
    }
}
