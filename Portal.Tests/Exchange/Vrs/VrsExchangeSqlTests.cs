using Microsoft.EntityFrameworkCore;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Portal.Data;
using Portal.Features.Exchange.Reconciliation;
using Portal.Features.Exchange.Vrs.Flags;
using Portal.Features.Exchange.Vrs.Requests;
using Portal.Features.Exchange.Vrs.Transfers;
using Xunit;

namespace Portal.Tests.Exchange.Vrs;

/// <summary>Queries of the inquiries and requests in SQL Server's own language.</summary>
public sealed class VrsExchangeSqlTests
{
    public static TheoryData<string> Names => [.. Queries.Keys];

    private static Dictionary<string, Func<PortalDb, string>> Queries => new()
    {
        ["inquiries open"] = db => TransferSearch.Rows(db, over: false).ToQueryString(),
        ["inquiries over"] = db => TransferSearch.Rows(db, over: true).ToQueryString(),
        ["inquiries of a run"] = db => TransferSearch.OfRun(db, Guid.NewGuid()).ToQueryString(),
        ["who waits"] = db => TransferSearch.Free(db).ToQueryString(),
        ["lines"] = db => TransferSearch.Lines(db, Guid.NewGuid()).ToQueryString(),
        ["run under way"] = db => TransferSearch.OpenRun(db).ToQueryString(),
        ["holders of a candidate"] = db => TransferAcceptDesk.Holders(db, Guid.NewGuid()).ToQueryString(),
        ["undecided"] = db => TransferHome.Undecided(db).ToQueryString(),
        ["requests open"] = db => RequestSearch.Rows(db, over: false).ToQueryString(),
        ["requests over"] = db => RequestSearch.Rows(db, over: true).ToQueryString(),
        ["requests about protected people"] = db => RequestSearch.AboutProtected(db).ToQueryString(),
        ["person of a number"] = db => RequestSearch.PersonOf(db, "0001204873").ToQueryString(),
        ["flag runs"] = db => VrsFlagSearch.Newest(db).ToQueryString(),
        ["flag differences"] = db => VrsFlagSearch.Rows(db, Guid.NewGuid(), VrsFlagView.Open, 100, A.Day("2026-11-26")).ToQueryString(),
        ["flags ahead"] = db => VrsFlagSearch.Rows(db, Guid.NewGuid(), VrsFlagView.Ahead, 0, A.Day("2026-11-26")).ToQueryString(),
        ["people of flags"] = db => VrsFlagPeople.ByNumber(db, ["1"]).ToQueryString(),
        ["coupons of flags"] = db => VrsFlagPeople.Holders(db, ["0000012345"]).ToQueryString(),
        ["what a run brought"] = db => ReconciliationUndoDesk.Accepted(db, Guid.NewGuid(), 100).ToQueryString(),
        ["what waits"] = db => ReconciliationPending.Of(db, [Guid.NewGuid()]).ToQueryString(),
        ["doses"] = db => RequestSearch.Doses(db, Guid.NewGuid()).ToQueryString(),
    };

    [Theory, MemberData(nameof(Names))]
    public void EveryQuery_IsTranslated(string name)
    {
        using var db = new OfflineSqlServer().CreateDbContext();
        // The parameters' declarations are for a reader, not for a parser.
        var statement = string.Join('\n', Queries[name](db).Split('\n').Where(line => !line.StartsWith("DECLARE", StringComparison.Ordinal)));

        new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(statement), out var errors);

        Assert.Empty(errors.Select(e => e.Message));
    }
}
