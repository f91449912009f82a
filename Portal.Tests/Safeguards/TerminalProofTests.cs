using Microsoft.EntityFrameworkCore;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Domain.Safeguards;
using Portal.Features.Safeguards.Proof;
using Xunit;

namespace Portal.Tests.Safeguards;

public class TerminalProofTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task AnActAtATerminalNobodyRegistered_IsBroken(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        await at.WriteAsync(Operation.ImportApplied);
        await at.WriteAsync(Operation.ImportApplied, at.By with { Terminal = "どこか" }, result: OperationResult.Denied);
        await at.WriteAsync(Operation.SheetOpened, at.By with { Terminal = "どこか" });
        await at.WriteAsync(Operation.ImportApplied, Staff.System("server1"));
        Assert.Equal(
            TodaysEvidence.Kept("使用中のLGWAN端末 1台。直近30日の個人番号・取込の利用 2件、登録外端末からの利用 0件、サーバーのコマンド 1件"), await at.Proofs.Terminals.LgwanAsync(Stop));

        await at.WriteAsync(Operation.MyNumberShown, at.By with { Terminal = "どこか" });

        Assert.Equal(
            TodaysEvidence.Broken("使用中のLGWAN端末 1台。直近30日の個人番号・取込の利用 3件、登録外端末からの利用 1件、サーバーのコマンド 1件"), await at.Proofs.Terminals.LgwanAsync(Stop));
    }

    [Theory, EveryEngine]
    public async Task WorkersAndTerminals_AreCounted(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);

        Assert.Equal(TodaysEvidence.Kept("取込のできるID 2件（使用中のID 4件中）、LGWAN端末 1台。今月の取込 0件"), await at.Proofs.Terminals.WorkersAsync(Stop));
    }

    [Fact]
    public void TheQueries_AreTranslatedForSqlServer()
    {
        using var db = TestDb.SqlServerOffline();

        Assert.Contains("NOT EXISTS", TerminalProof.Elsewhere(db, A.Now).ToQueryString(), StringComparison.Ordinal);
    }
}
