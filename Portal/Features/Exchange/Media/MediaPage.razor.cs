using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.Media;
using Portal.Security;

namespace Portal.Features.Exchange.Media;

/// <summary>媒体管理簿 — the uses, the overdue first, and the media.</summary>
public sealed partial class MediaPage(MediaDesk desk, CurrentStaff current, NavigationManager navigation)
{
    private Staff? _by;
    private (MediaView View, int? Before)? _shown;
    private MediaRegister? _register;
    private (MediaPaper Paper, DateTime At)? _paper;
    private string? _failure;

    /// <summary>A word of <see cref="MediaSearch.Views"/>.</summary>
    [SupplyParameterFromQuery(Name = "show")]
    public string? Word { get; set; }

    /// <summary>使用番号 the page begins behind.</summary>
    [SupplyParameterFromQuery(Name = "before")]
    public int? Before { get; set; }

    private MediaView View => MediaSearch.Named(Word);

    private string EmptyWords => View switch
    {
        MediaView.Waiting => "承認を待っている使用はありません。",
        MediaView.Overdue => "消去の期限を過ぎた使用はありません。",
        MediaView.Ended => "終わった使用はまだありません。",
        _ => _by?.May(Permission.MediumRequest) == true ? "使用中の媒体はありません。ファイルを書き出すときは「使用を申請する」から申請してください。" : "使用中の媒体はありません。",
    };

    protected override async Task OnParametersSetAsync()
    {
        _by ??= await current.GetAsync();
        if (_shown == (View, Before))
        {
            return;
        }

        (_shown, _register, _paper) = ((View, Before), null, null);
        await TryAsync(async () => _register = await desk.ListAsync(_by, View, Before));
    }

    private Task PrintAsync() => TryAsync(async () => _paper = await desk.PrintAsync(_by!));

    private (string Words, TagKind Kind) Standing(UseOfMedium row) => MediaWords.Standing(row.Use, row.Medium, _register!.Today);

    private string NowUsed(Medium medium) => _register!.OpenUses.TryGetValue(medium.MediumId, out var use) ? $"第{use.Number}号 {use.ApplicantName}" : "―";

    private async Task TryAsync(Func<Task> act)
    {
        _failure = null;
        try
        {
            await act();
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
}
