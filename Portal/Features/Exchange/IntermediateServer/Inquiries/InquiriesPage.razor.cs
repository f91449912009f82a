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
        var taken = await answers.TakeAsync(_by!, stream);
        var withdrawn = taken.Withdrawn > 0 ? $"取りやめた照会の回答{taken.Withdrawn:N0}件は取り込んでいません。" : "";
        return $"連携 第{taken.RunNumber}号の回答を取り込みました。回答あり{taken.Given:N0}件、該当なし{taken.NothingThere:N0}件、不開示{taken.Withheld:N0}件、回答待ち{taken.Waiting:N0}件です。{withdrawn}";
    }

    private async Task<string> TakeRequestsAsync(IBrowserFile file)
    {
        await using var stream = file.OpenForReading(SheetFile.MaxBytes);
        var taken = await intake.TakeAsync(_by!, file.Name, stream);
        return $"求めを受け付けました。回答を待つもの{taken.Waiting:N0}件、該当者なし{taken.NothingThere:N0}件、リスト外で拒否{taken.Refused:N0}件です。";
    }
}
