using Portal.Components;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.Accounts.SharedIds;

/// <summary>What is typed into the request for a shared ID; what its draft keeps.</summary>
public sealed class SharedIdForm
{
    public const string NameId = "shared-name";
    public const string LoginIdId = "shared-id";
    public const string NecessityId = "shared-necessity";
    public const string OwnerId = "shared-owner";
    public const string MembersId = "shared-members";
    public const string TerminalsId = "shared-terminals";
    public const string RolesId = "shared-roles";
    public const string UntilId = "shared-until";
    public const string ReasonId = "shared-reason";

    public string? Name { get; set; }
    public string? LoginName { get; set; }
    public string? Necessity { get; set; }
    public Guid? Owner { get; set; }
    public List<Guid> Members { get; set; } = [];
    public List<Guid> Terminals { get; set; } = [];
    public List<Role> Roles { get; set; } = [];
    public DateOnly? Until { get; set; }
    public string? Reason { get; set; }

    /// <summary>年度末: the last 31 March within the year a shared ID may hold.</summary>
    public static DateOnly DefaultUntil(DateOnly today)
    {
        var march = new DateOnly(today.Year, 3, 31);
        return march >= today ? march : march.AddYears(1);
    }

    /// <summary>What is missing or cannot be read, beside its field; the act itself asks again.</summary>
    public IReadOnlyList<FieldError> Check(DateOnly today)
    {
        var errors = new List<FieldError>();
        errors.Check(NameId, Fold.Plain(Name).Length is 0 or > 30 ? "共用IDの名称を30文字以内で入力してください。例: 窓口A" : MyNumberScan.Holds(Name) ? "共用IDの名称に個人番号は入力できません。" : null);
        errors.Check(LoginIdId, () => LoginId.Parse(LoginName));
        errors.Check(NecessityId, StatedPurpose.Missing("共用IDが必要な理由", Necessity));
        errors.Check(OwnerId, Owner is null ? "責任者を候補から選んでください。" : null);
        errors.Check(MembersId, Members.Count == 0 ? "共用IDには、使う職員を1名以上登録してください。" : null);
        errors.Check(TerminalsId, Terminals.Count == 0 ? "共用IDには、使う端末を1台以上登録してください。" : null);
        errors.Check(RolesId, Roles.Count == 0 ? "役割を1つ以上選んでください。" : null);
        errors.Check(UntilId, Until is not { } until || until < today || until > today.AddYears(Account.SharedMaxYears) ? "期限は今日から1年以内の日を入力してください。" : null);
        errors.Check(ReasonId, StatedPurpose.Missing("申請の理由", Reason));
        return errors;
    }

    public SharedIdRequest ToRequest() => new()
    {
        AccountId = LoginName ?? "",
        Name = Name ?? "",
        Necessity = Necessity,
        OwnerId = Owner,
        MemberIds = Members,
        TerminalIds = Terminals,
        Roles = Roles,
        ValidUntil = Until ?? default,
        Reason = Reason,
    };
}
