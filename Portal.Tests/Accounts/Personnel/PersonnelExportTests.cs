using ClosedXML.Excel;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.Personnel;
using Xunit;

namespace Portal.Tests.Accounts.Personnel;

public sealed class PersonnelExportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task TheWorkbook_HoldsEveryEvent_WhatBecameOfIt_AndWhoConfirmed(Engine engine)
    {
        using var at = new PersonnelFixture(engine);
        var leaves = await at.EnterAsync();
        var mistaken = await at.EnterAsync(PersonnelEventKind.Leave, PersonnelFixture.Day.AddDays(9), at.Colleague);
        await at.Desk.CancelAsync(AnAccount.Administrator, mistaken.PersonnelEventId, "=別の職員と取り違えた");
        await at.Desk.ConfirmAsync(AnAccount.Administrator, leaves.PersonnelEventId, at.Shared.AccountKey, "後任を加えた");

        var (content, name) = await Export(at).MakeAsync(AnAccount.Chief, Token);

        Assert.Equal("異動の記録_20261123.xlsx", name);
        using var book = new XLWorkbook(new MemoryStream(content));
        var list = book.Worksheet(PersonnelWorkbook.List);
        Assert.Equal(
            [("伊藤 健", "休職", "取消", "=別の職員と取り違えた"), ("小林 誠", "異動", "予定", "")],
            list.RowsUsed().Skip(1).Select(r => (r.Cell(3).GetString(), r.Cell(5).GetString(), r.Cell(7).GetString(), r.Cell(13).GetString())));
        Assert.DoesNotContain(book.Worksheets.SelectMany(s => s.CellsUsed()), c => c.HasFormula);
        var confirmed = book.Worksheet(PersonnelWorkbook.Confirmations).Row(2);
        Assert.Equal(("小林 誠", "madoguchi-a", "後任を加えた"), (confirmed.Cell(3).GetString(), confirmed.Cell(5).GetString(), confirmed.Cell(8).GetString()));
        Assert.Equal("Excel 2件", Assert.Single(await at.LogAsync(Operation.PersonnelExported)).Detail);
    }

    [Theory, EveryEngine]
    public async Task WithoutTheRight_NothingIsMade_AndTheAttemptIsLogged(Engine engine)
    {
        using var at = new PersonnelFixture(engine);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => Export(at).MakeAsync(A.Clerk, Token));

        Assert.Equal(OperationResult.Denied, Assert.Single(await at.LogAsync(Operation.PersonnelExported)).Result);
    }

    [Fact]
    public void TheQuestion_IsUnderstoodBySqlServer()
    {
        using var db = TestDb.SqlServerOffline();

        Assert.Contains("[PersonnelEvent]", PersonnelExport.Events(db).ToQueryString(), StringComparison.Ordinal);
    }

    private static PersonnelExport Export(PersonnelFixture at) => new(at.Ledger, at.Time);
}
