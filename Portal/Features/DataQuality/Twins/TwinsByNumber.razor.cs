using Microsoft.AspNetCore.Components;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Features.Ledger;

namespace Portal.Features.DataQuality.Twins;

/// <summary>Two people who are no pair of the list, by their 宛名番号. What was typed stays out of the address: ids go there.</summary>
public sealed partial class TwinsByNumber(LedgerSearch search, NavigationManager navigation)
{
    private IReadOnlyList<FieldError> _errors = [];
    private bool _busy;

    [Parameter]
    [EditorRequired]
    public required Staff By { get; set; }

    private IReadOnlyList<Box> Boxes { get; } = [new("compare-one", "1人目の宛名番号"), new("compare-two", "2人目の宛名番号")];

    private async Task CompareAsync()
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            // Both are looked up, so that both errors are said at once.
            List<(Guid? Id, string? Wrong)> found = [await FindAsync(Boxes[0]), await FindAsync(Boxes[1])];
            if (found is [{ Id: { } one }, { Id: { } two }] && one == two)
            {
                found[1] = (null, "1人目と同じ人です。もう一人の宛名番号を入力してください。");
            }

            _errors = [.. Boxes.Zip(found).Where(f => f.Second.Wrong is not null).Select(f => new FieldError(f.First.Id, f.Second.Wrong!))];
            if (_errors.Count == 0)
            {
                navigation.NavigateTo(Addresses.Compare(found[0].Id!.Value, found[1].Id!.Value));
            }
        }
        catch (RuleException refused)
        {
            _errors = [new(null, refused.Message)];
        }
        catch (Exception unreachable) when (Unreachable.Is(unreachable))
        {
            _errors = [new(null, Unreachable.Words("比べて"))];
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task<(Guid? Id, string? Wrong)> FindAsync(Box box)
    {
        if (string.IsNullOrWhiteSpace(box.Typed))
        {
            return (null, $"{box.Label}を入力してください。");
        }

        if (SearchTerms.Understand(box.Typed).MayHoldMyNumber)
        {
            box.Typed = "";
            return (null, $"{box.Label}に、個人番号かもしれない番号が入力されたので消しました。宛名番号を入力してください。");
        }

        var found = (await search.FindAsync(box.Typed, By)).Rows;
        return found.Count switch
        {
            1 => (found[0].LedgerPersonId, null),
            0 => (null, $"{box.Label}の人が見つかりません。"),
            _ => (null, $"{box.Label}に2人以上が当てはまります。番号を終わりまで入力してください。"),
        };
    }

    /// <summary>One of the two fields.</summary>
    private sealed class Box(string id, string label)
    {
        public string Id => id;
        public string Label => label;
        public string? Typed { get; set; }
    }
}
