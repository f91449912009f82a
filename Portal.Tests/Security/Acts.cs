using System.Reflection;
using System.Runtime.CompilerServices;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;

namespace Portal.Tests.Security;

/// <summary>Every act of the portal that is handed who acts, found by reflection, and how to call it with nothing sensible in hand.</summary>
internal static class Acts
{
    /// <summary>What each act demands, as the published table says it.</summary>
    public static IReadOnlyDictionary<string, Permission> Demands { get; } = new Dictionary<string, Permission>
    {
        ["LedgerSearch.FindAsync"] = Permission.LedgerView,
        ["MyNumberDesk.RegisterAsync"] = Permission.MyNumberRegister,
        ["MyNumberDesk.RemoveAsync"] = Permission.MyNumberRegister,
        ["MyNumberUseDesk.ShowAsync"] = Permission.MyNumberUse,
        ["MyNumberUseDesk.SearchAsync"] = Permission.MyNumberUse,
        ["PersonSheet.OpenAsync"] = Permission.LedgerView,
        ["OwnEntriesDesk.ShowAsync"] = Permission.RecordRegister,
        ["OwnEntriesDesk.UndoAsync"] = Permission.RecordCorrect,
        ["CorrectionDesk.TakeBackAsync"] = Permission.RecordCorrect,
        ["DifferenceDesk.WarningsAsync"] = Permission.RecordCorrect,
        ["AsOfDesk.OpenAsync"] = Permission.LedgerView,
        ["AsOfSearch.FindAsync"] = Permission.LedgerView,
        ["PersonSheet.RecordPrintAsync"] = Permission.LedgerPrint,
        ["PersonSheet.ShowAddressAsync"] = Permission.ProtectedAddressView,
        ["RegistrationDesk.OpenAsync"] = Permission.RecordRegister,
        ["RegistrationDesk.PreviewAsync"] = Permission.RecordRegister,
        ["RegistrationDesk.RegisterAsync"] = Permission.RecordRegister,
        ["PersonDesk.FindTwinsAsync"] = Permission.RecordRegister,
        ["PersonDesk.RegisterAsync"] = Permission.RecordRegister,
        ["CorrectionDesk.OpenAsync"] = Permission.RecordCorrect,
        ["CorrectionDesk.CorrectAsync"] = Permission.RecordCorrect,
        ["CorrectionDesk.WarningsAsync"] = Permission.RecordCorrect,
        ["CorrectionDesk.CancelAsync"] = Permission.RecordCorrect,
        ["CorrectionDesk.OpenVersionAsync"] = Permission.RecordCorrect,
        ["CorrectionDesk.RestoreAsync"] = Permission.RecordCorrect,
        ["ResidenceDesk.OpenAsync"] = Permission.RecordCorrect,
        ["ResidenceDesk.PreviewAsync"] = Permission.RecordCorrect,
        ["ResidenceDesk.RecordAsync"] = Permission.RecordCorrect,
        ["EvidenceStore.AttachAsync"] = Permission.RecordCorrect,
        ["EvidenceStore.AttachToMergeAsync"] = Permission.RecordMerge,
        ["MergeDesk.OpenAsync"] = Permission.LedgerView,
        ["MergeDesk.PreviewAsync"] = Permission.RecordMerge,
        ["MergeDesk.MergeAsync"] = Permission.RecordMerge,
        ["UnmergeDesk.OpenAsync"] = Permission.LedgerView,
        ["UnmergeDesk.UnmergeAsync"] = Permission.RecordMerge,
        ["UnmergeDesk.RecordPrintAsync"] = Permission.LedgerPrint,
        ["TwinDesk.ShowAsync"] = Permission.LedgerView,
        ["TwinDesk.SeekAsync"] = Permission.RecordCorrect,
        ["TwinDesk.JudgeAsync"] = Permission.RecordCorrect,
        ["TwinDesk.ReopenAsync"] = Permission.RecordCorrect,
        ["TwinDesk.RecordPrintAsync"] = Permission.LedgerPrint,
        ["EvidenceStore.OpenAsync"] = Permission.LedgerView,
        ["ApprovalDesk.OpenAsync"] = Permission.CorrectionApprove,
        ["ApprovalDesk.ApproveAsync"] = Permission.CorrectionApprove,
        ["ApprovalDesk.ReturnAsync"] = Permission.CorrectionApprove,
        ["ApprovalDesk.WithdrawAsync"] = Permission.RecordCorrect,
        ["ImportDesk.PreviewAsync"] = Permission.ImportRun,
        ["ImportDesk.ApplyAsync"] = Permission.ImportRun,
        ["ImportUndoDesk.UndoAsync"] = Permission.ImportUndo,
        ["HeldLineDesk.ShowAsync"] = Permission.ImportRun,
        ["HeldLineDesk.FindAsync"] = Permission.ImportRun,
        ["HeldLineDesk.MatchAsync"] = Permission.ImportRun,
        ["HeldLineDesk.DismissAsync"] = Permission.ImportRun,
        ["RevisionSaving.SaveAsync"] = Permission.RecordCorrect,
        ["RevisionSaving.SaveTogetherAsync"] = Permission.RecordCorrect,
        ["AccountViewDesk.ListAsync"] = Permission.AccountView,
        ["AccountViewDesk.RecordPrintAsync"] = Permission.AccountView,
        ["AccountViewDesk.ExportAsync"] = Permission.AccountView,
        ["AccountViewDesk.OpenAsync"] = Permission.AccountView,
        ["AccountDesk.RequestAsync"] = Permission.AccountRequest,
        ["AccountDesk.RequestChangeAsync"] = Permission.AccountRequest,
        ["AccountDesk.ApproveAsync"] = Permission.AccountApprove,
        ["AccountDesk.ReturnAsync"] = Permission.AccountApprove,
        ["AccountDesk.ApproveChangeAsync"] = Permission.AccountApprove,
        ["AccountDesk.ReturnChangeAsync"] = Permission.AccountApprove,
        ["IssueDesk.IssueAsync"] = Permission.AccountIssue,
        ["IssueDesk.SuspendAsync"] = Permission.AccountIssue,
        ["IssueDesk.ResumeAsync"] = Permission.AccountIssue,
        ["IssueDesk.RevokeAsync"] = Permission.AccountIssue,
        ["IssueDesk.ReissuePasswordAsync"] = Permission.AccountIssue,
        ["IssueDesk.PreviewSuspendAsync"] = Permission.AccountIssue,
        ["IssueDesk.SuspendManyAsync"] = Permission.AccountIssue,
        ["ExternalNameDesk.LinkAsync"] = Permission.AccountIssue,
        ["OpenSessionDesk.ListAsync"] = Permission.AccountView,
        ["OpenSessionDesk.EndAsync"] = Permission.AccountIssue,
        ["StaffMemberDesk.ListAsync"] = Permission.AccountView,
        ["StaffMemberDesk.OpenAsync"] = Permission.AccountView,
        ["StaffMemberDesk.EnterAsync"] = Permission.AccountIssue,
        ["StaffMemberDesk.ChangeAsync"] = Permission.AccountIssue,
        ["StaffMemberDesk.PinReissueAsync"] = Permission.AccountIssue,
        ["SharedIdSearch.ListAsync"] = Permission.AccountView,
        ["SharedIdRequestDesk.RequestAsync"] = Permission.AccountRequest,
        ["SharedIdChoices.LoadAsync"] = Permission.AccountView,
        ["SharedIdDesk.OpenAsync"] = Permission.AccountView,
        ["SharedIdDesk.WhoAsync"] = Permission.AccountView,
        ["SharedIdDesk.PrintAsync"] = Permission.AccountView,
        ["SharedIdDesk.AddMemberAsync"] = Permission.AccountIssue,
        ["SharedIdDesk.RemoveMemberAsync"] = Permission.AccountIssue,
        ["SharedIdDesk.AddTerminalAsync"] = Permission.AccountIssue,
        ["SharedIdDesk.RemoveTerminalAsync"] = Permission.AccountIssue,
        ["SharedIdDesk.ChangeOwnerAsync"] = Permission.AccountIssue,
        ["TerminalSearch.ListAsync"] = Permission.AccountView,
        ["TerminalDesk.OpenAsync"] = Permission.AccountView,
        ["TerminalDesk.AddAsync"] = Permission.TerminalManage,
        ["TerminalDesk.ChangeAsync"] = Permission.TerminalManage,
        ["TerminalDesk.NewCodeAsync"] = Permission.TerminalManage,
        ["TerminalDesk.LoseAsync"] = Permission.TerminalManage,
        ["TerminalDesk.RetireAsync"] = Permission.TerminalManage,
        ["PersonnelDesk.PreviewAsync"] = Permission.PersonnelManage,
        ["PersonnelDesk.EnterAsync"] = Permission.PersonnelManage,
        ["PersonnelDesk.CancelAsync"] = Permission.PersonnelManage,
        ["PersonnelDesk.ConfirmAsync"] = Permission.PersonnelManage,
        ["PersonnelImportDesk.PreviewAsync"] = Permission.PersonnelManage,
        ["PersonnelImportDesk.ApplyAsync"] = Permission.PersonnelManage,
        ["PersonnelWork.ListAsync"] = Permission.PersonnelManage,
        ["ReviewSearch.ListAsync"] = Permission.AccountView,
        ["ReviewDesk.ShowAsync"] = Permission.AccountView,
        ["SeatExport.MakeAsync"] = Permission.AccountView,
        ["PersonnelExport.MakeAsync"] = Permission.AccountView,
        ["ReviewExport.MakeAsync"] = Permission.AccountView,
        ["ReviewDesk.PreviewAsync"] = Permission.ReviewManage,
        ["ReviewDesk.OpenAsync"] = Permission.ReviewManage,
        ["ReviewDesk.AnswerAsync"] = Permission.ReviewAnswer,
        ["ReviewDesk.CloseAsync"] = Permission.ReviewManage,
        ["ReviewDesk.SettleAsync"] = Permission.ReviewManage,
        ["LogReviewSearch.ListAsync"] = Permission.LogView,
        ["LogReviewDesk.ShowAsync"] = Permission.LogView,
        ["LogReviewDesk.ShowRowsAsync"] = Permission.LogView,
        ["LogReviewDesk.OpenMonthAsync"] = Permission.LogReview,
        ["LogReviewDesk.OpenAdHocAsync"] = Permission.LogReview,
        ["LogReviewDesk.JudgeAsync"] = Permission.LogReview,
        ["LogReviewDesk.SignOffAsync"] = Permission.LogReview,
        ["LogReviewDesk.PrintAsync"] = Permission.LogReview,
        ["LogReviewExport.MakeAsync"] = Permission.LogReview,
        ["FindingDesk.ShowAsync"] = Permission.LedgerView,
        ["FindingDesk.RecordPrintAsync"] = Permission.LedgerPrint,
        ["FindingDesk.ColleaguesAsync"] = Permission.RecordCorrect,
        ["FindingDesk.AssignAsync"] = Permission.RecordCorrect,
        ["FindingDesk.DismissAsync"] = Permission.RecordCorrect,
        ["FindingDesk.ReopenAsync"] = Permission.RecordCorrect,
        ["FindingDesk.SwitchOffAsync"] = Permission.CorrectionApprove,
        ["FindingDesk.SwitchOnAsync"] = Permission.CorrectionApprove,
        ["BulkFixDesk.ProposeAsync"] = Permission.RecordCorrect,
        ["BulkFixDesk.RequestAsync"] = Permission.RecordCorrect,
        ["BulkFixDesk.ApproveAsync"] = Permission.CorrectionApprove,
        ["BulkFixDesk.ReturnAsync"] = Permission.CorrectionApprove,
        ["BulkFixDesk.WithdrawAsync"] = Permission.RecordCorrect,
        ["BulkFixDesk.UndoAsync"] = Permission.CorrectionApprove,
        ["BulkFixList.ShowAsync"] = Permission.LedgerView,
        ["BulkFixList.OpenAsync"] = Permission.LedgerView,
        ["FindingChart.ShowAsync"] = Permission.LedgerView,
        ["LedgerCheck.DemandAsync"] = Permission.RecordCorrect,
        ["LedgerCheck.RunAsync"] = Permission.RecordCorrect,
        ["LedgerCheckRunner.StartAsync"] = Permission.RecordCorrect,
        ["LedgerCheckRunner.StopAsync"] = Permission.RecordCorrect,
        ["ComparisonStartDesk.InstitutionsAsync"] = Permission.SlipCompare,
        ["ComparisonStartDesk.SizeAsync"] = Permission.SlipCompare,
        ["ComparisonStartDesk.ReadersAsync"] = Permission.SlipCompare,
        ["ComparisonStartDesk.StartAsync"] = Permission.SlipCompare,
        ["ComparisonDesk.OpenAsync"] = Permission.SlipCompare,
        ["ComparisonDesk.SitDownAsync"] = Permission.SlipCompare,
        ["ComparisonStartDesk.StartAgainAsync"] = Permission.SlipCompare,
        ["ComparisonShowDesk.ShowNextAsync"] = Permission.SlipCompare,
        ["ComparisonShowDesk.ShowPreviousAsync"] = Permission.SlipCompare,
        ["ComparisonShowDesk.ShowAsync"] = Permission.SlipCompare,
        ["ComparisonDesk.AnswerAsync"] = Permission.SlipCompare,
        ["DifferenceDesk.CorrectAsync"] = Permission.RecordCorrect,
        ["DifferenceDesk.NoteAsync"] = Permission.SlipCompare,
        ["DifferenceDesk.KeepAsync"] = Permission.SlipCompare,
        ["ComparisonResultDesk.ListAsync"] = Permission.SlipCompare,
        ["ComparisonResultDesk.OpenAsync"] = Permission.SlipCompare,
        ["ComparisonResultDesk.SignOffAsync"] = Permission.ComparisonSignOff,
        ["ComparisonResultDesk.DiscardAsync"] = Permission.SlipCompare,
        ["ComparisonResultDesk.RecordPrintAsync"] = Permission.LedgerPrint,
        ["EvidencePackDesk.OpenAsync"] = Permission.EvidencePackMake,
        ["EvidencePackDesk.CheckAsync"] = Permission.EvidencePackMake,
        ["EvidencePackDesk.MakeAsync"] = Permission.EvidencePackMake,
        ["SafeguardsDesk.ShowAsync"] = Permission.SafeguardsView,
        ["SafeguardsDesk.OpenAsync"] = Permission.SafeguardsView,
        ["SafeguardsDesk.RecordPrintAsync"] = Permission.SafeguardsView,
        ["SafeguardsDesk.ExportAsync"] = Permission.SafeguardsView,
        ["SafeguardsDesk.InspectAsync"] = Permission.SelfInspect,
        ["LogVerifyDesk.VerifyAsync"] = Permission.LogView,
        ["LogVerifyDesk.RecordPrintAsync"] = Permission.LogView,
        ["LogRestoreDesk.RecordAsync"] = Permission.LogReview,
        ["LogSearch.FindAsync"] = Permission.LogView,
        ["LogSearch.ChoicesAsync"] = Permission.LogView,
        ["LogViewersDesk.ShowAsync"] = Permission.LogView,
        ["LogViewersDesk.PrintAsync"] = Permission.LogView,
        ["LogDayDesk.ShowAsync"] = Permission.LogView,
        ["LogDayDesk.PrintAsync"] = Permission.LogView,
        ["ListExportDesk.LookAsync"] = Permission.LedgerExport,
        ["ListExportDesk.OrderAsync"] = Permission.LedgerExport,
        ["LogExportDesk.CheckAsync"] = Permission.LogExport,
        ["LogExportDesk.MakeAsync"] = Permission.LogExport,
    };

