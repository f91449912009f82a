using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Accounts.Personnel;

/// <summary>The work list of events first, then all events.</summary>
public sealed partial class PersonnelPage(PersonnelWork work, PersonnelSearch search, PersonnelDesk desk, CurrentStaff current, ISnackbar snackbar, TimeProvider time)
{
    private Staff? _staff;
    private IReadOnlyList<PersonnelWorkLine>? _work;
    private IReadOnlyList<PersonnelRow>? _events;
    private IReadOnlyList<FieldError> _errors = [];
    private string? _refused;
    private bool _busy;

    /// <summary><c>past</c>, <c>cancelled</c>, or missing for those that come.</summary>
    [SupplyParameterFromQuery]
    public string? Show { get; set; }

    private PersonnelView View => PersonnelEventTable.Of(Show);

    private DateOnly Today => JapanTime.DayOf(time.GetUtcNow().UtcDateTime);

    private DateTime PrintedAt => JapanTime.Of(time.GetUtcNow().UtcDateTime);

    protected override async Task OnParametersSetAsync()
    {
        _staff ??= await current.GetAsync();
        try
        {
            _work ??= await work.ListAsync(_staff);
            _events = await search.ListAsync(View);
        }
        catch (RuleException refusal)
        {
            _refused = refusal.Message;
        }
    }

    private Task ConfirmAsync((PersonnelWorkLine Line, string? Note) asked) => DoAsync(
        $"{asked.Line.Person.Name}さんの{asked.Line.What}を確認しました。",
        by => desk.ConfirmAsync(by, asked.Line.Event.PersonnelEventId, asked.Line.Account!.AccountKey, asked.Note));

    private Task CancelAsync((PersonnelRow Row, string? Reason) asked) => DoAsync(
        $"{asked.Row.Name}さんの{asked.Row.Kind.Label()}を取り消しました。", by => desk.CancelAsync(by, asked.Row.PersonnelEventId, asked.Reason));

    private async Task DoAsync(string done, Func<Staff, Task> act)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors) = (true, []);
        try
        {
            var by = await current.GetAsync();
            await act(by);
            snackbar.Add(done, Severity.Success);
            (_work, _events) = (await work.ListAsync(by), await search.ListAsync(View));
        }
        catch (RuleException refusal)
        {
            _errors = [new FieldError(null, refusal.Message)];
        }
        finally
        {
            _busy = false;
        }
    }
}
