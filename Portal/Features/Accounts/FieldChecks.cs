using Portal.Components;
using Portal.Domain;

namespace Portal.Features.Accounts;

/// <summary>Puts what a rule refuses beside the field it is about, before the act is tried.</summary>
internal static class FieldChecks
{
    public static void Check(this List<FieldError> errors, string fieldId, Action rule)
    {
        try
        {
            rule();
        }
        catch (RuleException refused)
        {
            errors.Add(new FieldError(fieldId, refused.Message));
        }
    }

    public static void Check(this List<FieldError> errors, string fieldId, string? refused)
    {
        if (refused is not null)
        {
            errors.Add(new FieldError(fieldId, refused));
        }
    }

    public static string? Of(this IReadOnlyList<FieldError> errors, string fieldId) => errors.FirstOrDefault(e => e.FieldId == fieldId)?.Message;
}
