namespace Portal.Domain.Accounts;

/// <summary>役割 — a named set of permissions, handed out as a whole.</summary>
public enum Role
{
    /// <summary>閲覧</summary>
    Viewer,

    /// <summary>登録・訂正</summary>
    Editor,

    /// <summary>承認: the section's chief (所属長).</summary>
    Approver,

    /// <summary>帳票</summary>
    Reporter,

    /// <summary>指定管理者: issues IDs and sees no resident's record (separation of duty).</summary>
    Administrator,

    /// <summary>監査: sees who may do what and who did what, and changes nothing of it.</summary>
    Auditor,

    /// <summary>個人番号取扱: handed out beside another role, to the few who meet one of the three cases.</summary>
    NumberHandler,
}

/// <summary>アクセス権限一覧表 — which role may do what. The only place that says so; <c>docs/permissions.md</c> is generated from it.</summary>
public static class RolePermissions
{
    private static readonly Dictionary<Role, Permission[]> Table = new()
    {
        [Role.Viewer] = [Permission.LedgerView, Permission.LedgerPrint],
        [Role.Editor] =
        [
            Permission.LedgerView, Permission.LedgerPrint, Permission.ProtectedAddressView,
            Permission.RecordRegister, Permission.RecordCorrect, Permission.SlipCompare, Permission.ImportRun, Permission.ExchangeRun, Permission.InquiryView, Permission.InquiryRun,
            Permission.MediumView, Permission.MediumRequest,
        ],
        [Role.Approver] =
        [
            Permission.LedgerView, Permission.LedgerPrint, Permission.ProtectedAddressView,
            Permission.CorrectionApprove, Permission.SlipCompare, Permission.ComparisonSignOff, Permission.RecordMerge, Permission.ImportUndo, Permission.EvidencePackMake,
            Permission.InquiryView, Permission.InquiryApprove, Permission.InquiryPermitManage, Permission.ProvisionRecordView,
            Permission.LedgerExport, Permission.ExchangeApprove, Permission.ReportExport, Permission.MediumView, Permission.MediumRequest, Permission.MediumApprove,
            Permission.AccountView, Permission.AccountRequest, Permission.AccountApprove, Permission.ReviewAnswer,
            Permission.ClientView, Permission.LogView, Permission.LogReview, Permission.SafeguardsView, Permission.SelfInspect,
        ],
        [Role.Reporter] = [Permission.LedgerExport, Permission.ReportExport, Permission.MediumView, Permission.MediumRequest],
        [Role.Administrator] =
        [
            Permission.AccountView, Permission.AccountRequest, Permission.AccountApprove, Permission.AccountIssue,
            Permission.MediumView, Permission.MediumManage, Permission.TerminalManage, Permission.ClientView, Permission.ClientManage, Permission.PersonnelManage, Permission.ReviewManage, Permission.SafeguardsView,
            Permission.SystemView, Permission.SystemMaintain,
        ],
        // Who exports the log needs a medium for it like anybody else.
        [Role.Auditor] =
        [
            Permission.MediumView, Permission.MediumRequest, Permission.AccountView, Permission.ClientView, Permission.LogView, Permission.LogExport, Permission.LogReview,
            Permission.SafeguardsView, Permission.SelfInspect, Permission.SystemView,
        ],
        [Role.NumberHandler] = [Permission.LedgerView, Permission.MyNumberRegister, Permission.MyNumberUse],
    };

    public static IReadOnlySet<Permission> Of(IEnumerable<Role> roles) => roles.SelectMany(r => Table[r]).ToHashSet();

    public static bool Grants(Role role, Permission permission) => Table[role].Contains(permission);

    public static string Label(this Role role) => role switch
    {
        Role.Viewer => "閲覧",
        Role.Editor => "登録・訂正",
        Role.Approver => "承認",
        Role.Reporter => "帳票",
        Role.Administrator => "指定管理者",
        Role.Auditor => "監査",
        Role.NumberHandler => "個人番号取扱",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    public static string Labels(IEnumerable<Role> roles) => string.Join("・", roles.Order().Select(Label));
}
