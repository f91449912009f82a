using System.Globalization;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.DataQuality;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Domain.Reports;
using Portal.Features.Accounts.SharedIds;
using Portal.Features.DataQuality;
using Portal.Features.DataQuality.Twins;
using Portal.Features.Exchange.Reconciliation;
using Portal.Features.Exchange.Vrs.Flags;
using Portal.Features.OperationLog.Screens;

namespace Portal;

/// <summary>Where the portal's pages and downloads are. Addresses carry ids, never what was typed and never a name or a number of a person.</summary>
public static class Addresses
{
    public const string Search = "/ledger";
    public const string Register = "/ledger/register";
    public const string MyNumberSearch = "/ledger/my-number";
    public const string NewPerson = "/ledger/people/new";
    public const string Approvals = "/corrections/approvals";
    public const string Requests = "/corrections/requests";
    public const string EvidenceFiles = "/corrections/evidence";
    public const string AsOfSearch = "/ledger/as-of";
    public const string Findings = "/data-quality";
    public const string FindingRules = "/data-quality/rules";
    public const string FindingChart = "/data-quality/chart";
    public const string BulkFixes = "/data-quality/bulk-fixes";
    public const string Comparisons = "/comparisons";
    public const string NewComparison = "/comparisons/new";
    public const string Twins = "/data-quality/twins";
    public const string Imports = "/exchange/imports";
    public const string NewImport = "/exchange/imports/new";
    public const string VrsRuns = "/exchange/vrs";
    public const string NewVrsRun = "/exchange/vrs/new";
    public const string Transfers = "/exchange/vrs/transfers";
    public const string TransfersOver = "/exchange/vrs/transfers?show=over";
    public const string TransferFiles = "/exchange/vrs/transfers/files";
    public const string MunicipalityRequests = "/exchange/vrs/requests";
    public const string MunicipalityRequestsOver = "/exchange/vrs/requests?show=over";
    public const string NewMunicipalityRequest = "/exchange/vrs/requests/new";
    public const string VrsFiles = "/exchange/vrs/files";
    public const string VrsFlags = "/exchange/vrs/flags";
    public const string Health = "/exchange/health-management";
    public const string NewHealthRun = "/exchange/health-management/new";
    public const string Lists = "/exchange/lists";
    public const string ListFiles = "/exchange/lists/files";
    public const string Exchanges = "/exchange/runs";
    public const string Replica = "/exchange/intermediate-server";
    public const string OutgoingFiles = "/exchange/runs/files";
    public const string ReplicaComparisons = "/exchange/intermediate-server/comparisons";
    public const string Inquiries = "/exchange/inquiries";
    public const string InquiryPermits = "/exchange/inquiries/permits";
    public const string InquirySheets = "/exchange/inquiries/sheets";
    public const string ProvisionRecords = "/exchange/provision-records";
    public const string Media = "/exchange/media";
    public const string NewMedium = "/exchange/media/new";
    public const string NewMediumUse = "/exchange/media/uses/new";
    public const string MediaWorkbook = "/exchange/media/register.xlsx";
    public const string ResidentIndex = "/exchange/resident-index";
    public const string NewAddresseeClient = "/exchange/resident-index/clients/new";
    public const string Home = "/";
    public const string Accounts = "/accounts";
    public const string NewAccount = "/accounts/new";
    public const string AccountList = "/accounts/list.xlsx";
    public const string StaffMembers = "/accounts/staff";
    public const string NewStaffMember = "/accounts/staff/new";
    public const string SharedIds = "/accounts/shared";
    public const string SeatWorkbooks = "/accounts/shared/seats.xlsx";
    public const string NewSharedId = "/accounts/shared/new";
    public const string Terminals = "/accounts/terminals";
    public const string NewTerminal = "/accounts/terminals/new";
    public const string Sessions = "/accounts/sessions";
    public const string Personnel = "/accounts/personnel";
    public const string PersonnelWorkbook = "/accounts/personnel/events.xlsx";
    public const string NewPersonnelEvent = "/accounts/personnel/new";
    public const string PersonnelImport = "/accounts/personnel/import";
    public const string Reviews = "/accounts/reviews";
    public const string LogReviews = "/log/reviews";
    public const string Safeguards = "/safeguards";
    public const string SystemStatus = "/maintenance";
    public const string SafeguardsWorkbook = "/safeguards/inspection.xlsx";
    public const string LogVerification = "/log/verification";
    public const string Log = "/log";
    public const string LogDays = "/log/days";
    public const string LogExports = "/log/exports";
    public const string EvidencePacks = "/ledger/evidence-packs";
    public const string Reports = "/reports";
    public const string ReportRuns = "/reports/runs";
    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";
    public const string OwnAccount = "/own";
    public const string WhatsNew = "/whats-new";
    public const string Help = "/help";
    public const string ProveAgain = "/own/again";
    public const string RegisterTerminal = "/terminal";

