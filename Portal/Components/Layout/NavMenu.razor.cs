using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Portal.Domain.Accounts;

namespace Portal.Components.Layout;

public sealed partial class NavMenu(NavigationManager navigation, IAuthorizationService authorization, IEnumerable<NavCount> counts) : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly Dictionary<string, int> _waiting = [];
    private HashSet<NavEntry>? _allowed;

    /// <summary>The whole menu, in the order it is read.</summary>
    public static IReadOnlyList<(string Heading, IReadOnlyList<NavEntry> Entries)> Groups { get; } =
    [
        ("台帳",
        [
            new("検索", Addresses.Search, nameof(Permission.LedgerView)),
            new("時点の検索", Addresses.AsOfSearch, nameof(Permission.LedgerView)),
            new("個人番号の照会", Addresses.MyNumberSearch, nameof(Permission.MyNumberUse)),
            new("登録", Addresses.Register, nameof(Permission.RecordRegister)),
            new("申請した訂正", Addresses.Requests, nameof(Permission.RecordCorrect)),
            new("承認", Addresses.Approvals, nameof(Permission.CorrectionApprove)),
        ]),
        ("点検",
        [
            new("点検", Addresses.Findings, nameof(Permission.LedgerView)),
            new("重複の候補", Addresses.Twins, nameof(Permission.LedgerView)),
            new("読み合わせ", Addresses.Comparisons, nameof(Permission.SlipCompare)),
        ]),
        ("連携",
        [
            new("取込", Addresses.Imports, nameof(Permission.LedgerView)),
            new("健康管理システム", Addresses.Health, nameof(Permission.LedgerView)),
            new("統合宛名", Addresses.ResidentIndex, nameof(Permission.ClientView)),
            new("連携の記録", Addresses.Exchanges, nameof(Permission.LedgerView)),
            new("一覧の出力", Addresses.Lists, nameof(Permission.LedgerExport)),
            new("媒体管理簿", Addresses.Media, nameof(Permission.MediumView)),
        ]),
        ("VRS",
        [
            new("VRS 突合", Addresses.VrsRuns, nameof(Permission.LedgerView)),
            new("VRS への登録・フラグ", Addresses.VrsFiles, nameof(Permission.ExchangeRun)),
            new("VRS からのフラグ", Addresses.VrsFlags, nameof(Permission.LedgerView)),
            new("転入者の照会", Addresses.Transfers, nameof(Permission.LedgerView)),
            new("他自治体からの照会", Addresses.MunicipalityRequests, nameof(Permission.LedgerView)),
        ]),
        ("中間サーバー",
        [
            new("副本登録", Addresses.Replica, nameof(Permission.ExchangeRun)),
            new("情報照会・提供", Addresses.Inquiries, nameof(Permission.InquiryView)),
            new("照会許可照会リスト", Addresses.InquiryPermits, nameof(Permission.InquiryView)),
            new("情報提供等の記録", Addresses.ProvisionRecords, nameof(Permission.ProvisionRecordView)),
        ]),
        ("帳票",
        [
            new("月次報告", Addresses.Reports, nameof(Permission.ReportExport)),
        ]),
        ("管理",
        [
            new("利用者ID", Addresses.Accounts, nameof(Permission.AccountView)),
            new("共用ID", Addresses.SharedIds, nameof(Permission.AccountView)),
            new("職員", Addresses.StaffMembers, nameof(Permission.AccountView)),
            new("異動", Addresses.Personnel, nameof(Permission.PersonnelManage)),
            new("端末", Addresses.Terminals, nameof(Permission.AccountView)),
            new("サインイン中", Addresses.Sessions, nameof(Permission.AccountView)),
            new("棚卸", Addresses.Reviews, nameof(Permission.AccountView)),
            new("安全管理措置", Addresses.Safeguards, nameof(Permission.SafeguardsView)),
            new("システムの状態", Addresses.SystemStatus, nameof(Permission.SystemView)),
        ]),
        ("操作ログ",
        [
            new("ログの検索", Addresses.Log, nameof(Permission.LogView)),
            new("職員の一日", Addresses.LogDays, nameof(Permission.LogView)),
            new("ログ点検", Addresses.LogReviews, nameof(Permission.LogView)),
            new("検証", Addresses.LogVerification, nameof(Permission.LogView)),
        ]),
    ];

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    /// <summary>The entry whose address is the longest beginning of the one on screen: a person sheet belongs to 検索, 登録 does not.</summary>
    private NavEntry? Current
    {
        get
        {
            var path = "/" + navigation.ToBaseRelativePath(navigation.Uri).Split('?', '#')[0];
            return Groups.SelectMany(group => group.Entries)
                .Where(entry => path == entry.Href || path.StartsWith(entry.Href + "/", StringComparison.Ordinal))
                .MaxBy(entry => entry.Href.Length);
        }
    }

    protected override async Task OnInitializedAsync()
    {
        navigation.LocationChanged += OnLocationChanged;
        if (Authentication is not null && (await Authentication).User is { Identity.IsAuthenticated: true } user)
        {
            _allowed = await AllowedAsync(user);
        }

        await CountAsync();
    }

    public void Dispose()
    {
        navigation.LocationChanged -= OnLocationChanged;
        _closing.Cancel();
        _closing.Dispose();
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) =>
        InvokeAsync(async () =>
        {
            StateHasChanged();
            await CountAsync();
            StateHasChanged();
        });

    /// <summary>Once for all lines: an AuthorizeView in each would be a component in each, for every open page. Another right is another page.</summary>
    private async Task<HashSet<NavEntry>> AllowedAsync(ClaimsPrincipal user)
    {
        var allowed = new HashSet<NavEntry>();
        foreach (var entry in Groups.SelectMany(group => group.Entries))
        {
            if (entry.Policy is null || (await authorization.AuthorizeAsync(user, entry.Policy)).Succeeded)
            {
                allowed.Add(entry);
            }
        }

        return allowed;
    }

    private async Task CountAsync()
    {
        if (Authentication is null || (await Authentication).User is not { Identity.IsAuthenticated: true } user)
        {
            return;
        }

        try
        {
            foreach (var count in counts)
            {
                _waiting[count.Href] = await count.CountAsync(user, _closing.Token);
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
        }
    }
}
