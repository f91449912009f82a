using Portal.Components;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Media;

namespace Portal.Features.Exchange.Media;

/// <summary>What is typed about a medium.</summary>
public sealed class MediumForm
{
    public string? Number { get; set; }
    public MediumKind Kind { get; set; }
    public string? Product { get; set; }
    public MediumEncryption? Encryption { get; set; }
    public string? EncryptionNote { get; set; }
    public string? Place { get; set; }
    public string? Note { get; set; }

    public static MediumForm Of(Medium medium) => new()
    {
        Number = medium.Number,
        Kind = medium.Kind,
        Product = medium.Product,
        Encryption = medium.Encryption,
        EncryptionNote = medium.EncryptionNote,
        Place = medium.Place,
        Note = medium.Note,
    };

    public MediumEntry ToEntry() => new() { Number = Number, Kind = Kind, Product = Product, Encryption = Encryption, EncryptionNote = EncryptionNote, Place = Place, Note = Note };

    public static string IdOf(string? field) => $"medium-{field}".ToLowerInvariant();

    /// <summary>Each problem beside its field.</summary>
    public static IReadOnlyList<FieldError> Errors(FieldProblemsException wrong) => [.. wrong.Problems.Select(p => new FieldError(p.Field is null ? null : IdOf(p.Field), p.Message))];
}
