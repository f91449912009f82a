using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Vrs.Requests;
using Portal.Domain.Ledger;
using Portal.Security;

namespace Portal.Features.Exchange.Vrs.Requests;

/// <summary>照会の受付</summary>
public sealed partial class NewRequestPage(RequestDesk desk, CurrentStaff current, NavigationManager navigation)
{
    private IReadOnlyList<FieldError> _errors = [];
    private string? _code;
    private string? _number;
    private string? _resident;
    private string? _basis;
    private string? _dateError;
    private DateOnly? _receivedOn;
    private bool _busy;

    private string? CodeName => MunicipalityCode.TryParse(_code, out var code) ? MunicipalityList.NameOf(code) : null;

    private static string IdOf(string? field) => $"request-{field}".ToLowerInvariant();

    private string? ErrorOf(string field) => _errors.FirstOrDefault(e => e.FieldId == IdOf(field))?.Message;

    private async Task TakeAsync()
    {
        if (_busy)
        {
            return;
        }

        if (_dateError is not null)
        {
            _errors = [new(IdOf(nameof(RequestEntry.ReceivedOn)), _dateError)];
            return;
        }

        (_busy, _errors) = (true, []);
        try
        {
            var entry = new RequestEntry(_code, _number, _receivedOn, Enum.TryParse<ProvisionBasis>(_basis, out var basis) ? basis : null, _resident);
            navigation.NavigateTo(Addresses.MunicipalityRequest(await desk.TakeAsync(await current.GetAsync(), entry)));
        }
        catch (FieldProblemsException wrong)
        {
            _errors = [.. wrong.Problems.Select(p => new FieldError(IdOf(p.Field), p.Message))];
        }
        catch (RuleException refused)
        {
            _errors = [new(null, refused.Message)];
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            _errors = [new(null, Unreachable.Words("受け付けて"))];
        }
        finally
        {
            _busy = false;
        }
    }
}
