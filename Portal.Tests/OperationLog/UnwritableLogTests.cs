using Microsoft.EntityFrameworkCore;
using Portal.Features.Accounts;
using Portal.Features.Ledger;
using Xunit;

namespace Portal.Tests.OperationLog;

/// <summary>No log, no view, and no change.</summary>
public sealed class UnwritableLogTests : IDisposable
{
    private readonly LogFixture _at = new();
    private readonly Domain.Ledger.LedgerPerson _person = A.Person();

    public UnwritableLogTests()
    {
        _at.Db.Add(_person);
        using var db = _at.Db.CreateDbContext();
        db.Database.ExecuteSqlRaw("CREATE TRIGGER full BEFORE INSERT ON OperationLog BEGIN SELECT RAISE(ABORT, 'disk full'); END");
    }

    public static TheoryData<string> Looks => ["search", "sheet", "print", "unknown sheet", "accounts", "account list", "denial"];

    [Theory, MemberData(nameof(Looks))]
    public async Task NothingIsShown(string look)
    {
        var stop = TestContext.Current.CancellationToken;
        Func<Task> act = look switch
        {
            "search" => () => new LedgerSearch(_at.Db, _at.Time).FindAsync("サトウ", A.Clerk, cancellationToken: stop),
            "sheet" => () => Sheet().OpenAsync(_person.LedgerPersonId, A.Clerk, stop),
            "print" => () => Sheet().RecordPrintAsync(_person.LedgerPersonId, "窓口での交付", A.Clerk),
            "unknown sheet" => () => Sheet().OpenAsync(Guid.NewGuid(), A.Clerk, stop),
            "accounts" => () => new AccountViewDesk(_at.Db, _at.Time).ListAsync(A.Administrator, AccountListView.All, cancellationToken: stop),
            "account list" => () => new AccountViewDesk(_at.Db, _at.Time).ExportAsync(A.Administrator, stop),
            "denial" => () => Sheet().OpenAsync(_person.LedgerPersonId, A.Administrator, stop),
            _ => throw new ArgumentOutOfRangeException(nameof(look)),
        };

        await Assert.ThrowsAsync<DbUpdateException>(act);
    }

    public void Dispose() => _at.Dispose();

    private PersonSheet Sheet() => new(_at.Db, _at.Time);
}
