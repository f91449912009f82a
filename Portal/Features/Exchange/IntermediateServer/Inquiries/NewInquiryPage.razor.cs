using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Security;

namespace Portal.Features.Exchange.IntermediateServer.Inquiries;

/// <summary>The form of a new inquiry about one person.</summary>
public sealed partial class NewInquiryPage(InquiryDesk desk, CurrentStaff current, NavigationManager navigation)
{
    private const string ItemId = "inquiry-item";
    private const string KindId = "inquiry-targetkind";
    private const string NameId = "inquiry-targetname";
    private const string TargetId = "inquiry-targetcode";
    private const string PurposeId = "inquiry-purpose";

    private InquiryStart? _start;
    private IReadOnlyList<FieldError> _errors = [];
    private int? _item;
    private InquiryTargetKind _kind;
    private string? _target;
    private string? _name;
    private string? _purpose;
    private string? _refused;
    private bool _missing;
    private bool _busy;

    [Parameter]
    public Guid Id { get; set; }

    private string? TargetName => InquiryTarget.NameOf(_kind, _target);

    private string TargetLabel => _kind == InquiryTargetKind.Insurer ? "保険者番号" : "照会先の自治体コード";

    private string TargetHint => _kind switch
    {
        InquiryTargetKind.Prefecture => "2桁の番号に000と検査数字。例: 010006（北海道）",
        InquiryTargetKind.Insurer => "検証番号まで8桁、国民健康保険は6桁。例: 01010016",
        _ => "検査数字まで6桁。例: 011002（札幌市）",
    };

    protected override async Task OnInitializedAsync()
    {
        try
        {
            _start = await desk.StartAsync(await current.GetAsync(), Id);
            _missing = _start is null;
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

    private string? ErrorOf(string id) => _errors.FirstOrDefault(e => e.FieldId == id)?.Message;

    /// <summary>What was said of the code of another kind is over.</summary>
    private void Choose(InquiryTargetKind kind) => (_kind, _errors) = (kind, [.. _errors.Where(e => e.FieldId is not (KindId or TargetId or NameId))]);

    private async Task MakeAsync()
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors) = (true, []);
        try
        {
            navigation.NavigateTo(Addresses.Inquiry(await desk.MakeAsync(await current.GetAsync(), Id, new(_item, _target, _purpose, _kind, _name))));
        }
        catch (FieldProblemsException wrong)
        {
            _errors = [.. wrong.Problems.Select(p => new FieldError($"inquiry-{p.Field}".ToLowerInvariant(), p.Message))];
        }
        catch (RuleException refused)
        {
            _errors = [new(null, refused.Message)];
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            _errors = [new(null, Unreachable.Words("作成して"))];
        }
        finally
        {
            _busy = false;
        }
    }
}
