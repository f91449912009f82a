using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Exchange.IntermediateServer.Records;

/// <summary>The records of a period, or about one person for a disclosure request.</summary>
public sealed partial class ProvisionRecordsPage(ProvisionRecordDesk desk, CurrentStaff current, TimeProvider time)
{
    private const int Days = 31;

    private Staff? _by;
    private ProvisionRecordList? _list;
    private ProvisionRecordQuestion _asked = new();
    private IReadOnlyList<FieldError> _errors = [];
    private DateOnly? _from;
    private DateOnly? _until;
    private string? _fromError;
    private string? _untilError;
    private string? _purpose;
    private string? _failure;
    private DateTime? _printedAt;
    private bool _asksPurpose;
    private bool _busy;

    [SupplyParameterFromQuery(Name = "person")]
    public Guid? PersonId { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _by = await current.GetAsync();
        if (PersonId is null)
        {
            _until = JapanTime.DayOf(time.GetUtcNow().UtcDateTime);
            _from = _until.Value.AddDays(1 - Days);
        }

        await FindAsync();
    }

    private static string Words(DateOnly? day) => day is { } known ? Domain.Ledger.JapaneseDate.FormatShort(known) : "";

    private Task FindAsync() => _fromError is null && _untilError is null ? LoadAsync(new(PersonId, _from, _until)) : Task.CompletedTask;

    private Task ShowDueAsync() => LoadAsync(new(PersonId, OnlyDue: true));

    private async Task LoadAsync(ProvisionRecordQuestion question)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors, _printedAt) = (true, [], null);
        try
        {
            _list = await desk.FindAsync(_by!, question);
            _asked = question;
        }
        catch (RuleException refused) when (_list is not null)
        {
            _errors = [new(null, refused.Message)];
        }
        catch (RuleException refused)
        {
            _failure = refused.Message;
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            _failure = Unreachable.Words("開いて");
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task PrintAsync(string purpose)
    {
        _printedAt = await desk.PrintAsync(_by!, _asked, _list!.Rows.Count, purpose);
        (_purpose, _asksPurpose) = (purpose, false);
    }
}
