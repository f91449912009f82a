using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Vrs.Requests;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Vrs.Requests;
using Xunit;

namespace Portal.Tests.Exchange.Vrs.Requests;

/// <summary>Another municipality asks for the doses of somebody who moved there.</summary>
public sealed class RequestTests : IDisposable
{
    private TestDb _ledger = null!;
    private LedgerPerson _person = null!;
    private RequestDesk _desk = null!;
    private RequestListDesk _list = null!;

    public RequestTests() => On(Engine.Sqlite);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static RequestEntry Entry => new("１３１０１６", "千保予第12号", A.Day("2026-11-20"), ProvisionBasis.Consent, "0001204873");

    [Theory, EveryEngine]
    public async Task Take_RecordsCodeDateBasisAndWho_AndFindsThePerson(Engine engine)
    {
        On(engine);

        var request = (await _list.OpenAsync(A.Clerk, await _desk.TakeAsync(A.Clerk, Entry, Token), Token))!;

        Assert.Equal((1, "131016", "千保予第12号", ProvisionBasis.Consent, "高橋 恵"), (request.Request.Number, request.Request.FromCode, request.Request.RequestNumber, request.Request.Basis, request.Request.TakenByName));
        Assert.Equal(_person.LedgerPersonId, request.Person!.LedgerPersonId);
        Assert.Equal((_person.LedgerPersonId, MyNumberPurpose.MovedOut), (Log(Operation.MunicipalityRequested).Single().LedgerPersonId, Log(Operation.MunicipalityRequested).Single().Scene));
    }

    [Theory]
    [InlineData("131017", "千保予第12号", "0001204873", nameof(RequestEntry.FromCode))]
    [InlineData("012033", "千保予第12号", "0001204873", nameof(RequestEntry.FromCode))]
    [InlineData("131016", "", "0001204873", nameof(RequestEntry.RequestNumber))]
    [InlineData("131016", "1234 5678 9018", "0001204873", nameof(RequestEntry.RequestNumber))]
    [InlineData("131016", "千保予第12号", "", nameof(RequestEntry.ResidentNumber))]
    [InlineData("131016", "千保予第12号", "123456789018", nameof(RequestEntry.ResidentNumber))]
    public async Task WhatCannotBeTaken_IsRefusedBesideItsField(string code, string number, string resident, string field)
    {
        var wrong = await Assert.ThrowsAsync<FieldProblemsException>(() => _desk.TakeAsync(A.Clerk, Entry with { FromCode = code, RequestNumber = number, ResidentNumber = resident }, Token));

        Assert.Equal(field, Assert.Single(wrong.Problems).Field);
    }

