using Portal.Domain.Exchange.Reconciliation;

namespace Portal.Features.Exchange.Reconciliation;

/// <summary>A row that stayed as it is, and why.</summary>
public sealed record ReconciliationRefusal(Guid ReconciliationDifferenceId, string Why);

/// <summary>What became of the rows of one act.</summary>
/// <param name="Done">Decided.</param>
/// <param name="Waiting">Of these, corrections that wait for a second person.</param>
/// <param name="Refused">Left as they are, each with the words for it.</param>
public sealed record ReconciliationOutcome(int Done, int Waiting, IReadOnlyList<ReconciliationRefusal> Refused)
{
    public static readonly ReconciliationOutcome None = new(0, 0, []);

    public ReconciliationOutcome With(ReconciliationOutcome other) => new(Done + other.Done, Waiting + other.Waiting, [.. Refused, .. other.Refused]);
}

/// <summary>The words for rows that are refused.</summary>
internal static class ReconciliationWords
{
    public const string Changed = "突合のあとで台帳の値が変わっています。個人票を確かめ、もう一度突合してください。";
    public const string AlreadySame = "台帳はすでに相手と同じ値です。もう一度突合すると、一覧から消えます。";
    public const string Gone = "この記録は、突合のあとで取り消されたか、別の人の記録に移っています。もう一度突合してください。";
    public const string Pending = "同じ項目に承認待ちの申請があります。承認か差戻しのあとで採用してください。";
    public const string PersonGone = "この人の記録は、突合のあとで取り消されたか統合されています。もう一度突合してください。";
    public const string AlreadyThere = "同じ回数・接種日の記録が、突合のあとで登録されています。もう一度突合してください。";
    public const string Decided = "ほかの職員が先に処理しました。画面を開き直してください。";
    public const string NotTheirs = "この操作ができない種類の行です。画面を開き直してください。";

    public static ReconciliationRefusal Refuse(this ReconciliationDifference row, string why) => new(row.ReconciliationDifferenceId, why);
}
