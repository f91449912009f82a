using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts;
using Portal.Features.Accounts.SignIn;
using Xunit;

namespace Portal.Tests.Accounts;

public class StaffMemberDeskTests
{
    private static readonly StaffMemberEntry Entry = new("００２２", " 伊藤　健 ", "いとう けん", "健康増進課", "主事");

    [Theory, EveryEngine]
    public async Task APerson_IsEntered_InOneWidthAndKatakana(Engine engine)
    {
        using var at = new AccountFixture(engine);
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.People.EnterAsync(AnAccount.Chief, Entry));

        var id = await at.People.EnterAsync(AnAccount.Administrator, Entry);

        var person = (await at.People.OpenAsync(AnAccount.Chief, id))!.Person;
        Assert.Equal(("0022", "伊藤 健", "イトウ ケン", "健康増進課"), (person.StaffNumber, person.Name, person.Kana, person.Department));
        Assert.Equal([OperationResult.Done, OperationResult.Denied], (await at.LogAsync(Operation.StaffMemberSaved)).Select(e => e.Result).Order());
    }

    [Theory]
    [InlineData("", "伊藤 健", "イトウ ケン", "課", "職員番号")]
    [InlineData("A22", "伊藤 健", "イトウ ケン", "課", "職員番号")]
    [InlineData("12345678901", "伊藤 健", "イトウ ケン", "課", "職員番号")]
    [InlineData("22", " ", "イトウ ケン", "課", "氏名")]
    [InlineData("22", "伊藤 健", "伊藤", "課", "カナ")]
    [InlineData("22", "伊藤 健", "イトウ ケン", "", "所属")]
    public async Task WhatIsMissingOrWrong_IsNamed(string number, string name, string kana, string department, string word)
    {
        using var at = new AccountFixture();

        var refused = await Assert.ThrowsAsync<RuleException>(() => at.People.EnterAsync(AnAccount.Administrator, new(number, name, kana, department, null)));

        Assert.Contains(word, refused.Message, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task ANumber_IsOnePersons_AndStaysTheirs(Engine engine)
    {
        using var at = new AccountFixture(engine);
        await Assert.ThrowsAsync<StaffNumberTakenException>(() => at.People.EnterAsync(AnAccount.Administrator, Entry with { StaffNumber = at.Clerk.StaffNumber }));

        await Assert.ThrowsAsync<RuleException>(() => at.People.ChangeAsync(AnAccount.Administrator, at.Clerk.StaffMemberId, at.Clerk.Version, Entry));
    }

    [Theory, EveryEngine]
    public async Task TheSecondOfTwoWhoChangeOnePerson_IsTold(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var entry = Entry with { StaffNumber = at.Clerk.StaffNumber, Name = "高橋 恵" };
        await at.People.ChangeAsync(AnAccount.Administrator, at.Clerk.StaffMemberId, at.Clerk.Version, entry);

        var late = await Assert.ThrowsAsync<RuleException>(() => at.People.ChangeAsync(AnAccount.Administrator, at.Clerk.StaffMemberId, at.Clerk.Version, entry with { Department = "税務課" }));

        Assert.Contains("同時に変更しました", late.Message, StringComparison.Ordinal);
        Assert.Equal("健康増進課", (await at.People.OpenAsync(AnAccount.Chief, at.Clerk.StaffMemberId))!.Person.Department);
    }

    [Theory, EveryEngine]
    public async Task ACodeForANewPin_IsMadeForOthersOnly(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var (_, acting) = at.AddAdministrator("nakamura", "中村 修", "0107");
        await Assert.ThrowsAsync<RuleException>(() => at.People.PinReissueAsync(acting, acting.StaffMemberId!.Value));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.People.PinReissueAsync(AnAccount.Chief, at.Clerk.StaffMemberId));

        var code = await at.People.PinReissueAsync(acting, at.Clerk.StaffMemberId);

        Assert.Equal((CodeUse.Pin, at.Clerk.StaffNumber, "高橋 恵"), (code.Use, code.Id, code.Name));
        await using var db = at.Ledger.CreateDbContext();
        Assert.Equal(Credential.IdOf(at.Clerk.StaffMemberId), (await db.Credentials.SingleAsync(TestContext.Current.CancellationToken)).Id);
        var entries = await at.LogAsync(Operation.PinReissued);
        Assert.Equal([OperationResult.Done, OperationResult.Denied], entries.Select(e => e.Result).Order());
        Assert.All(entries, e => Assert.DoesNotContain(code.Code, e.Detail, StringComparison.Ordinal));
    }

    [Theory, EveryEngine]
    public async Task ThePersonsIds_AreTheirOwn_ThoseTheyShare_AndThoseTheyAreResponsibleFor(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var owner = AnAccount.Person("木村 聡", "0108");
        var terminal = AnAccount.Terminal(at.Clerk);
        at.Ledger.Add(owner, terminal);
        at.Add(at.Clerk, "takahashi", Role.Editor);
        var shared = AnAccount.Shared("madoguchi-a", [at.Clerk], [terminal]);
        shared.OwnerId = owner.StaffMemberId;
        at.Ledger.Add(shared);

        Assert.Equal(["madoguchi-a", "takahashi"], (await at.People.OpenAsync(AnAccount.Chief, at.Clerk.StaffMemberId))!.Accounts.Select(a => a.Account.AccountId));
        Assert.Equal(["madoguchi-a"], (await at.People.OpenAsync(AnAccount.Chief, owner.StaffMemberId))!.Accounts.Select(a => a.Account.AccountId));
        var rows = await at.People.ListAsync(AnAccount.Chief, "高橋", TestContext.Current.CancellationToken);
        Assert.Equal(("takahashi", "madoguchi-a"), (Assert.Single(rows[0].OwnIds), Assert.Single(rows[0].SharedIds)));
        Assert.Empty(await at.People.OfferAsync(" "));
        Assert.Single(await at.People.OfferAsync("0108"));
    }

    [Theory, EveryEngine]
    public async Task OpenSignIns_AreListed_AndEndedByAnAdministratorOnce(Engine engine)
    {
        using var at = new AccountFixture(engine);
        var session = at.AddSession(at.Add(at.Clerk, "takahashi", Role.Editor), at.Clerk);
        Assert.Equal(("高橋 恵", "takahashi", null), (await ListAsync(at)) is [var row] ? (row.PersonName, row.AccountId, row.Terminal) : default);
        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Sessions.EndAsync(AnAccount.Chief, session.SessionId));
        await Assert.ThrowsAsync<RuleException>(() => at.Sessions.EndAsync(AnAccount.Administrator with { SessionId = session.SessionId }, session.SessionId));

        await at.Sessions.EndAsync(AnAccount.Administrator, session.SessionId);
        await Assert.ThrowsAsync<RuleException>(() => at.Sessions.EndAsync(AnAccount.Administrator, session.SessionId));

        Assert.Empty(await ListAsync(at));
        await using var db = at.Ledger.CreateDbContext();
        Assert.Equal(SessionEnd.EndedByAdministrator, (await db.Sessions.SingleAsync(TestContext.Current.CancellationToken)).EndReason);
        Assert.Equal(session.SessionId, Assert.Single(await at.LogAsync(Operation.SessionEnded), e => e.Result == OperationResult.Done).SubjectId);
    }

    [Theory, EveryEngine]
    public async Task ASignInThatHasRunOut_IsNotOpen(Engine engine)
    {
        using var at = new AccountFixture(engine);
        at.AddSession(at.Add(at.Clerk, "takahashi", Role.Editor), at.Clerk);

        at.Time.Advance(TimeSpan.FromMinutes(12));

        Assert.Empty(await ListAsync(at));
    }

    private static Task<IReadOnlyList<OpenSessionRow>> ListAsync(AccountFixture at) => at.Sessions.ListAsync(AnAccount.Chief, TestContext.Current.CancellationToken);
}