    /// <param name="searchId">Of a kept search; null for the empty page.</param>
    /// <param name="page">From 1.</param>
    /// <param name="personId">The person to stand on, when coming back from their sheet.</param>
    public static string Results(Guid? searchId, int page = 1, Guid? personId = null) => Search + Query(searchId, page, personId);

    /// <param name="personId">Whose sheet.</param>
    /// <param name="searchId">The search to come back to.</param>
    /// <param name="page">Its page.</param>
    public static string Person(Guid personId, Guid? searchId = null, int page = 1) => $"/ledger/people/{personId}{Query(searchId, page, null)}";

    /// <summary>A second of Japan's clock in an address.</summary>
    public const string MomentFormat = "yyyyMMdd'T'HHmmss";

    /// <param name="personId">Whose sheet.</param>
    /// <param name="moment">UTC; the second it is shown at. Null: the page asks.</param>
    /// <param name="other">UTC; what it is compared with, now when missing.</param>
    public static string AsOf(Guid personId, DateTime? moment = null, DateTime? other = null) =>
        $"/ledger/people/{personId}/as-of{(moment is { } at ? $"?at={Second(at)}" : "")}{(other is { } with ? $"&with={Second(with)}" : "")}";

    /// <param name="moment">UTC.</param>
    /// <param name="searchId">The kept text; null while nothing is searched for.</param>
    public static string AsOfResults(DateTime moment, Guid? searchId = null) => $"{AsOfSearch}?at={Second(moment)}{(searchId is { } id ? $"&s={id:N}" : "")}";

    private static string Second(DateTime utc) => JapanTime.Of(utc).ToString(MomentFormat, CultureInfo.InvariantCulture);

    /// <summary>本人の再確認, and back to where it was asked for.</summary>
    public static string ProveAgainFor(string back) => $"{ProveAgain}?back={Uri.EscapeDataString(back)}";

    public static string NewDose(Guid personId) => $"/ledger/people/{personId}/doses/new";

    public static string CorrectDose(Guid doseId) => $"/corrections/doses/{doseId}";

    public static string CorrectPerson(Guid personId) => $"/corrections/people/{personId}";

    /// <summary>The request of a dose or a person that was returned, filled in once more.</summary>
    public static string Redo(RecordKind kind, Guid recordId, Guid revisionId) =>
        $"{(kind == RecordKind.Dose ? CorrectDose(recordId) : CorrectPerson(recordId))}?redo={revisionId}";

    public static string Residence(Guid personId) => $"/corrections/people/{personId}/residence";

    /// <summary>宛名番号付番</summary>
    public static string IssueNumber(Guid personId) => $"/corrections/people/{personId}/number";

    /// <summary>連携先システム</summary>
    public static string AddresseeClient(Guid clientId) => $"{ResidentIndex}/clients/{clientId}";

    public static string Restore(Guid revisionId) => $"/corrections/revisions/{revisionId}/restore";

