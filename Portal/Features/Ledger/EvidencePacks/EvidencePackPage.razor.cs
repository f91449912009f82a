using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Features.Corrections;
using Portal.Security;

namespace Portal.Features.Ledger.EvidencePacks;

/// <summary>証跡ファイル — asks for the day and the purpose, and hands over a download that serves once.</summary>
public sealed partial class EvidencePackPage(EvidencePackDesk desk, EvidencePackOrders orders, CurrentStaff current, NavigationManager navigation, TimeProvider time)
{
    private Staff? _staff;
    private PersonHead? _person;
    private bool _missing;
    private bool _showsAddress;
    private DateOnly? _asOf;
    private string? _dateError;
    private string _purpose = "";
    private Guid? _order;
    private IReadOnlyList<FieldError> _errors = [];

    [Parameter]
    public Guid Id { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _asOf = JapanTime.DayOf(time.GetUtcNow().UtcDateTime);
        _staff = await current.GetAsync();
        _person = await desk.OpenAsync(_staff, Id);
        _missing = _person is null;
    }

    private void OrderAsync()
    {
        (_order, _errors) = (null, []);
        if (_asOf is not { } asOf || _dateError is not null)
        {
            _errors = [new("pack-as-of", _dateError ?? "時点を入力してください。")];
            return;
        }

        try
        {
            _order = orders.Keep(_staff!, desk.Check(new(Id, asOf, _purpose, _showsAddress)));
        }
        catch (RuleException refused)
        {
            _errors = [new(refused.Message.StartsWith("時点", StringComparison.Ordinal) ? "pack-as-of" : "pack-purpose", refused.Message)];
        }
    }
}
