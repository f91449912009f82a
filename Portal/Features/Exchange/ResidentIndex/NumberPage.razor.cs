using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.ResidentIndex;
using Portal.Features.Corrections;
using Portal.Security;

namespace Portal.Features.Exchange.ResidentIndex;

/// <summary>宛名番号付番 for one person who has none.</summary>
public sealed partial class NumberPage(NumberingDesk desk, CurrentStaff current, NavigationManager navigation)
{
    private const string OutsideId = "number-outside";

    // Made when the page opens: pressing twice takes one number.
    private readonly Guid _revisionId = Guid.CreateVersion7();
    private OpenedNumbering? _opened;
    private Revision? _issued;
    private ReasonKind? _reason;
    private string? _text;
    private EvidenceLine? _evidence;
    private IReadOnlyList<FieldError> _errors = [];
    private string? _refused;
    private bool _isOutside;
    private bool _missing;
    private bool _busy;

    [Parameter]
    public Guid Id { get; set; }

    private Grounds Grounds => new(_reason, _text, _evidence?.EvidenceId);

    protected override async Task OnInitializedAsync()
    {
        try
        {
            _opened = await desk.OpenAsync(await current.GetAsync(), Id);
            _missing = _opened is null;
        }
        catch (RuleException refused)
        {
            _refused = refused.Message;
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            _refused = Unreachable.Words("開いて");
        }
    }

    private async Task IssueAsync()
    {
        List<FieldError> errors = [];
        if (_opened!.Missing.Contains(NumberKind.Resident) && !_isOutside)
        {
            errors.Add(new(OutsideId, "住民記録にないことを確かめて、印を付けてください。住民記録にある人の番号は、宛名異動の取込で入ります。"));
        }

        if (Grounds.Missing("付番の理由") is { } missing)
        {
            errors.Add(new(_reason is null ? GroundsPart.ReasonId : GroundsPart.TextId, missing));
        }

        _errors = errors;
        if (_busy || errors.Count > 0)
        {
            return;
        }

        _busy = true;
        try
        {
            _issued = await desk.IssueAsync(await current.GetAsync(), Id, _revisionId, Grounds);
        }
        catch (RuleException refused)
        {
            _errors = [new(null, refused.Message)];
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            _errors = [new(null, Unreachable.Words("付番して"))];
        }
        finally
        {
            _busy = false;
        }
    }

    private void Leave() => navigation.NavigateTo(Addresses.Person(Id));
}
