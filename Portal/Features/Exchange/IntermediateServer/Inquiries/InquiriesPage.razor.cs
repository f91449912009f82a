using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Features.Exchange.IntermediateServer.Provisions;
using Portal.Security;

namespace Portal.Features.Exchange.IntermediateServer.Inquiries;

/// <summary>Everything asked and everything we were asked; the files of both.</summary>
public sealed partial class InquiriesPage(InquiriesSearch search, InquiryAnswers answers, ProvisionIntake intake, CurrentStaff current, NavigationManager navigation)
{
    private Staff? _by;
    private InquiriesList? _list;
    private string? _done;
    private string? _failure;

    private bool MayRun => _by?.May(Permission.InquiryRun) == true;

    protected override Task OnInitializedAsync() => ReloadAsync(null);

    private async Task ReloadAsync(string? done)
    {
        try
        {
            _by ??= await current.GetAsync();
            _list = await search.ShowAsync(_by);
            _done = done;
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

    private async Task<string> TakeAnswersAsync(IBrowserFile file)
    {
        await using var stream = file.OpenForReading(SheetFile.MaxBytes);
        return (await answers.TakeAsync(_by!, stream)).Words;
    }

    private async Task<string> TakeRequestsAsync(IBrowserFile file)
    {
        await using var stream = file.OpenForReading(SheetFile.MaxBytes);
        return (await intake.TakeAsync(_by!, file.Name, stream)).Words;
    }
}
