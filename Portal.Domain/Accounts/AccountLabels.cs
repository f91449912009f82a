namespace Portal.Domain.Accounts;

public static class AccountLabels
{
    public static string Label(this AccountKind kind) => kind switch
    {
        AccountKind.Personal => "個人ID",
        AccountKind.Shared => "共用ID",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Label(this AccountState state) => state switch
    {
        AccountState.Requested => "申請中",
        AccountState.Returned => "差戻し",
        AccountState.Approved => "承認済み・未発行",
        AccountState.Active => "使用中",
        AccountState.Suspended => "停止",
        AccountState.Revoked => "失効",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Label(this AdjustmentEffect effect) => effect switch
    {
        AdjustmentEffect.Extra => "追加",
        AdjustmentEffect.Minus => "制限",
        _ => throw new ArgumentOutOfRangeException(nameof(effect)),
    };

    public static string Label(this AccountActKind kind) => kind switch
    {
        AccountActKind.Requested => "発行の申請",
        AccountActKind.Approved => "承認",
        AccountActKind.Returned => "差戻し",
        AccountActKind.Issued => "発行",
        AccountActKind.ChangeRequested => "変更の申請",
        AccountActKind.Changed => "変更の承認",
        AccountActKind.ChangeReturned => "変更の差戻し",
        AccountActKind.Suspended => "停止",
        AccountActKind.Resumed => "再開",
        AccountActKind.Revoked => "失効",
        AccountActKind.PasswordReissued => "パスワードの再発行",
        AccountActKind.MemberAdded => "利用職員の追加",
        AccountActKind.MemberRemoved => "利用職員の除外",
        AccountActKind.TerminalAdded => "端末の追加",
        AccountActKind.TerminalRemoved => "端末の除外",
        AccountActKind.OwnerChanged => "責任者の変更",
        AccountActKind.ExternalLinked => "Entra ID のユーザー名",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Label(this TerminalState state) => state switch
    {
        TerminalState.Waiting => "登録待ち",
        TerminalState.Active => "使用中",
        TerminalState.Lost => "紛失",
        TerminalState.Retired => "廃止",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string Label(this SessionEnd reason) => reason switch
    {
        SessionEnd.SignedOut => "サインアウト",
        SessionEnd.Idle => "無操作",
        SessionEnd.Absolute => "上限時間",
        SessionEnd.EndedByAdministrator => "管理者による終了",
        SessionEnd.AccountEnded => "IDの停止・失効",
        SessionEnd.PasswordChanged => "パスワードの変更",
        SessionEnd.TerminalEnded => "端末の紛失・廃止",
        SessionEnd.Replaced => "別のサインイン",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };

    public static string Label(this SignInMethod method) => method switch
    {
        SignInMethod.Password => "パスワード",
        SignInMethod.PasswordAndTotp => "パスワード＋確認コード",
        SignInMethod.PasswordAndPasskey => "パスワード＋パスキー",
        SignInMethod.EntraId => "Entra ID",
        _ => throw new ArgumentOutOfRangeException(nameof(method)),
    };
}
