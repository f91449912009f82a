using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog.Screens;
using Portal.Features.Safeguards.Proof;

namespace Portal.Features.Safeguards;

/// <summary>Ⅲ-4 to Ⅲ-10 and Ⅳ: much of it is kept outside a program.</summary>
public static partial class Promises
{
    /// <summary>Ⅲ-4, Ⅲ-5, Ⅲ-6: handing on.</summary>
    private static IEnumerable<Promise> Provision =>
    [
        Outside("contractors", "Ⅲ-4", "委託先との規定", "個人情報の保護に関する法律(以下「個人情報保護法」という。)等の遵守について規定", "契約書と再委託の承認書を、契約の担当が保管します。"),
        Outside("provision-rules", "Ⅲ-5", "提供・移転のルール", "番号法及び個人情報保護法の規定に基づき認められる特定個人情報の提供・移転について、規定の範囲内において特定個人情報の提供・移転を行う。", "このポータルから他の機関へは送信しません。提供はVRSの画面と文書で行います。"),
        new()
        {
            Key = "lgwan-only",
            Section = "Ⅲ-5",
            Title = "LGWAN端末だけで提供",
            Words = "特定個人情報の提供は、限定された端末(LG-WAN端末)だけができるように制御している。",
            Evidence = (proofs, stop) => proofs.Terminals.LgwanAsync(stop),
            Screen = new("端末", Addresses.Terminals, Permission.AccountView),
            Tests = ["TerminalProofTests.AnActAtATerminalNobodyRegistered_IsBroken"],
        },
        Outside("municipality-code", "Ⅲ-5", "提供する場面の限定", "転出元市区町村へ個人番号と共に転出元の市区町村コードを提供する場面に限定している。", "転出元への提供はVRSの画面で行います。このポータルからは送信しません。"),
        new()
        {
            Key = "auto-reply",
            Section = "Ⅲ-6",
            Title = "自動応答の停止",
            Words = "特に慎重な対応が求められる情報については自動応答を行わないように自動応答不可フラグを設定し、特定個人情報の提供を行う際に、送信内容を改めて確認し、提供を行う",
            Evidence = (proofs, stop) => proofs.Records.AutoReplyAsync(stop),
            Screen = new("該当者", Addresses.Safeguard("auto-reply"), Permission.SafeguardsView),
            Open = RecordProof.OpenToAutoReply,
            Tests = ["RecordProofTests.AProtectedPersonWhoMayBeAnsweredFor_IsWatched"],
        },
        Outside("intermediate-server", "Ⅲ-6", "中間サーバーの記録", "ログイン・ログアウトを実施した職員、時刻、操作内容の記録が実施される", "中間サーバーが記録します。中間サーバーの運用担当に確かめてください。"),
        Outside("government-network", "Ⅲ-6", "行政専用ネットワーク", "高度なセキュリティを維持した行政専用のネットワーク(総合行政ネットワーク等)を利用する", "庁内ネットワークの担当が構成を管理します。"),
    ];

    /// <summary>Ⅲ-7: keeping and erasing.</summary>
    private static IEnumerable<Promise> Keeping =>
    [
        Outside("incidents", "Ⅲ-7", "事故発生時の手順", "事故発生時手順の策定・周知", "手順書を所属で保管し、異動の時期に周知します。"),
        Outside("firewall", "Ⅲ-7", "ファイアウォール", "ネットワークを通じて悪意の第三者が侵入しないよう、ファイアウォールを設置する。", "庁内ネットワークの担当が管理します。"),
        Outside("antivirus", "Ⅲ-7", "ウイルス対策", "コンピュータウイルス対策ソフトウェアを導入する。", "端末とサーバーの担当が管理します。"),
        Outside("patches", "Ⅲ-7", "セキュリティパッチ", "OSには随時セキュリティパッチ適用を実施する。", "端末とサーバーの担当が適用し、記録します。"),
        Outside("rooms", "Ⅲ-7", "入退室管理・施錠", "サーバ設置場所等への入退室記録管理、施錠管理", "施設の担当が入退室簿と鍵を管理します。"),
        new()
        {
            Key = "encrypted",
            Section = "Ⅲ-7",
            Title = "保管データの暗号化",
            Words = "当該領域のデータは、暗号化処理をする。",
            Evidence = (proofs, stop) => proofs.MyNumbers.EncryptedAsync(stop),
            Screen = InLog("登録の記録", Operation.MyNumberRegistered, LogSpan.Year),
            Tests = ["MyNumberProofTests.ARowOfAnOlderKey_IsWatched_AndOneWithoutItsKeyIsBroken"],
        },
        Outside("no-internet", "Ⅲ-7", "インターネットからの遮断", "個人番号が含まれる領域は、インターネットからアクセスできないように制御している。", "このポータルは庁内だけで動き、外部に接続しません。経路の遮断はネットワークの担当が確かめます。"),
        Outside("encrypted-lines", "Ⅲ-7", "通信の暗号化", "LG-WAN端末とワクチン接種記録システムとの通信は、暗号化を行うことにより、通信内容の秘匿及び盗聴防止の対応をしている。", "このポータルはhttpsでだけサインインできます。VRSとの通信はVRSが暗号化します。"),
        Outside("security-policy", "Ⅲ-7", "情報セキュリティポリシー", "小樽市が保有する情報資産を保護するための対策方針として「小樽市情報セキュリティポリシー」を策定しており、情報の漏えいや紛失、盗難あるいはネットワークへの不正侵入等の脅威から、情報資産を守るための対策を講じている。", "情報政策の担当が定めます。"),
    ];

