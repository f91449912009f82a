using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog.Screens;

namespace Portal.Features.Safeguards;

/// <summary>
/// 約束の一覧 — the measures of the published assessment (重点項目評価書 番号23, 令和7年4月1日公表), Ⅲ-2 to Ⅲ-10 and Ⅳ. The only place that names
/// them: the board, the self-inspection workbook and docs/safeguards.md are made from it.
/// </summary>
public static partial class Promises
{
    private static readonly ProofScreen AccountScreen = new("利用者ID", Addresses.Accounts, Permission.AccountView);
    private static readonly ProofScreen SharedIdScreen = new("共用ID", Addresses.SharedIds, Permission.AccountView);
    private static readonly ProofScreen PersonnelScreen = new("異動", Addresses.Personnel, Permission.PersonnelManage);
    private static readonly ProofScreen LogReviewScreen = new("ログ点検", Addresses.LogReviews, Permission.LogView);
    private static readonly ProofScreen MediaScreen = new("媒体管理簿", Addresses.Media, Permission.MediumView);
    private static readonly ProofScreen ImportScreen = new("取込", Addresses.Imports, Permission.LedgerView);

    public static IReadOnlyList<Promise> All { get; } = [.. Use, .. MediaAndScenes, .. Provision, .. Keeping, .. Others];

    public static Promise? Find(string? key) => All.FirstOrDefault(p => p.Key == key);

