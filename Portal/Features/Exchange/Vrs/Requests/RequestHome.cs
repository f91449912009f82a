using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Vrs.Requests;

namespace Portal.Features.Exchange.Vrs.Requests;

/// <summary>Requests to answer or to approve, on the home page of those who may.</summary>
public sealed class RequestHome(IDbContextFactory<PortalDb> dbFactory)
{
    public async Task<IReadOnlyList<HomeItem>> ItemsAsync(Staff by, CancellationToken ct = default)
    {
        var (answers, approves) = (by.May(Permission.ExchangeRun), by.May(Permission.ExchangeApprove));
        if (!answers && !approves)
        {
            return [];
        }

        await using var db = await dbFactory.CreateDbContextAsync(ct);
        var open = answers ? await RequestSearch.Open(db).CountAsync(r => r.State == RequestState.Open, ct) : 0;
        var waiting = approves ? await RequestSearch.Open(db).CountAsync(r => r.State == RequestState.AwaitsApproval && r.TakenByKey != by.PersonKey, ct) : 0;
        return
        [
            .. open > 0 ? [new HomeItem("回答していない他自治体からの照会", $"{open:N0}件", Addresses.MunicipalityRequests)] : Array.Empty<HomeItem>(),
            .. waiting > 0 ? [new HomeItem("承認を待っている他自治体への回答", $"{waiting:N0}件", Addresses.MunicipalityRequests)] : Array.Empty<HomeItem>(),
        ];
    }
}