    /// <summary>Ⅲ-8, Ⅲ-9, Ⅲ-10, Ⅳ.</summary>
    private static IEnumerable<Promise> Others =>
    [
        new()
        {
            Key = "self-inspection",
            Section = "Ⅲ-8",
            Title = "自己点検",
            Words = "自己点検",
            Evidence = (proofs, stop) => proofs.Inspections.CoveredAsync(stop),
            Screen = new("安全管理措置", $"{Addresses.Safeguards}?show=overdue", Permission.SafeguardsView),
            Tests = ["InspectionProofTests.EveryLine_WantsAnInspectionWithinAYear"],
        },
        Outside("training", "Ⅲ-9", "研修", "システムを扱う職員に対し、個人情報の保護について研修を実施している。", "研修の実施日と受講者を所属で記録します。"),
        new()
        {
            Key = "sanctions",
            Section = "Ⅲ-9",
            Title = "違反時の利用停止",
            Words = "当該職員等のネットワーク又は情報システムを使用する権利を停止あるいは剥奪することができるほか、罰則規定を設けている。",
            Evidence = (proofs, stop) => proofs.Accounts.StoppingAsync(stop),
            Screen = AccountScreen,
            Tests = ["IssueDeskTests.Stopping_EndsOpenSignIns_AndResumingLetsThemInAgain", "AccountProofTests.OneAdministratorAlone_IsWatched"],
        },
        Outside("vrs-terms", "Ⅲ-9", "VRS確認事項の遵守", "適切に職員等の当該システムの利用を管理し、必要な指導をする。", "VRSの利用にあたっての確認事項を、利用する職員に周知します。"),
        Outside("platform-inspection", "Ⅲ-10", "中間サーバーの自己点検", "中間サーバー・プラットフォームの運用に携わる職員及び事業者に対し、定期的に自己点検を実施することとしている。", "中間サーバー・プラットフォームの運用者が行います。"),
        Outside("platform-audit", "Ⅲ-10", "外部監査", "中間サーバー・プラットフォームについて、定期的に監査を行うこととしている。", "中間サーバー・プラットフォームの監査の結果を受け取り、保管します。"),
        Outside("response", "Ⅲ-10", "障害・漏えい時の体制", "万が一、障害や情報漏えいが生じた場合、適切な対応をとることができる体制を構築する。", "連絡網と体制図を所属で保管します。"),
        new()
        {
            Key = "disclosure",
            Section = "Ⅳ-1",
            Title = "開示・訂正・利用停止請求",
            Words = "指定様式による書面の提出により、開示・訂正・利用停止請求を受け付ける。",
            Evidence = (proofs, stop) => proofs.Records.CorrectionsAsync(stop),
            Screen = new("承認", Addresses.Approvals, Permission.CorrectionApprove),
            Tests = ["RecordProofTests.ACorrectionThatWaitsTooLong_IsWatched"],
        },
        Outside("inquiries", "Ⅳ-2", "問合せの記録", "問合せの受付時に受付票を起票し、対応について記録を残す。", "受付票は総務部総務課情報公開担当が起票し、保管します。"),
    ];

    private static Promise Outside(string key, string section, string title, string words, string how) =>
        new() { Key = key, Section = section, Title = title, Words = words, Outside = how };
}