    /// <summary>重複の候補 one page, the undecided ones or those decided.</summary>
    public static string TwinsOf(TwinView view, int page = 1) => (view, page) switch
    {
        (TwinView.Open, <= 1) => Twins,
        (TwinView.Open, _) => $"{Twins}?page={page}",
        (_, <= 1) => $"{Twins}?show={view.ToString().ToLowerInvariant()}",
        _ => $"{Twins}?show={view.ToString().ToLowerInvariant()}&page={page}",
    };

    /// <summary>二人の記録 side by side, and from there 統合.</summary>
    public static string Compare(Guid oneId, Guid twoId) => $"/corrections/people/{oneId}/merge/{twoId}";

    /// <summary>統合の明細 and its 取消し.</summary>
    public static string Merge(Guid mergeId) => $"/corrections/merges/{mergeId}";

    /// <param name="view">Which part of the 点検 list.</param>
    /// <param name="rule">One rule only.</param>
    /// <param name="source">One 登録元 only.</param>
    /// <param name="after">The last finding of the page before.</param>
    /// <param name="at">UTC; the list as it stood then.</param>
    public static string FindingsOf(FindingView view, FindingRule? rule = null, DoseSource? source = null, Guid? after = null, DateTime? at = null)
    {
        if (rule == FindingRule.Twins)
        {
            return Twins;
        }

        string?[] conditions =
        [
            view == FindingView.Left ? null : $"show={view.ToString().ToLowerInvariant()}", rule is null ? null : $"rule={rule}",
            source is null ? null : $"source={source}", after is null ? null : $"after={after:N}", at is { } moment ? $"at={Second(moment)}" : null,
        ];
        var query = string.Join('&', conditions.OfType<string>());
        return query.Length == 0 ? Findings : $"{Findings}?{query}";
    }

    public static string NewBulkFix(FindingRule rule) => $"{BulkFixes}/new/{rule}";

    public static string BulkFix(Guid id) => $"{BulkFixes}/{id}";

    public const string OfPerson = "person";

    /// <summary>The ordinary correction of a line's dose or person, begun with what was noted of its slip.</summary>
    public static string CorrectSlip(Guid lineId, RecordKind kind) => $"{Comparisons}/lines/{lineId}/{(kind == RecordKind.Person ? OfPerson : "dose")}";

    /// <summary>What a comparison found.</summary>
    public static string Comparison(Guid comparisonId) => $"{Comparisons}/{comparisonId}";

    /// <summary>The full screen where it goes on.</summary>
    public static string CompareSlips(Guid comparisonId) => $"{Comparisons}/{comparisonId}/compare";

    /// <summary>月次報告</summary>
    /// <param name="period">See <see cref="ReportPeriod.Code"/>.</param>
    /// <param name="at">UTC; null for now.</param>
    public static string Report(string period, DateTime? at = null) => $"{Reports}/{period}{(at is { } moment ? $"?at={Second(moment)}" : "")}";

    /// <summary>The rows behind one figure. Keys of the report, never what was counted.</summary>
    public static string ReportRows(string period, DateTime at, string table, string row, string column) =>
        $"{Reports}/{period}/rows?at={Second(at)}&table={table}&row={Uri.EscapeDataString(row)}&column={Uri.EscapeDataString(column)}";

    public static string OpenData(string period, DateTime at, bool isCsv) => $"{Reports}/{period}/open-data.{(isCsv ? "csv" : "ndjson")}?at={Second(at)}";

    public static string ReportRun(Guid reportRunId) => $"{ReportRuns}/{reportRunId}";

    public static string ReportWorkbook(Guid reportRunId) => $"{ReportRuns}/{reportRunId}/report.xlsx";

    public static string Approval(Guid revisionId) => $"{Approvals}/{revisionId}";

    public static string Evidence(Guid evidenceId) => $"{EvidenceFiles}/{evidenceId}";

    public static string Exchange(Guid exchangeRunId) => $"{Exchanges}/{exchangeRunId}";