    /// <summary>Ⅲ-2, Ⅲ-3: getting and using.</summary>
    private static IEnumerable<Promise> Use =>
    [
        new()
        {
            Key = "numbers-in",
            Section = "Ⅲ-2",
            Title = "個人番号の入手",
            Words = "他市区町村からの個人番号の入手",
            Evidence = (proofs, stop) => proofs.MyNumbers.RegisteredAsync(stop),
            Screen = InLog("登録の記録", Operation.MyNumberRegistered, LogSpan.Month),
            Tests = ["MyNumberProofTests.ARegistrationWithoutAScene_IsBroken"],
        },
        new()
        {
            Key = "password-age",
            Section = "Ⅲ-3",
            Title = "パスワードの定期変更",
            Words = "パスワードを定期的に変更している。",
            Evidence = (proofs, stop) => proofs.Accounts.PasswordsAsync(stop),
            Screen = AccountScreen,
            Tests = ["PasswordChangeTests.APasswordOlderThanAYear_IsAskedForAnew_AndAnnouncedThirtyDaysBefore", "AccountProofTests.APasswordThatIsTooOld_IsCounted"],
        },
        new()
        {
            Key = "operators",
            Section = "Ⅲ-3",
            Title = "操作者の特定",
            Words = "ログイン情報を記録し、操作者の特定を可能としている。",
            Evidence = (proofs, stop) => proofs.Accounts.OperatorsAsync(stop),
            Screen = InLog("サインイン", Operation.SignedIn, LogSpan.ThirtyDays),
            Tests = ["AuthorizationMatrixTests.ByDirectCall_AnActIsForItsPermissionOnly_AndADenialIsWrittenDown", "AccountProofTests.AnActNobodyStandsBehind_IsBroken"],
        },
        new()
        {
            Key = "least-rights",
            Section = "Ⅲ-3",
            Title = "必要最小限の権限",
            Words = "ワクチン接種記録システム(VRS)へのログイン用のユーザIDに付与されるアクセス権限は、本市が指定する管理者が必要最小限の権限で発効する。",
            Evidence = (proofs, stop) => proofs.Accounts.RightsAsync(stop),
            Screen = AccountScreen,
            Tests = ["AuthorizationMatrixTests.ByAddress_ARoleOpensThePagesOfItsPermissions_AndNoOther", "AccountProofTests.IssuingBesideTheLedger_IsBroken"],
        },
        new()
        {
            Key = "leavers",
            Section = "Ⅲ-3",
            Title = "異動・退職時の失効",
            Words = "本市が指定する管理者は、定期的又は異動/退職等のイベントが発生したタイミングで、権限を有していた職員の異動/退職等情報を確認し、当該事由が生じた際には速やかにアクセス権限を更新し、当該ユーザIDを失効させる。",
            Evidence = (proofs, stop) => proofs.Accounts.LeaversAsync(stop),
            Screen = PersonnelScreen,
            Tests = ["PersonnelSweepTests.AtMidnightInJapan_TheRightsEndByThemselves_WithoutAnySweep", "AccountProofTests.AnEventNobodyConfirmed_IsWatched_AndBrokenAfterItsDay"],
        },
        new()
        {
            Key = "shared-named",
            Section = "Ⅲ-3",
            Title = "共用IDの職員・端末の特定",
            Words = "当該IDを使用する職員・端末を特定し、管理者が把握した上で、パスワードを厳重に管理する運用を徹底し、必要最小限に発行する。",
            Evidence = (proofs, stop) => proofs.SharedIds.NamedAsync(stop),
            Screen = SharedIdScreen,
            Tests = ["SharedIdRequestTests.ASharedIdLeftWithoutMemberOrTerminal_IsNeitherApprovedNorIssuedNorResumed", "SharedIdProofTests.ASharedIdWithoutATerminal_IsBroken"],
        },
        new()
        {
            Key = "shared-events",
            Section = "Ⅲ-3",
            Title = "共用IDの異動時の更新",
            Words = "共用IDを使用する職員及び端末について、異動/退職等のイベントが発生したタイミングで確認し、当該事由が生じた際は速やかに把握している内容を更新する。",
            Evidence = (proofs, stop) => proofs.SharedIds.EventsAsync(stop),
            Screen = PersonnelScreen,
            Tests = ["SharedIdProofTests.AMemberWhoLeaves_IsWatched"],
        },
        new()
        {
            Key = "id-review",
            Section = "Ⅲ-3",
            Title = "IDと権限の定期的な確認",
            Words = "本市が指定する管理者は、定期的にユーザID及びアクセス権限の一覧をシステムにおいて確認し、アクセス権限及び不正利用の有無を確認する。",
            Evidence = (proofs, stop) => proofs.Accounts.ReviewAsync(stop),
            Screen = new("棚卸", Addresses.Reviews, Permission.AccountView),
            Tests = ["ReviewDeskTests.AReview_HoldsEveryIdInUse_AsItStood_WhateverChangesAfter", "AccountProofTests.AReviewThatIsLate_IsBroken"],
        },
        new()
        {
            Key = "unneeded-ids",
            Section = "Ⅲ-3",
            Title = "不要なIDの削除",
            Words = "不要となったユーザIDやアクセス権限を速やかに変更又は削除する。",
            Evidence = (proofs, stop) => proofs.Accounts.UnneededAsync(stop),
            Screen = AccountScreen with { Address = $"{Addresses.Accounts}?view=unused90" },
            Tests = ["ReviewClosingTests.Closing_AppliesTheStops_AndEndsTheSignIns", "AccountProofTests.AnIdNobodyUses_IsWatched"],
        },
        new()
        {
            Key = "log-kept",
            Section = "Ⅲ-3",
            Title = "操作ログの取得",
            Words = "システム上の操作のログを取得しており、操作ログを確認できる。",
            Evidence = (proofs, stop) => proofs.Log.KeptAsync(stop),
            Screen = new("検証", Addresses.LogVerification, Permission.LogView),
            Tests = ["LogProofTests.AGapInTheNumbers_IsBroken", "LogProofTests.AVerificationThatFailed_IsBroken"],
        },
        new()
        {
            Key = "log-reviewed",
            Section = "Ⅲ-3",
            Title = "操作ログの定期・随時の確認",
            Words = "ログは定期に及び必要に応じ随時に確認する。",
            Evidence = (proofs, stop) => proofs.Log.ReviewedAsync(stop),
            Screen = LogReviewScreen,
            Tests = ["LogReviewDeskTests.AReview_IsJudgedByMany_AndSignedOff_EachWithItsRow", "LogProofTests.AMonthNobodyReviewed_IsBroken_AfterItsDay"],
        },
    ];

    /// <summary>The very rows that were counted.</summary>
    private static ProofScreen InLog(string name, Operation? operation, LogSpan span, MyNumberPurpose? scene = null) =>
        new(name, Addresses.LogActs(operation, span, scene, OperationResult.Done), Permission.LogView);
}
