using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Exchange.ResidentIndex;

/// <summary>統合宛名システム: where the numbers have come to, who may ask, and which files of changes were taken in.</summary>
public sealed partial class ResidentIndexPage(ResidentIndexSearch search, CurrentStaff current, NavigationManager navigation)
{
    private const int FewLeft = 1_000;

    private Staff? _by;
    private ResidentIndexState? _state;
    private string? _failure;

    protected override async Task OnInitializedAsync()
    {
        try
        {
            _by = await current.GetAsync();
            _state = await search.ShowAsync(_by);
        }
        catch (RuleException refused)
        {
            _failure = refused.Message;
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            _failure = Unreachable.Words("開いて");
        }
    }

    private static (string Words, TagKind Kind) Standing(CounterRow row) => row.Counter.LeftIn(row.Range) switch
    {
        0 => ("使い切り", TagKind.Error),
        < FewLeft => ("残りわずか", TagKind.Warn),
        _ => ("付番できます", TagKind.Ok),
    };
}