    public static string OutgoingFile(Guid order) => $"{OutgoingFiles}/{order}.zip";

    /// <summary>転入者の照会</summary>
    public static string Transfer(Guid inquiryId) => $"{Transfers}/{inquiryId}";

    public static string NewTransfer(Guid personId) => $"{Transfers}/new/{personId}";

    /// <summary>他自治体からの照会</summary>
    public static string MunicipalityRequest(Guid requestId) => $"{MunicipalityRequests}/{requestId}";

    /// <summary>転出・死亡フラグの相違</summary>
    /// <param name="runId">The run.</param>
    /// <param name="view">Which of its differences.</param>
    /// <param name="after">Line of the last row of the page before.</param>
    public static string VrsFlagRun(Guid runId, VrsFlagView view = VrsFlagView.Open, int after = 0)
    {
        string?[] parts = [view == VrsFlagView.Open ? null : $"view={view}", after == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"after={after}")];
        var query = string.Join('&', parts.OfType<string>());
        return $"{VrsFlags}/{runId}{(query.Length == 0 ? "" : "?")}{query}";
    }

    public static string TransferFile(Guid order) => $"{TransferFiles}/{order}.zip";
    /// <summary>原本照合</summary>
    /// <param name="runId">The run.</param>
    /// <param name="after">Ordinal of the last row of the page before.</param>
    public static string ReplicaComparison(Guid runId, int after = 0) =>
        string.Create(CultureInfo.InvariantCulture, $"{ReplicaComparisons}/{runId}{(after > 0 ? $"?after={after}" : "")}");

    /// <summary>情報照会</summary>
    public static string Inquiry(Guid inquiryId) => $"{Inquiries}/{inquiryId}";

    /// <summary>情報照会の作成</summary>
    public static string NewInquiry(Guid personId) => $"{Inquiries}/people/{personId}";

    /// <summary>情報提供の求め</summary>
    public static string Provision(Guid provisionId) => $"{Inquiries}/provisions/{provisionId}";

    /// <summary>情報照会・回答のファイル of one order.</summary>
    public static string InquirySheet(Guid order) => $"{InquirySheets}/{order}.zip";

    /// <summary>情報提供等の記録 about one person.</summary>
    public static string ProvisionRecordsOf(Guid personId) => $"{ProvisionRecords}?person={personId:N}";

    /// <summary>Where the reconciliations with a partner are listed.</summary>
    public static string Reconciliations(ExchangeKind kind) => kind == ExchangeKind.HealthReconciliation ? Health : VrsRuns;

    /// <param name="run">The run.</param>
    /// <param name="question">Which rows.</param>
    /// <param name="after">Ordinal of the last row of the page before.</param>
    public static string Reconciliation(ExchangeRun run, ReconciliationQuestion? question = null, int after = 0)
    {
        var asked = question ?? new();
        string?[] parts =
        [
            asked.State is ReconciliationDifferenceState.Open ? null : $"state={asked.State?.ToString() ?? "all"}",
            asked.Kind is { } kind ? $"kind={kind}" : null, asked.Field is { } field ? $"item={field}" : null,
            asked.Likeness is { } likeness ? $"like={likeness}" : null, after > 0 ? string.Create(CultureInfo.InvariantCulture, $"after={after}") : null,
        ];
        var query = string.Join('&', parts.Where(part => part is not null));
        return $"{Reconciliations(run.Kind)}/{run.ExchangeRunId}{(query.Length == 0 ? "" : "?")}{query}";
    }

    public static string Import(Guid importRunId) => $"{Imports}/{importRunId}";

    public static string ImportReport(Guid previewId) => $"{Imports}/previews/{previewId}/report";

    /// <summary>一覧の出力: the encrypted file of one order.</summary>
    public static string ListFile(Guid orderId) => $"{ListFiles}/{orderId}.zip";

    public static string HeldLines(Guid importRunId) => $"{Imports}/{importRunId}/held";

    /// <summary>電子媒体 one of them, and everything it was used for.</summary>
    public static string Medium(Guid mediumId) => $"{Media}/{mediumId}";

    /// <summary>媒体の使用</summary>
    public static string MediumUse(Guid mediumUseId) => $"{Media}/uses/{mediumUseId}";

    public static string Account(Guid accountKey) => $"{Accounts}/{accountKey}";

    public static string StaffMember(Guid staffMemberId) => $"{StaffMembers}/{staffMemberId}";

    /// <summary>共用IDの利用記録 in Excel, of a span of months.</summary>
    public static string SeatWorkbook(SeatSpan span) => $"{SeatWorkbooks}?span={span}";

    public static string SharedId(Guid accountKey) => $"{SharedIds}/{accountKey}";

    public static string Terminal(Guid terminalId) => $"{Terminals}/{terminalId}";

    public static string Review(Guid idReviewId) => $"{Reviews}/{idReviewId}";

    public static string ReviewWorkbook(Guid idReviewId) => $"{Reviews}/{idReviewId}/review.xlsx";

    public static string LogReview(Guid logReviewId) => $"{LogReviews}/{logReviewId}";

    public static string LogReviewWorkbook(Guid logReviewId) => $"{LogReviews}/{logReviewId}/review.xlsx";

    /// <param name="key">Of a promise.</param>
    public static string Safeguard(string key) => $"{Safeguards}/{key}";

    /// <param name="searchId">Of a kept search of the log.</param>
    /// <param name="before">The number of the row the page begins behind.</param>
    public static string LogFound(Guid searchId, long? before = null) => $"{Log}?s={searchId:N}{And(before)}";

    /// <summary>The rows about one resident.</summary>
    public static string LogOf(Guid personId, long? before = null) => $"{Log}?person={personId:N}{And(before)}";

    /// <summary>The rows with these numbers, both included.</summary>
    public static string LogRows(long first, long last, long? before = null) => $"{Log}?first={first}&last={last}{And(before)}";

    /// <summary>The rows of one act: names of the code only, whatever the act was about.</summary>
    /// <param name="operation">Of <see cref="Operation"/>; null for 個人番号の参照.</param>
    /// <param name="span">Until today.</param>
    /// <param name="scene">個人番号を使う場面</param>
    /// <param name="result">Of the act.</param>
    /// <param name="before">The number of the row the page begins behind.</param>
    public static string LogActs(Operation? operation, LogSpan span, MyNumberPurpose? scene = null, OperationResult? result = null, long? before = null) =>
        $"{Log}?act={operation?.ToString() ?? LogActQuestion.MyNumberUse}&span={span}{(scene is null ? "" : $"&scene={scene}")}{(result is null ? "" : $"&result={result}")}{And(before)}";

    public static string LogOnly(long? before) => before is null ? Log : $"{Log}?before={before}";

    /// <summary>職員の一日</summary>
    public static string LogDay(Guid staffMemberId, DateOnly day) =>
        $"{LogDays}/{staffMemberId}?day={day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";

    /// <summary>この記録を見た人</summary>
    public static string LogViewers(Guid personId) => $"{Log}/people/{personId}";

    public static string LogExport(Guid orderId) => $"{LogExports}/{orderId}.zip";

    /// <summary>証跡ファイル: where it is asked for, and the file.</summary>
    public static string EvidencePack(Guid personId) => $"/ledger/people/{personId}/evidence-pack";

    public static string EvidencePackFile(Guid orderId) => $"{EvidencePacks}/{orderId}.zip";

    private static string And(long? before) => before is null ? "" : $"&before={before}";

    private static string Query(Guid? searchId, int page, Guid? personId)
    {
        if (searchId is null)
        {
            return "";
        }

        var query = $"?s={searchId:N}";
        query += page > 1 ? $"&page={page}" : "";
        return query + (personId is { } at ? $"&at={at:N}" : "");
    }
}
