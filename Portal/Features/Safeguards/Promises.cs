using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Features.Safeguards.Proof;

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
    private static readonly ProofScreen LogScreen = new("ログの検索", Addresses.Log, Permission.LogView);
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
            Screen = LogScreen,
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
            Screen = LogScreen,
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

    /// <summary>Ⅲ-3, その他のリスク: media, and the three scenes.</summary>
    private static IEnumerable<Promise> MediaAndScenes =>
    [
        new()
        {
            Key = "csv-workers",
            Section = "Ⅲ-3",
            Title = "CSVを扱う職員・端末の限定",
            Words = "作業を行う職員及び端末を必要最小限に限定する。",
            Evidence = (proofs, stop) => proofs.Terminals.WorkersAsync(stop),
            Screen = AccountScreen,
            Tests = ["TerminalProofTests.WorkersAndTerminals_AreCounted"],
        },
        new()
        {
            Key = "media-dedicated",
            Section = "Ⅲ-3",
            Title = "専用の媒体と使用の記録",
            Words = "許可された専用の外部記録媒体を使用する。また、媒体管理簿等に使用の記録を記載するなど、利用履歴を残す。",
            Evidence = (_, _) => RecordProof.MediaAsync("台帳から媒体へ住民の記録を書き出す機能はありません。取込に使う媒体は、紙の媒体管理簿に記録してください"),
            Screen = ImportScreen,
            Tests = ["RecordProofTests.TheRegisterOfMedia_IsNotPretended"],
        },
        new()
        {
            Key = "media-approved",
            Section = "Ⅲ-3",
            Title = "媒体の取扱いの承認",
            Words = "作業に用いる電子記録媒体の取扱いについては、承認を行い、当該承認の記録を残す。",
            Evidence = (_, _) => RecordProof.MediaAsync("媒体を使う前に、紙の媒体管理簿で所属長の承認を受けてください"),
            Screen = ImportScreen,
            Tests = ["RecordProofTests.TheRegisterOfMedia_IsNotPretended"],
        },
        new()
        {
            Key = "media-encrypted",
            Section = "Ⅲ-3",
            Title = "媒体の暗号化・パスワード",
            Words = "電子記録媒体に格納するデータについては、暗号化やパスワード設定を行う。",
            Evidence = (_, _) => RecordProof.MediaAsync("暗号化できる媒体だけを使い、紙の媒体管理簿に記録してください"),
            Screen = ImportScreen,
            Tests = ["RecordProofTests.TheRegisterOfMedia_IsNotPretended"],
        },
        new()
        {
            Key = "media-erased",
            Section = "Ⅲ-3",
            Title = "媒体の消去と記録",
            Words = "電子記録媒体による作業を終了したら、内部のデータを確実に消去する。管理簿に消去の記録を記載するなど、消去履歴を残す。",
            Evidence = (_, _) => RecordProof.MediaAsync("未消去の媒体の数は分かりません。取込の後に消去し、紙の媒体管理簿に記録してください"),
            Screen = ImportScreen,
            Tests = ["RecordProofTests.TheRegisterOfMedia_IsNotPretended"],
        },
        new()
        {
            Key = "three-scenes",
            Section = "Ⅲ-3",
            Title = "個人番号を使う場面の限定",
            Words = "特定個人情報を使用する場面を、必要最小限に限定している。具体的には以下の三つの場面に限定している。",
            Evidence = (proofs, stop) => proofs.MyNumbers.ScenesAsync(stop),
            Screen = LogScreen,
            Tests = ["MyNumberProofTests.UsesAreCountedByScene_AndOneWithoutIsBroken"],
        },
        Scene("scene-moved-in", "場面1 転入者の照会", MyNumberPurpose.MovedIn, "本市の転入者について、転出元市区町村へ接種記録を照会する場合のみ入手し、使用する。"),
        Scene("scene-moved-out", "場面2 転出者の提供", MyNumberPurpose.MovedOut, "本市からの転出者について、本市での接種記録を転出先市区町村へ提供するために、個人番号を入手し、使用する。"),
        Scene("scene-certificate", "場面3 証明書の交付", MyNumberPurpose.Certificate, "接種者について、新型コロナウイルス感染症予防接種証明書の交付申請があった場合に、接種記録を照会するために、個人番号を入手し、使用する。"),
        new()
        {
            Key = "csv-without-numbers",
            Section = "Ⅲ-3",
            Title = "CSVに個人番号を含めない",
            Words = "ワクチン接種記録システムからCSVファイルにてダウンロードする接種記録データには、個人番号が含まれない。",
            Evidence = (proofs, stop) => proofs.Records.CsvAsync(stop),
            Screen = ImportScreen,
            Tests = ["ImportDeskTests.AFileWithAMyNumberColumn_IsRefusedWhole_AndNothingIsKept", "RecordProofTests.RefusedFiles_AreCounted"],
        },
    ];

    private static Promise Scene(string key, string title, MyNumberPurpose scene, string words) => new()
    {
        Key = key,
        Section = "Ⅲ-3",
        Title = title,
        Words = words,
        Evidence = (proofs, stop) => proofs.MyNumbers.SceneAsync(scene, stop),
        Screen = LogScreen,
        Tests = ["MyNumberProofTests.AUseWithoutACaseNumber_IsBroken"],
    };
}