    [Fact]
    public async Task TheSameRequestAgain_IsRefused()
    {
        await _desk.TakeAsync(A.Clerk, Entry, Token);

        Assert.Contains("受付番号1で受け付けています", (await Assert.ThrowsAsync<RuleException>(() => _desk.TakeAsync(A.OtherClerk, Entry, Token))).Message, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Answer_GivesTheDosesOfThatMoment_AndKeepsThem(Engine engine)
    {
        On(engine);
        var dose = A.Dose(_person);
        _ledger.Add(dose);
        var id = await _desk.TakeAsync(A.Clerk, Entry, Token);

        await ActAsync(id, (version) => _desk.AnswerAsync(A.Clerk, id, version));
        await ChangeAsync(db => db.Doses.Single(d => d.DoseId == dose.DoseId).LotNumber = "FA5715");

        var open = (await _list.OpenAsync(A.Clerk, id, Token))!;
        Assert.Equal((RequestState.Answered, 1, "高橋 恵"), (open.Request.State, open.Request.Doses, open.Request.AnsweredByName));
        Assert.Equal(["EX3617"], open.Doses.Select(d => d.LotNumber));
        Assert.Equal("受付番号1 番号法19条16号（本人の同意） 回答済み 1件", Assert.Single(Log(Operation.MunicipalityAnswered)).Detail);
        await Assert.ThrowsAsync<RuleException>(() => ActAsync(id, version => _desk.AnswerAsync(A.Clerk, id, version)));
    }

    [Fact]
    public async Task SomebodyWhoHasNotMovedOut_OrIsNotHere_IsNotAnswered_ButCanBeRefused()
    {
        var here = A.Person("鈴木 一", "スズキ ハジメ", "0001204874");
        _ledger.Add(here, A.Dose(here));
        var id = await _desk.TakeAsync(A.Clerk, Entry with { ResidentNumber = "0001204874" }, Token);
        var nobody = await _desk.TakeAsync(A.Clerk, Entry with { ResidentNumber = "99" }, Token);

        Assert.Contains("転出の記録がありません", (await Assert.ThrowsAsync<RuleException>(() => ActAsync(id, v => _desk.AnswerAsync(A.Clerk, id, v)))).Message, StringComparison.Ordinal);
        Assert.Contains("台帳にいません", (await Assert.ThrowsAsync<RuleException>(() => ActAsync(nobody, v => _desk.AnswerAsync(A.Clerk, nobody, v)))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RuleException>(() => ActAsync(id, v => _desk.AnswerWithoutAsync(A.Clerk, id, v, isNone: false, " ")));
        await ActAsync(id, v => _desk.AnswerWithoutAsync(A.Clerk, id, v, isNone: false, "転出の届出がないため"));
        await ActAsync(nobody, v => _desk.AnswerWithoutAsync(A.Clerk, nobody, v, isNone: true, "台帳に該当者がいないため"));

        Assert.Equal([RequestState.None, RequestState.Refused], (await _list.ListAsync(A.Viewer, over: true, Token)).Select(r => r.State));
        Assert.Equal(["転出の届出がないため", "台帳に該当者がいないため"], Log(Operation.MunicipalityAnswered).Select(e => e.Purpose));
    }

    [Fact]
    public async Task SomebodyProtected_IsAnsweredOnlyWithAnotherPersonsWord()
    {
        _ledger.Add(A.Dose(_person));
        await ChangeAsync(db => db.People.Single().IsProtected = true);
        var id = await _desk.TakeAsync(A.Clerk, Entry, Token);

        Assert.Contains("ほかの職員の承認が要ります", (await Assert.ThrowsAsync<RuleException>(() => ActAsync(id, v => _desk.AnswerAsync(A.Clerk, id, v)))).Message, StringComparison.Ordinal);
        await ActAsync(id, v => _desk.AskApprovalAsync(A.Clerk, id, v));
        var both = A.Staff("takahashi", "高橋 恵", Role.Editor, Role.Approver);
        Assert.Contains("自分が受け付けた", (await Assert.ThrowsAsync<RuleException>(() => ActAsync(id, v => _desk.ApproveAsync(both, id, v)))).Message, StringComparison.Ordinal);
        Assert.Equal(["承認を待っている他自治体への回答"], (await new RequestHome(_ledger).ItemsAsync(A.Manager, Token)).Select(i => i.Label));
        await ActAsync(id, v => _desk.ApproveAsync(A.Manager, id, v));
        await ActAsync(id, v => _desk.AnswerAsync(A.Clerk, id, v));

        Assert.Equal((RequestState.Answered, "吉田 明"), ((await _list.OpenAsync(A.Clerk, id, Token))!.Request.State, (await _list.OpenAsync(A.Clerk, id, Token))!.Request.ApprovedByName));
    }

    [Theory, EveryEngine]
    public async Task OfSomebodyProtected_NothingIsGivenThatSaysWhereTheyWere(Engine engine)
    {
        On(engine);
        _ledger.Add(DoseWithPlaces());
        await ChangeAsync(db => db.People.Single().IsProtected = true);
        var id = await _desk.TakeAsync(A.Clerk, Entry, Token);
        Assert.Equal([null, null, null, null], Places(Assert.Single((await _list.OpenAsync(A.Clerk, id, Token))!.Doses)));

        await ActAsync(id, v => _desk.AskApprovalAsync(A.Clerk, id, v));
        await ActAsync(id, v => _desk.ApproveAsync(A.Manager, id, v));
        await ActAsync(id, v => _desk.AnswerAsync(A.Clerk, id, v));

        await using var db = _ledger.CreateDbContext();
        var given = await db.ProvidedDoses.SingleAsync(Token);
        Assert.Equal([null, null, null, null], Places(given));
        Assert.Equal("EX3617", given.LotNumber);
    }

    [Fact]
    public async Task AnAnswerGivenBeforeTheProtection_IsShownWithoutPlacesFromThenOn()
    {
        _ledger.Add(DoseWithPlaces());
        var id = await _desk.TakeAsync(A.Clerk, Entry, Token);
        await ActAsync(id, v => _desk.AnswerAsync(A.Clerk, id, v));
        Assert.Equal(["012033", "1234567890", "小樽市保健所", "北 太郎"], Places(Assert.Single((await _list.OpenAsync(A.Clerk, id, Token))!.Doses)));

        await ChangeAsync(db => db.People.Single().IsProtected = true);

        Assert.Equal([null, null, null, null], Places(Assert.Single((await _list.OpenAsync(A.Clerk, id, Token))!.Doses)));
    }

    [Theory, EveryEngine]
    public async Task Withdraw_EndsWhatWasTakenByMistake_AndItsDocumentCanBeTakenAgain(Engine engine)
    {
        On(engine);
        var id = await _desk.TakeAsync(A.Clerk, Entry, Token);

        await ActAsync(id, v => _desk.WithdrawAsync(A.OtherClerk, id, v, "受け付けた日の誤り"));
        var again = await _desk.TakeAsync(A.Clerk, Entry with { ReceivedOn = A.Day("2026-11-19") }, Token);
        await ActAsync(again, v => _desk.WithdrawAsync(A.Clerk, again, v, "根拠の誤り"));
        await _desk.TakeAsync(A.Clerk, Entry, Token);

        Assert.Equal(
            [(2, RequestState.Withdrawn, "千保予第12号（取消し2）", "根拠の誤り"), (1, RequestState.Withdrawn, "千保予第12号（取消し1）", "受け付けた日の誤り")],
            (await _list.ListAsync(A.Viewer, over: true, Token)).Select(r => (r.Number, r.State, r.RequestNumber, r.Note!)));
        Assert.Equal([3], (await _list.ListAsync(A.Viewer, over: false, Token)).Select(r => r.Number));
        Assert.Equal(["受け付けた日の誤り", "根拠の誤り"], Log(Operation.MunicipalityWithdrawn).Select(e => e.Purpose));
    }

    [Fact]
    public async Task Withdraw_WithoutAReason_OrAfterTheAnswer_IsRefused()
    {
        var id = await _desk.TakeAsync(A.Clerk, Entry, Token);
        await Assert.ThrowsAsync<RuleException>(() => ActAsync(id, v => _desk.WithdrawAsync(A.Clerk, id, v, " ")));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => ActAsync(id, v => _desk.WithdrawAsync(A.Manager, id, v, "受付の誤り")));
        await ActAsync(id, v => _desk.AnswerWithoutAsync(A.Clerk, id, v, isNone: true, "接種記録がないため"));

        Assert.Contains("該当なしと回答", (await Assert.ThrowsAsync<RuleException>(() => ActAsync(id, v => _desk.WithdrawAsync(A.Clerk, id, v, "受付の誤り")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWithdrawnRequest_IsNeitherAnsweredNorPrinted()
    {
        _ledger.Add(A.Dose(_person));
        var id = await _desk.TakeAsync(A.Clerk, Entry, Token);
        await ActAsync(id, v => _desk.WithdrawAsync(A.Clerk, id, v, "宛名番号の誤り"));

        await Assert.ThrowsAsync<RuleException>(() => ActAsync(id, v => _desk.AnswerAsync(A.Clerk, id, v)));
        await Assert.ThrowsAsync<RuleException>(() => ActAsync(id, v => _desk.AnswerWithoutAsync(A.Clerk, id, v, isNone: true, "該当なし")));
        await Assert.ThrowsAsync<RuleException>(() => _list.RecordPrintAsync(A.Clerk, id, Token));
    }

    [Fact]
    public async Task TheLongestDocumentNumber_CanBeWithdrawn()
    {
        var id = await _desk.TakeAsync(A.Clerk, Entry with { RequestNumber = new('号', MunicipalityRequest.RequestNumberMaxLength) }, Token);

        await ActAsync(id, v => _desk.WithdrawAsync(A.Clerk, id, v, "文書番号の誤り"));

        Assert.InRange((await _list.OpenAsync(A.Clerk, id, Token))!.Request.RequestNumber.Length, MunicipalityRequest.RequestNumberMaxLength, MunicipalityRequest.StoredNumberMaxLength);
    }

    [Fact]
    public async Task TheSheet_IsPrintedOnlyAfterTheAnswer_AndThePrintIsLogged()
    {
        var id = await _desk.TakeAsync(A.Clerk, Entry, Token);
        await Assert.ThrowsAsync<RuleException>(() => _list.RecordPrintAsync(A.Clerk, id, Token));
        await ActAsync(id, v => _desk.AnswerWithoutAsync(A.Clerk, id, v, isNone: true, "接種記録がないため"));

        await _list.RecordPrintAsync(A.Clerk, id, Token);

        Assert.Equal((_person.LedgerPersonId, "受付番号1 の回答書"), (Log(Operation.MunicipalityPrinted).Single().LedgerPersonId!.Value, Log(Operation.MunicipalityPrinted).Single().Purpose!));
    }

    [Theory, EveryEngine]
    public async Task WhereSomebodyProtectedLivesNow_IsShownOnlyToWhoeverMayKnow(Engine engine)
    {
        On(engine);
        var id = await _desk.TakeAsync(A.Clerk, Entry, Token);
        var nobody = await _desk.TakeAsync(A.Clerk, Entry with { ResidentNumber = "99" }, Token);
        Assert.Equal("131016", (await _list.OpenAsync(A.Viewer, id, Token))!.Request.FromCode);
        await ChangeAsync(db => db.People.Single().IsProtected = true);

        Assert.Equal([("", ""), ("131016", "千保予第12号")], (await _list.ListAsync(A.Viewer, over: false, Token)).Select(r => (r.FromCode, r.RequestNumber)));
        Assert.Equal(("", "", true), await AskerAsync(A.Viewer, id));
        Assert.Equal(("131016", "千保予第12号", false), await AskerAsync(A.Viewer, nobody));
        Assert.Equal(("131016", "千保予第12号", false), await AskerAsync(A.Clerk, id));
        Assert.All(await _list.ListAsync(A.Clerk, over: false, Token), r => Assert.False(r.IsAskerHidden));
    }

    [Fact]
    public async Task SomebodyWhoIsProtectedAndCameIntoTheLedgerLater_IsHiddenToo()
    {
        var id = await _desk.TakeAsync(A.Clerk, Entry with { ResidentNumber = "0001209999" }, Token);
        var later = A.Person("鈴木 一", "スズキ ハジメ", "0001209999");
        later.IsProtected = true;
        _ledger.Add(later);

        Assert.Equal(("", "", true), await AskerAsync(A.Viewer, id));
    }

    [Fact]
    public async Task TheLog_NamesNeitherTheSenderNorItsDocument()
    {
        await ChangeAsync(db => db.People.Single().IsProtected = true);
        var id = await _desk.TakeAsync(A.Clerk, Entry, Token);
        await ActAsync(id, v => _desk.AskApprovalAsync(A.Clerk, id, v));
        await ActAsync(id, v => _desk.ApproveAsync(A.Manager, id, v));
        await ActAsync(id, v => _desk.AnswerWithoutAsync(A.Clerk, id, v, isNone: true, "接種記録がないため"));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => _list.RecordPrintAsync(A.Viewer, id, Token));
        await _list.RecordPrintAsync(A.Clerk, id, Token);

        using var db = _ledger.CreateDbContext();
        var log = await db.OperationLog.AsNoTracking().ToListAsync(Token);
        Assert.Equal(2, log.Count(e => e.Operation == Operation.MunicipalityPrinted));
        Assert.DoesNotContain(log, e => $"{e.Detail} {e.Purpose}".Contains("131016", StringComparison.Ordinal) || $"{e.Detail} {e.Purpose}".Contains("千保", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WithoutTheRight_NothingIsTakenOrAnswered_AndTheAttemptsAreLogged()
    {
        var id = await _desk.TakeAsync(A.Clerk, Entry, Token);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => _desk.TakeAsync(A.Manager, Entry, Token));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => ActAsync(id, v => _desk.AnswerAsync(A.Manager, id, v)));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => ActAsync(id, v => _desk.ApproveAsync(A.Clerk, id, v)));

        Operation[] acts = [Operation.MunicipalityRequested, Operation.MunicipalityAnswered, Operation.MunicipalityApproved];
        Assert.All(acts, act => Assert.Single(Log(act), e => e.Result == OperationResult.Denied));
    }

    [Fact]
    public async Task SomebodyMerged_IsFoundByTheNumberBefore()
    {
        var other = A.Person(residentNumber: "0001204999");
        other.MergedIntoId = _person.LedgerPersonId;
        _ledger.Add(other);

        var id = await _desk.TakeAsync(A.Clerk, Entry with { ResidentNumber = "0001204999" }, Token);

        Assert.Equal(_person.LedgerPersonId, (await _list.OpenAsync(A.Clerk, id, Token))!.Request.LedgerPersonId);
    }

    public void Dispose() => _ledger.Dispose();

    private void On(Engine engine)
    {
        _ledger?.Dispose();
        _ledger = TestDb.On(engine);
        _person = A.Person();
        _person.SetResidence([new() { StartedOn = A.Day("2001-04-01"), EndedOn = A.Day("2026-10-31"), EndKind = ResidenceEnd.MovedOut }]);
        _ledger.Add(_person);
        var time = new FakeTimeProvider(A.Now);
        (_desk, _list) = (new(_ledger, time), new(_ledger, time));
    }

    private Dose DoseWithPlaces()
    {
        var dose = A.Dose(_person);
        (dose.MunicipalityCode, dose.CouponNumber, dose.InstitutionName, dose.Doctor) = ("012033", "1234567890", "小樽市保健所", "北 太郎");
        return dose;
    }

    private static string?[] Places(ProvidedDose dose) => [dose.MunicipalityCode, dose.CouponNumber, dose.Venue, dose.Doctor];

    private async Task<(string Code, string Number, bool IsHidden)> AskerAsync(Staff by, Guid id)
    {
        var request = (await _list.OpenAsync(by, id, Token))!.Request;
        return (request.FromCode, request.RequestNumber, request.IsAskerHidden);
    }

    /// <summary>As the page does: with the version that was on the screen.</summary>
    private async Task ActAsync(Guid id, Func<Guid, Task> act) => await act((await _list.OpenAsync(A.Clerk, id, Token))!.Request.Version);

    private async Task ChangeAsync(Action<PortalDb> change)
    {
        await using var db = _ledger.CreateDbContext();
        change(db);
        await db.SaveChangesAsync(Token);
    }

    private List<OperationLogEntry> Log(Operation operation)
    {
        using var db = _ledger.CreateDbContext();
        return [.. db.OperationLog.AsNoTracking().Where(e => e.Operation == operation).OrderBy(e => e.Sequence)];
    }
}
