using Portal.Components;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.ResidentIndex;

namespace Portal.Features.Exchange.ResidentIndex;

/// <summary>What is typed about a client.</summary>
public sealed class ClientForm
{
    public string? Name { get; set; }
    public string? System { get; set; }
    public string? Contact { get; set; }
    public HashSet<AddresseeScope> Scopes { get; } = [AddresseeScope.Basic];
    public string? AddressRanges { get; set; }
    public string? PerMinute { get; set; } = "600";
    public DateOnly? ValidUntil { get; set; }

    public static ClientForm Of(AddresseeClient client)
    {
        var form = new ClientForm
        {
            Name = client.Name,
            System = client.System,
            Contact = client.Contact,
            AddressRanges = client.AddressRanges,
            PerMinute = $"{client.PerMinute}",
            ValidUntil = client.ValidUntil,
        };
        form.Scopes.UnionWith(client.ScopeList);
        return form;
    }

    public ClientEntry ToEntry() => new()
    {
        Name = Name,
        System = System,
        Contact = Contact,
        Scopes = [.. Scopes],
        AddressRanges = AddressRanges,
        PerMinute = PerMinute,
        ValidUntil = ValidUntil,
    };

    public void Choose(AddresseeScope scope, bool isChosen) => _ = isChosen ? Scopes.Add(scope) : Scopes.Remove(scope);

    public static string IdOf(string? field) => $"client-{field}".ToLowerInvariant();

    /// <summary>Each problem beside its field.</summary>
    public static IReadOnlyList<FieldError> Errors(FieldProblemsException wrong) => [.. wrong.Problems.Select(p => new FieldError(p.Field is null ? null : IdOf(p.Field), p.Message))];
}
