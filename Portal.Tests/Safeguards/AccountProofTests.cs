using Microsoft.EntityFrameworkCore;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Domain.Safeguards;
using Portal.Features.Accounts.Reviews;
using Portal.Features.Accounts.SignIn;
using Portal.Features.Safeguards.Proof;
using Portal.Tests.Accounts;
using Xunit;

namespace Portal.Tests.Safeguards;

public class AccountProofTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task APasswordThatIsTooOld_IsCounted(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        at.Ledger.Add(Chosen(at.Own, A.Now.AddDays(-364)), Chosen(at.Kanri, A.Now.AddDays(-365)));
        Assert.Equal(TodaysEvidence.Kept("パスワードの最長有効日数 365日、超過 0件"), await at.Proofs.Accounts.PasswordsAsync(Stop));

        at.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(TodaysEvidence.Watch("パスワードの最長有効日数 365日、超過 1件（次のサインインで変更するまで使えません）"), await at.Proofs.Accounts.PasswordsAsync(Stop));
    }

    [Fact]
    public async Task WithoutAMaximumAge_ThePromiseIsWatched()
    {
        using var at = new SafeguardsFixture(passwords: new PasswordPolicy { MaxAgeDays = 0 });

        Assert.Equal(EvidenceState.Watch, (await at.Proofs.Accounts.PasswordsAsync(Stop)).State);
    }

    [Theory, EveryEngine]
    public async Task AnActNobodyStandsBehind_IsBroken(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        await at.WriteAsync(Operation.SignedIn);
        await at.WriteAsync(Operation.SignInFailed, A.Staff("-", ""), result: OperationResult.Failed);
        await at.WriteAsync(Operation.PersonnelSwept, Staff.System("サーバー"));
        Assert.Equal(TodaysEvidence.Kept("直近30日のサインイン 1回。操作した職員の分からない行 0件"), await at.Proofs.Accounts.OperatorsAsync(Stop));

        await at.WriteAsync(Operation.SheetOpened, A.Clerk);

        Assert.Equal(TodaysEvidence.Broken("直近30日のサインイン 1回。操作した職員の分からない行 1件"), await at.Proofs.Accounts.OperatorsAsync(Stop));
    }

    [Theory, EveryEngine]
    public async Task IssuingBesideTheLedger_IsBroken(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        Assert.Equal(
            TodaysEvidence.Kept("使用中のID 4件すべてに承認と発行の記録あり。IDの発行と台帳の権限を併せ持つ職員 0人。個別に追加した権限 0件"), await at.Proofs.Accounts.RightsAsync(Stop));

        at.Ledger.Add(AnAccount.For(at.Clerk, "takahashi2", Role.Administrator));

        var evidence = await at.Proofs.Accounts.RightsAsync(Stop);
        Assert.Equal(EvidenceState.Broken, evidence.State);
        Assert.Contains("併せ持つ職員 1人", evidence.Words, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task AnEventNobodyConfirmed_IsWatched_AndBrokenAfterItsDay(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        Assert.Equal(TodaysEvidence.Kept("未確認の異動 0件。直近30日に発令日の0時の処理 0件"), await at.Proofs.Accounts.LeaversAsync(Stop));
        at.Ledger.Add(AnAccount.Event(at.Clerk, PersonnelEventKind.Transfer, new(2026, 12, 1)));

        Assert.Equal(TodaysEvidence.Watch("未確認の異動 2件（次は令和8年12月1日発令）。直近30日に発令日の0時の処理 0件"), await at.Proofs.Accounts.LeaversAsync(Stop));

        at.Time.Advance(TimeSpan.FromDays(9));
        Assert.Equal(TodaysEvidence.Broken("未確認の異動 2件（うち発令日を過ぎたもの 2件）。直近30日に発令日の0時の処理 0件"), await at.Proofs.Accounts.LeaversAsync(Stop));
    }

    [Theory, EveryEngine]
    public async Task AReviewThatIsLate_IsBroken(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        Assert.Equal(TodaysEvidence.Watch("棚卸はまだ締められていません。次の期限 令和9年4月21日"), await at.Proofs.Accounts.ReviewAsync(Stop));
        var desk = new ReviewDesk(at.Ledger, ReviewCalendar.Default, at.Time);
        var review = await desk.OpenAsync(AnAccount.Administrator);
        Assert.Contains("第1回を判定中、4件中0件", (await at.Proofs.Accounts.ReviewAsync(Stop)).Words, StringComparison.Ordinal);
        foreach (var line in review.Lines)
        {
            await desk.AnswerAsync(AnAccount.Chief, line.IdReviewLineId, ReviewDecision.Keep, null, line.Version);
        }

        await desk.CloseAsync(AnAccount.Administrator, review.IdReviewId, "全件を確認した", await VersionsAsync(at));
        at.Time.Advance(TimeSpan.FromDays(12));
        Assert.Equal(TodaysEvidence.Kept("前回の棚卸 12日前（対象4件、停止0件）。次の期限 令和9年5月22日"), await at.Proofs.Accounts.ReviewAsync(Stop));

        at.Time.Advance(TimeSpan.FromDays(180));
        Assert.Equal(EvidenceState.Broken, (await at.Proofs.Accounts.ReviewAsync(Stop)).State);
    }

    [Theory, EveryEngine]
    public async Task AnIdNobodyUses_IsWatched(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        Assert.Equal(EvidenceState.Kept, (await at.Proofs.Accounts.UnneededAsync(Stop)).State);

        at.Time.Advance(TimeSpan.FromDays(90));

        var evidence = await at.Proofs.Accounts.UnneededAsync(Stop);
        Assert.Equal(EvidenceState.Watch, evidence.State);
        Assert.StartsWith("90日以上使われていないID 4件、期限の切れたID 0件、棚卸で「変更」としたまま 0件", evidence.Words, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task OneAdministratorAlone_IsWatched(Engine engine)
    {
        using var at = new SafeguardsFixture(engine);
        Assert.Equal(TodaysEvidence.Kept("停止中のID 0件。停止できる指定管理者 2人"), await at.Proofs.Accounts.StoppingAsync(Stop));
        await using (var db = at.Ledger.CreateDbContext())
        {
            (await db.Accounts.SingleAsync(a => a.AccountId == "kimura", Stop)).Suspend(AnAccount.Administrator, "長期の出張のため", A.Now);
            await db.SaveChangesAsync(Stop);
        }

        Assert.Equal(TodaysEvidence.Watch("停止中のID 1件。停止できる指定管理者 1人（不在のときに停止できません）"), await at.Proofs.Accounts.StoppingAsync(Stop));
    }

    [Fact]
    public void TheQueries_AreTranslatedForSqlServer()
    {
        using var db = TestDb.SqlServerOffline();

        Assert.Contains("[PasswordHash] IS NOT NULL", AccountProof.Chosen(db).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("[StaffMemberId] IS NULL", AccountProof.Unknown(db, A.Now).ToQueryString(), StringComparison.Ordinal);
    }

    private static Credential Chosen(Account account, DateTime at) => new()
    {
        Id = Credential.IdOf(account.AccountKey),
        UserName = account.AccountId,
        PasswordHash = "x",
        PasswordChangedAt = at,
    };

    private static async Task<Dictionary<Guid, Guid>> VersionsAsync(SafeguardsFixture at)
    {
        await using var db = at.Ledger.CreateDbContext();
        return await db.IdReviewLines.ToDictionaryAsync(l => l.IdReviewLineId, l => l.Version);
    }
}
