using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Media;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.Media;
using Portal.Tests.Accounts;

namespace Portal.Tests.Exchange.Media;

/// <summary>A register with one medium, an administrator and a possible witness; today is 23 November 2026.</summary>
internal sealed class MediaFixture : IDisposable
{
    public MediaFixture(Engine engine = Engine.Sqlite)
    {
        Ledger = TestDb.On(engine);
        Ledger.Add(Stick, Keeper, Witness);
        By = A.Administrator with { StaffMemberId = Keeper.StaffMemberId };
        Register = new MediaDesk(Ledger, Time);
        Media = new MediumDesk(Ledger, Time);
        Uses = new MediumUseDesk(Ledger, Time);
        Home = new MediaHome(Ledger, Time);
    }

    public TestDb Ledger { get; }
    public FakeTimeProvider Time { get; } = new(A.Now);
    public Medium Stick { get; } = AMedium.Stick();
    public StaffMember Keeper { get; } = AnAccount.Person("中村 修", "000777");
    public StaffMember Witness { get; } = AnAccount.Person("木村 聡", "000778");

    /// <summary>The administrator, who is on the staff list.</summary>
    public Staff By { get; }

    public MediaDesk Register { get; }
    public MediumDesk Media { get; }
    public MediumUseDesk Uses { get; }
    public MediaHome Home { get; }

    public MediumApplication Asked => new()
    {
        MediumId = Stick.MediumId,
        Purpose = "医師会への提供",
        Contents = "接種記録の一覧",
        Files = "2",
        Rows = "1000",
        EraseBy = JapanTime.DayOf(A.Now).AddDays(7),
    };

    public async Task<MediumUse> UseAsync(Guid id)
    {
        await using var db = Ledger.CreateDbContext();
        return await db.MediumUses.AsNoTracking().SingleAsync(u => u.MediumUseId == id);
    }

    public async Task<Medium> MediumAsync()
    {
        await using var db = Ledger.CreateDbContext();
        return await db.Media.AsNoTracking().SingleAsync(m => m.MediumId == Stick.MediumId);
    }

    public List<OperationLogEntry> Log(params Operation[] operations)
    {
        using var db = Ledger.CreateDbContext();
        return [.. db.OperationLog.OrderBy(e => e.Sequence).AsEnumerable().Where(e => operations.Length == 0 || operations.Contains(e.Operation))];
    }

    public void Dispose() => Ledger.Dispose();
}
