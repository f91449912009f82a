using Portal.Domain.Corrections;
using Portal.Domain.Ledger;

namespace Portal.Features.Corrections;

/// <summary>Whose dose is being registered, and what the ledger holds of them already.</summary>
public sealed record RegistrationSheet(LedgerPerson Person, IReadOnlyList<Dose> Doses);

/// <summary>登録内容の確認 — what pressing would save, and what to look at first. There is no dose while there are problems.</summary>
public sealed record DosePreview(
    Dose? Dose, IReadOnlyList<FieldProblem> Problems, IReadOnlyList<string> Warnings, IReadOnlyList<string> Notes, IReadOnlyList<Dose> Duplicates);

/// <summary>How pressing 登録 ended. Only <see cref="Saved"/> has written something.</summary>
public abstract record DoseOutcome
{
    public sealed record Saved(Dose Dose) : DoseOutcome;

    /// <summary>Records of the same number or day the clerk has not yet said to be another dose; a colleague may have just made them.</summary>
    public sealed record Duplicates(IReadOnlyList<Dose> Doses) : DoseOutcome;
}

/// <summary>How registering a person ended. Only <see cref="Saved"/> has written something.</summary>
public abstract record PersonOutcome
{
    public sealed record Saved(LedgerPerson Person) : PersonOutcome;

    /// <summary>People of the ledger who may be the same and whom the clerk has not yet said to be someone else.</summary>
    public sealed record Twins(IReadOnlyList<LedgerPerson> People) : PersonOutcome;
}
