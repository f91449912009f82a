using System.Globalization;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Portal.Components;

/// <summary>The words of the MudBlazor parts this portal uses.</summary>
public sealed class JaMudLocalizer : MudLocalizer
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["Converter_ConversionError"] = "入力した内容を読み取れません: {0}",
        ["Converter_InvalidDateTime"] = "日付として読み取れません",
        ["Converter_InvalidNumber"] = "数字として読み取れません",
        ["MudAlert_Close"] = "閉じる",
        ["MudBreadcrumbs_Label"] = "現在の場所",
        ["MudChip_Close"] = "外す",
        ["MudDataGridPager_AllItems"] = "すべて",
        ["MudDataGridPager_FirstPage"] = "最初のページ",
        ["MudDataGridPager_InfoFormat"] = "{2} 件中 {0}～{1} 件",
        ["MudDataGridPager_LastPage"] = "最後のページ",
        ["MudDataGridPager_NextPage"] = "次のページ",
        ["MudDataGridPager_PreviousPage"] = "前のページ",
        ["MudDataGridPager_RowsPerPage"] = "1ページの件数",
        ["MudDataGrid_Apply"] = "適用",
        ["MudDataGrid_Cancel"] = "やめる",
        ["MudDataGrid_Clear"] = "消す",
        ["MudDataGrid_Loading"] = "読み込んでいます…",
        ["MudDataGrid_Sort"] = "並べ替え",
        ["MudDataGrid_Unsort"] = "並べ替えをやめる",
        ["MudDialog_Close"] = "閉じる",
        ["MudExitPrompt_Cancel"] = "この画面に残る",
        ["MudExitPrompt_Exit"] = "移動する",
        ["MudExitPrompt_Text"] = "入力中の内容が保存されていないことがあります。移動しますか。",
        ["MudExitPrompt_Title"] = "画面の移動",
        ["MudFileUpload_Button"] = "ファイルを選ぶ",
        ["MudFileUpload_DragAndDrop"] = "ここへファイルを置くか、押して選んでください",
        ["MudFileUpload_FileSizeError"] = "ファイル「{0}」は大きすぎます（上限 {1} バイト）",
        ["MudFileUpload_MaximumFileCountExceeded"] = "{0} 個選ばれています。上限は {1} 個です",
        ["MudFormComponent_Required"] = "必須です",
        ["MudInput_Clear"] = "消す",
        ["MudInput_Decrement"] = "減らす",
        ["MudInput_Increment"] = "増やす",
        ["MudPagination_CurrentPage"] = "現在のページ {0}",
        ["MudPagination_FirstPage"] = "最初のページ",
        ["MudPagination_LastPage"] = "最後のページ",
        ["MudPagination_NextPage"] = "次のページ",
        ["MudPagination_PageIndex"] = "{0} ページ",
        ["MudPagination_PreviousPage"] = "前のページ",
        ["MudSelect_SelectAll"] = "すべて選ぶ",
        ["MudSnackbar_Close"] = "閉じる",
        ["MudStepper_Complete"] = "完了",
        ["MudStepper_Next"] = "次へ",
        ["MudStepper_Previous"] = "前へ",
        ["MudTablePager_FirstPage"] = "最初のページ",
        ["MudTablePager_LastPage"] = "最後のページ",
        ["MudTablePager_NextPage"] = "次のページ",
        ["MudTablePager_PreviousPage"] = "前のページ",
        ["MudTable_Loading"] = "読み込んでいます…",
        ["MudTabs_ScrollLeft"] = "左のタブへ",
        ["MudTabs_ScrollRight"] = "右のタブへ",
    };

    public override LocalizedString this[string key] => new(key, Words.GetValueOrDefault(key, key), !Words.ContainsKey(key));

    public override LocalizedString this[string key, params object[] arguments] => Words.TryGetValue(key, out var words)
        ? new(key, string.Format(CultureInfo.CurrentCulture, words, arguments))
        : new(key, key, resourceNotFound: true);
}
