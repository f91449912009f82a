using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange;
using Portal.Security;

namespace Portal.Features.Exchange;

/// <summary>Every import with its totals, newest first.</summary>
public sealed partial class ImportsPage(IDbContextFactory<PortalDb> dbFactory, CurrentStaff current, NavigationManager navigation)
{
    private const int PageSize = 100;

    private Staff? _staff;
    private List<Row>? _rows;
    private bool _more;

    protected override async Task OnInitializedAsync()
    {
        _staff = await current.GetAsync();
        _rows = await LoadAsync(before: null);
    }

    private async Task ShowMoreAsync() => _rows = [.. _rows ?? [], .. await LoadAsync(_rows?[^1].Run.Number)];

    private async Task<List<Row>> LoadAsync(int? before)
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        var rows = await db.ImportRuns.AsNoTracking()
            .Where(r => before == null || r.Number < before)
            .OrderByDescending(r => r.Number)
            .Take(PageSize + 1)
            .Select(r => new Row(r, db.HeldLines.Count(l => l.ImportRunId == r.ImportRunId && l.State == HeldLineState.Waiting)))
            .ToListAsync();
        _more = rows.Count > PageSize;
        return [.. rows.Take(PageSize)];
    }

    private void Open(Row row) => navigation.NavigateTo(Addresses.Import(row.Run.ImportRunId));

    private sealed record Row(ImportRun Run, int Waiting)
    {
        public string State => Run.State == ImportState.Applied && Waiting > 0 ? $"保留 {Waiting:N0}行が未処理" : Run.State.Label();

        public TagKind Tag => Run.State == ImportState.Undone ? TagKind.Neutral : Waiting > 0 ? TagKind.Warn : TagKind.Ok;
    }
}
