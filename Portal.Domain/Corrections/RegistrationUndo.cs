using Portal.Domain.Accounts;
using Portal.Domain.Ledger;

namespace Portal.Domain.Corrections;

/// <summary>登録の取消し — taking back one's own registration of the same day, untouched since: a slip of the hand, which needs no second person.</summary>
public static class RegistrationUndo
{
    public const string Words = "登録の当日の取消し";

    /// <param name="record">Freshly loaded.</param>
    /// <param name="revisions">Every revision of it.</param>
    /// <param name="by">The clerk.</param>
    /// <param name="revisionId">The request's own key.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RuleException">Somebody else's, of another day, or changed since.</exception>
    public static CorrectionRequest Of(LedgerRecord record, IReadOnlyList<Revision> revisions, Staff by, Guid revisionId, DateTime now)
    {
        var registered = revisions.FirstOrDefault(r => r.Act == RevisionAct.Register);
        if (registered is null || registered.RequestedBy != by.PersonKey)
        {
            throw new RuleException("ここで取り消せるのは、自分が登録した記録だけです。ほかの記録は、個人票の「訂正・取消」から申請してください。");
        }

        if (JapanTime.DayOf(registered.RequestedAt) != JapanTime.DayOf(now))
        {
            throw new RuleException("ここで取り消せるのは、登録した当日だけです。個人票の「訂正・取消」から申請してください。");
        }

        if (record.IsCancelled || registered.ToVersion != record.Version)
        {
            throw new RuleException("この記録は、登録のあとで訂正されたか、取り消されています。個人票を開いて確かめてください。");
        }

        return new()
        {
            RevisionId = revisionId,
            Act = RevisionAct.Cancel,
            Seen = new Dictionary<string, string?> { [RecordItems.Status] = nameof(RecordStatus.Active) },
            Wanted = new Dictionary<string, string?> { [RecordItems.Status] = nameof(RecordStatus.Cancelled) },
            Grounds = new Grounds(ReasonKind.OperatorError, Words),
        };
    }
}
