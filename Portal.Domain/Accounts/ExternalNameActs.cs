using Portal.Domain.Ledger;

namespace Portal.Domain.Accounts;

/// <summary>Entra ID のユーザー名 — whose word of Entra ID opens this ID.</summary>
public partial class Account
{
    /// <summary>Names the user of Entra ID who signs in to this ID; empty takes the name away.</summary>
    /// <exception cref="RuleException">One's own ID, a shared one, one that has ended, or no user name.</exception>
    public void LinkExternal(Staff by, string? userName, DateTime now)
    {
        DemandNotOwn(by);
        if (Kind == AccountKind.Shared)
        {
            throw new RuleException("共用IDはEntra IDでは使えません。だれが座るかを、この台帳で確かめるためです。");
        }

        if (State is AccountState.Revoked or AccountState.Returned)
        {
            throw new RuleException($"このIDは「{State.Label()}」です。変更できません。");
        }

        var name = Fold.Compact(userName).ToLowerInvariant();
        if (name.Length > 0 && (name.Length > ExternalNameMaxLength || name.IndexOf('@', StringComparison.Ordinal) is < 1 || name.EndsWith('@')))
        {
            throw new RuleException("Entra ID のユーザー名を、name@city.example.lg.jp のように入力してください。");
        }

        ExternalName = name.Length > 0 ? name : null;
        Note(by, AccountActKind.ExternalLinked, now, detail: ExternalName ?? "なし");
    }
}