    /// <summary>What asks for no permission, and why that is right.</summary>
    public static IReadOnlyDictionary<string, string> Open { get; } = new Dictionary<string, string>
    {
        ["Drafts"] = "one's own drafts only",
        ["KeptSearches"] = "one's own searches only",
        ["KeptListChoices"] = "one's own choice of columns only",
        ["KeptLogQuestions"] = "one's own searches only",
        ["SignInDesk"] = "one's own seat and secrets, each proved at the moment",
        ["SecondFactorDesk"] = "one's own second factors, each proved at the moment",
        ["PasswordDesk"] = "tries a secret",
        ["SessionDesk"] = "one's own sign-in",
        ["StepUpDesk"] = "one's own proof, tried at the moment",
        ["MyNumberForm"] = "one's own choice of scene and case number",
        ["MyNumberRekeying.RunAsync"] = "command line only; shows no number",
        ["MyNumberAlerts.ItemsAsync"] = "a count for those who review the log, nothing for others",
        ["OwnNotices"] = "one's own terms",
        ["LogHome"] = "says how the log is, to those who review it",
        ["AccountHome"] = "counts of what one may deal with, by the permissions themselves",
        ["LogReviewHome"] = "dates of what one is to review, by the permission itself",
        ["CountAsync"] = "a count of what one may deal with, 0 for others",
        ["CountMineAsync"] = "as above",
        ["CountWaitingAsync"] = "as above",
        ["CountReturnedAsync"] = "as above",
        ["CountFlaggedAsync"] = "as above",
        ["ApprovalSearch.ListAsync"] = "without the permission one's own requests only; its pages name it",
        ["MediumExportDesk"] = "one's own approved uses, within a page that demands its own right",
        ["ReviewSearch.StateAsync"] = "dates and counts",
        ["FirstAdministratorDesk.IssueAsync"] = "command line only, and only while there is no administrator",
        ["PersonnelSweepDesk.SweepAsync"] = "the portal's own work at midnight; no page reaches it",
    };

