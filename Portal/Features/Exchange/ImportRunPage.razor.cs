using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange;
using Portal.Security;

namespace Portal.Features.Exchange;

/// <summary>One import: its totals, the lines that wait, and taking it back.</summary>
public sealed partial class ImportRunPage(IDbContextFactory<PortalDb> dbFactory, CurrentStaff current)
{
    private Staff? _staff;
    private ImportRun? _run;
    private UndoResult? _undone;
    private bool _missing;

    [Parameter]
    public Guid Id { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        _staff ??= await current.GetAsync();
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        _run = await db.ImportRuns.AsNoTracking().SingleOrDefaultAsync(r => r.ImportRunId == Id);
        _missing = _run is null;
    }

    private Task ShowUndoneAsync(UndoResult result)
    {
        _undone = result;
        return LoadAsync();
    }
}
