using Portal.Domain.Accounts;

namespace Portal.Features.Accounts;

/// <summary>One thing that can be done with an ID from its page, in the order of the buttons.</summary>
public enum AccountStep
{
    /// <summary>承認</summary>
    Approve,

    /// <summary>差戻し</summary>
    Return,

    /// <summary>発行</summary>
    Issue,

    /// <summary>変更の申請</summary>
    Change,

    /// <summary>パスワードの再発行</summary>
    Reissue,

    /// <summary>再開</summary>
    Resume,

    /// <summary>停止</summary>
    Suspend,

    /// <summary>失効</summary>
    Revoke,
}

/// <summary>Which steps are open to somebody, and what each is called. The desks ask again.</summary>
public static class AccountSteps
{
    public static IReadOnlyList<AccountStep> Of(OpenedAccount opened, Staff by) =>
        opened.IsOwn(by) ? [] : [.. Enum.GetValues<AccountStep>().Where(step => IsOpen(step, opened, by))];

    public static string Label(this AccountStep step) => step switch
    {
        AccountStep.Approve => "承認する",
        AccountStep.Return => "差し戻す",
        AccountStep.Issue => "発行する",
        AccountStep.Suspend => "停止する",
        AccountStep.Resume => "再開する",
        AccountStep.Reissue => "パスワードを再発行する",
        AccountStep.Revoke => "失効させる",
        AccountStep.Change => "変更を申請する",
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    /// <summary>What its reason is called; null where none is asked for.</summary>
    public static string? ReasonLabel(this AccountStep step) => step switch
    {
        AccountStep.Approve or AccountStep.Issue => null,
        AccountStep.Return => "差戻しの理由",
        AccountStep.Suspend => "停止の理由",
        AccountStep.Resume => "再開の理由",
        AccountStep.Reissue => "再発行の理由",
        AccountStep.Revoke => "失効の理由",
        AccountStep.Change => "変更の理由",
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    public static string Done(this AccountStep step) => step switch
    {
        AccountStep.Approve => "承認しました。指定管理者の発行を待っています。",
        AccountStep.Return => "差し戻しました。",
        AccountStep.Issue => "発行しました。",
        AccountStep.Suspend => "停止しました。",
        AccountStep.Resume => "再開しました。",
        AccountStep.Reissue => "パスワードを再発行しました。",
        AccountStep.Revoke => "失効させました。",
        AccountStep.Change => "変更を申請しました。承認を待っています。",
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    public static bool IsDanger(this AccountStep step) => step is AccountStep.Return or AccountStep.Suspend or AccountStep.Revoke;

    private static bool IsOpen(AccountStep step, OpenedAccount opened, Staff by) => (step, opened.Account.State) switch
    {
        (AccountStep.Approve, AccountState.Requested) => by.May(Permission.AccountApprove) && opened.Account.RequestedBy != by.PersonKey,
        (AccountStep.Return, AccountState.Requested or AccountState.Approved) => by.May(Permission.AccountApprove),
        (AccountStep.Issue, AccountState.Approved) => by.May(Permission.AccountIssue),
        (AccountStep.Suspend or AccountStep.Reissue, AccountState.Active) => by.May(Permission.AccountIssue),
        (AccountStep.Resume, AccountState.Suspended) => by.May(Permission.AccountIssue),
        (AccountStep.Revoke, AccountState.Active or AccountState.Suspended) => by.May(Permission.AccountIssue),
        (AccountStep.Change, AccountState.Active or AccountState.Suspended) => by.May(Permission.AccountRequest) && opened.WaitingChange is null,
        _ => false,
    };
}