    public static IReadOnlyList<MethodInfo> All { get; } =
    [
        .. typeof(PortalDb).Assembly.GetTypes()
            .Where(t => t is { IsClass: true, IsPublic: true, IsAbstract: false } && t.Namespace?.StartsWith("Portal.Features", StringComparison.Ordinal) == true)
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(m => m.GetParameters().Any(p => p.ParameterType == typeof(Staff)) && m.ReturnType.IsAssignableTo(typeof(Task)))
            .OrderBy(NameOf, StringComparer.Ordinal),
    ];

    public static string NameOf(MethodInfo act) => $"{act.DeclaringType!.Name}.{act.Name}";

    public static bool IsOpen(MethodInfo act) => Open.ContainsKey(NameOf(act)) || Open.ContainsKey(act.DeclaringType!.Name) || Open.ContainsKey(act.Name);

    /// <summary>Calls the act as somebody, with empty things for everything else.</summary>
    public static async Task CallAsync(MethodInfo act, object desk, Staff by)
    {
        var method = act.IsGenericMethodDefinition ? act.MakeGenericMethod(typeof(string)) : act;
        await (Task)method.Invoke(desk, [.. method.GetParameters().Select(p => Anything(p.ParameterType, by))])!;
    }

    private static CorrectionRequest NothingWanted => new()
    {
        RevisionId = Guid.NewGuid(),
        Act = RevisionAct.Correct,
        Seen = new Dictionary<string, string?>(),
        Wanted = new Dictionary<string, string?>(),
        Grounds = (Grounds)RuntimeHelpers.GetUninitializedObject(typeof(Grounds)),
    };

    private static object? Anything(Type type, Staff by) =>
        type == typeof(Staff) ? by
        : type == typeof(string) ? "なにか入力したもの"
        : type == typeof(Guid) ? Guid.NewGuid()
        : type == typeof(DateTime) ? A.Now
        : type == typeof(Stream) ? new MemoryStream()
        : type == typeof(CorrectionRequest) ? NothingWanted
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) ? Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(type.GetGenericArguments()))
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlySet<>) ? Activator.CreateInstance(typeof(HashSet<>).MakeGenericType(type.GetGenericArguments()))
        : type.IsGenericType && type.IsInterface && type.IsAssignableFrom(typeof(List<>).MakeGenericType(type.GetGenericArguments()[0])) ? Activator.CreateInstance(typeof(List<>).MakeGenericType(type.GetGenericArguments()))
        : type.IsValueType ? Activator.CreateInstance(type)
        : type.IsInterface || type.IsAssignableTo(typeof(Delegate)) ? null
        : RuntimeHelpers.GetUninitializedObject(type);
}
