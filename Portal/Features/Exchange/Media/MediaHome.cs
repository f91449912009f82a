using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Media;

namespace Portal.Features.Exchange.Media;

/// <summary>What waits in the register, on the home page and in the menu of those who deal with it.</summary>
public sealed class MediaHome(IDbContextFactory<PortalDb> dbFactory, TimeProvider time)
{
    private const int SoonDays = 3;

    public async Task<IReadOnlyList<HomeItem>> ItemsAsync(Staff by, CancellationToken ct = default)
    {
        var seesAll = by.May(Permission.MediumManage) || by.May(Permission.MediumApprove);
        if (!seesAll && !by.May(Permission.MediumRequest))
        {
            return [];
        }

        await using var db = await dbFactory.CreateDbContextAsync(ct);
        var today = JapanTime.DayOf(time.GetUtcNow().UtcDateTime);
        var soon = today.AddDays(SoonDays);
        var concerned = db.MediumUses.Where(u => seesAll || u.ApplicantKey == by.PersonKey);
        var overdue = await MediaSearch.Overdue(db, today).CountAsync(u => seesAll || u.ApplicantKey == by.PersonKey, ct);
        var near = await concerned.CountAsync(u => u.State == MediumUseState.Approved && u.EraseBy >= today && u.EraseBy <= soon, ct);
        var lost = seesAll ? await MediaSearch.LostUnsettled(db).CountAsync(ct) : 0;
        return
        [
            .. Line("紛失した媒体への対応", lost, "個", Addresses.Media, TagKind.Error),
            .. Line("消去の期限を過ぎた媒体", overdue, "件", $"{Addresses.Media}?show=overdue", TagKind.Error),
            .. Line($"{SoonDays}日以内に消去する媒体", near, "件", Addresses.Media, TagKind.Warn),
            .. Line("承認を待っている媒体の使用", await CountWaitingAsync(by, ct), "件", $"{Addresses.Media}?show=waiting"),
        ];
    }

    /// <summary>Somebody else's applications; 0 for those who approve none.</summary>
    public async Task<int> CountWaitingAsync(Staff by, CancellationToken ct = default)
    {
        if (!by.May(Permission.MediumApprove))
        {
            return 0;
        }

        await using var db = await dbFactory.CreateDbContextAsync(ct);
        return await db.MediumUses.CountAsync(u => u.State == MediumUseState.Waiting && u.ApplicantKey != by.PersonKey, ct);
    }

    private static IEnumerable<HomeItem> Line(string label, int count, string unit, string href, TagKind kind = TagKind.Neutral) =>
        count > 0 ? [new HomeItem(label, $"{count:N0}{unit}", href, kind)] : [];
}
