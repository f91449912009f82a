using Portal.Domain.Accounts;

namespace Portal.Domain;

/// <summary>The account lacks a right the act asks for. The denial has been written to the operation log before this is thrown.</summary>
public sealed class PermissionDeniedException(Permission permission)
    : RuleException("この操作を行う権限がありません。必要なときは指定管理者に申請してください。")
{
    public Permission Permission { get; } = permission;
}
