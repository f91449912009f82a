using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Portal.Components;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange;

namespace Portal.Features.Exchange;

/// <summary>The held lines of one import; residents' data only for those who may decide.</summary>
public sealed partial class HeldLinesPart(IDbContextFactory<PortalDb> dbFactory, HeldLineDesk desk)
{
    private readonly Dictionary<Guid, List<Candidate>> _found = [];
    private List<HeldRow>? _rows;
    private IReadOnlyList<FieldError> _errors = [];
    private int _waiting;
    private int _matched;
    private int _dismissed;
    private int _page;
    private bool _busy;

    [Parameter]
    [EditorRequired]
    public required ImportRun Run { get; set; }

    [Parameter]
    [EditorRequired]
    public required Staff Staff { get; set; }

    private bool MayDecide => Staff.May(Permission.ImportRun);

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        var states = await db.HeldLines.Where(l => l.ImportRunId == Run.ImportRunId).GroupBy(l => l.State)
            .Select(g => new { State = g.Key, Lines = g.Count() }).ToDictionaryAsync(s => s.State, s => s.Lines);
        _waiting = states.GetValueOrDefault(HeldLineState.Waiting);
        _matched = states.GetValueOrDefault(HeldLineState.Matched);
        _dismissed = states.GetValueOrDefault(HeldLineState.Dismissed);
        _page = Math.Min(_page, Math.Max(0, (_waiting - 1) / HeldLineList.PageSize));
        _rows = MayDecide ? await desk.ShowAsync(Run, _page, Staff) : null;
    }

    private IEnumerable<Candidate> Candidates(HeldRow row) =>
        row.Candidates.Concat(_found.GetValueOrDefault(row.Line.HeldLineId, [])).DistinctBy(c => c.LedgerPersonId);

    private async Task FindAsync(HeldRow row, string? number)
    {
        var found = await desk.FindAsync(number, Staff);
        _found[row.Line.HeldLineId] = found;
        _errors = found.Count > 0 ? [] : [new(null, "その宛名番号の人は台帳にいません。番号を確かめてください。")];
    }

    private Task MatchAsync(HeldRow row, Guid? personId) => DecideAsync(() => desk.MatchAsync(row.Line.HeldLineId, personId, Staff));

    private Task DismissAsync(HeldRow row) => DecideAsync(() => desk.DismissAsync(row.Line.HeldLineId, Staff));

    private Task TurnAsync(int pages)
    {
        _page += pages;
        return LoadAsync();
    }

    private async Task DecideAsync(Func<Task> act)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            await act();
            _errors = [];
        }
        catch (RuleException refusal)
        {
            _errors = [new(null, refusal.Message)];
        }
        finally
        {
            _busy = false;
        }

        await LoadAsync();
    }
}
