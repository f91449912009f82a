using Portal.Domain.Ledger;
using Portal.Features.OperationLog.Screens;

namespace Portal.Features.Safeguards;

/// <summary>Ⅲ-3 again: what leaves on a medium, and what numbers are used for.</summary>
public static partial class Promises
{
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
            Evidence = (proofs, stop) => proofs.Media.DedicatedAsync(stop),
            Screen = MediaScreen,
            Tests = ["MediaProofTests.ALossNobodyDealtWith_IsBroken", "MediumUseDeskTests.AUse_GoesFromItsApplicationToItsErasure_AndEachStepIsLogged"],
        },
        new()
        {
            Key = "media-approved",
            Section = "Ⅲ-3",
            Title = "媒体の取扱いの承認",
            Words = "作業に用いる電子記録媒体の取扱いについては、承認を行い、当該承認の記録を残す。",
            Evidence = (proofs, stop) => proofs.Media.ApprovedAsync(stop),
            Screen = MediaScreen,
            Tests = ["MediaProofTests.AFileOnAUseNobodyElseApproved_IsBroken", "MediumExportDeskTests.WhatWasNotApproved_IsRefused_AndNothingIsPut"],
        },
        new()
        {
            Key = "media-encrypted",
            Section = "Ⅲ-3",
            Title = "媒体の暗号化・パスワード",
            Words = "電子記録媒体に格納するデータについては、暗号化やパスワード設定を行う。",
            Evidence = (proofs, stop) => proofs.Media.EncryptedAsync(stop),
            Screen = MediaScreen,
            Tests = ["MediaProofTests.AMediumWithoutEncryption_IsWatched_AndAFileOnItBroken", "EncryptedZipTests.AZip_OpensWithItsPassphrase_AndWithNoOther"],
        },
        new()
        {
            Key = "media-erased",
            Section = "Ⅲ-3",
            Title = "媒体の消去と記録",
            Words = "電子記録媒体による作業を終了したら、内部のデータを確実に消去する。管理簿に消去の記録を記載するなど、消去履歴を残す。",
            Evidence = (proofs, stop) => proofs.Media.ErasedAsync(stop),
            Screen = MediaScreen,
            Tests = ["MediaProofTests.AnOverdueErasure_IsBroken", "MediumUseTests.WhoErases_IsNotTheWitness"],
        },
        new()
        {
            Key = "three-scenes",
            Section = "Ⅲ-3",
            Title = "個人番号を使う場面の限定",
            Words = "特定個人情報を使用する場面を、必要最小限に限定している。具体的には以下の三つの場面に限定している。",
            Evidence = (proofs, stop) => proofs.MyNumbers.ScenesAsync(stop),
            Screen = InLog("参照の記録", null, LogSpan.Month),
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
        Screen = InLog("参照の記録", null, LogSpan.Month, scene),
        Tests = ["MyNumberProofTests.AUseWithoutACaseNumber_IsBroken"],
    };
}
