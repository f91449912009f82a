using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Media;
using Portal.Features.Corrections;
using Portal.Security;

namespace Portal.Features.Ledger.EvidencePacks;

/// <summary>証跡ファイル — asks for the day and the purpose, and hands over a download that serves once.</summary>
public sealed partial class EvidencePackPage(EvidencePackDesk desk, EvidencePackOrders orders, CurrentStaff current, NavigationManager navigation, TimeProvider time)
{
    private const string AsOfId = "pack-as-of";
    private const string PurposeId = "pack-purpose";
    private const string MediumId = "pack-medium";

    private Staff? _staff;
    private PersonHead? _person;
    private bool _missing;
    private bool _showsAddress;
    private bool _showsStaff;
    private DateOnly? _asOf;
    private string? _dateError;
    private string? _purpose;
    private Guid? _medium;
    private Guid? _order;
    private Passphrase? _passphrase;
    private IReadOnlyList<FieldError> _errors = [];
    private bool _isTaken;
    private bool _busy;

    [Parameter]
    public Guid Id { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _asOf = JapanTime.DayOf(time.GetUtcNow().UtcDateTime);
        _staff = await current.GetAsync();
        _person = await desk.OpenAsync(_staff, Id);
        _missing = _person is null;
    }

    private string? ErrorOf(string id) => _errors.FirstOrDefault(e => e.FieldId == id)?.Message;

    private void Leave() => navigation.NavigateTo(Addresses.Person(Id));

    private void Change(Action change)
    {
        change();
        Forget();
    }

    /// <summary>A file that is ready is the one that was asked for, and no other.</summary>
    private void Forget() => (_order, _passphrase, _isTaken) = (null, null, false);

    private void Answered(OrderAnswer answer)
    {
        if (answer.Refusal is { } refusal)
        {
            Forget();
            _errors = [new(null, refusal)];
            return;
        }

        (_order, _isTaken) = (null, true);
    }

    private async Task OrderAsync()
    {
        if (_busy)
        {
            return;
        }

        Forget();
        if (_asOf is not { } asOf || _dateError is not null)
        {
            _errors = [new(AsOfId, _dateError ?? "時点を入力してください。")];
            return;
        }

        (_busy, _errors) = (true, []);
        try
        {
            var order = await desk.CheckAsync(_staff!, new(Id, asOf, _purpose, _medium, _showsAddress, _showsStaff));
            _passphrase = Passphrase.New();
            _order = orders.Keep(_staff!, new(order, _passphrase));
        }
        catch (FieldProblemsException wrong)
        {
            _errors = [.. wrong.Problems.Select(p => new FieldError(IdOf(p.Field), p.Message))];
        }
        catch (RuleException refused)
        {
            _errors = [new(null, refused.Message)];
        }
        finally
        {
            _busy = false;
        }
    }

    private static string IdOf(string? field) => field switch
    {
        nameof(EvidencePackOrder.AsOf) => AsOfId,
        nameof(EvidencePackOrder.MediumUseId) => MediumId,
        _ => PurposeId,
    };
}
