using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Domain.Exchange.Media;

/// <summary>What is entered of a medium, as typed.</summary>
public sealed record MediumEntry
{
    public string? Number { get; init; }
    public MediumKind Kind { get; init; }
    public string? Product { get; init; }
    public MediumEncryption? Encryption { get; init; }
    public string? EncryptionNote { get; init; }
    public string? Place { get; init; }
    public string? Note { get; init; }

    /// <summary>Folded to plain text, or everything that has to be put right.</summary>
    /// <exception cref="FieldProblemsException">Named by the properties.</exception>
    public MediumEntry Demand()
    {
        var plain = this with
        {
            Number = Fold.Plain(Number),
            Product = Fold.Plain(Product),
            EncryptionNote = TextOrNull(EncryptionNote),
            Place = Fold.Plain(Place),
            Note = TextOrNull(Note),
        };
        List<FieldProblem> problems = [.. new[]
        {
            Needed(nameof(Number), "管理番号", plain.Number, Medium.NumberMaxLength, "媒体に貼った番号です。例: M-001"),
            Needed(nameof(Product), "製品", plain.Product, Medium.ProductMaxLength, "品名と製造番号です。"),
            plain.Encryption is null ? new(nameof(Encryption), "暗号化を選んでください。") : null,
            // How it is encrypted is what an auditor asks first.
            plain.Encryption is null or MediumEncryption.None ? Optional(nameof(EncryptionNote), "暗号化の方法", plain.EncryptionNote)
                : Needed(nameof(EncryptionNote), "暗号化の方法", plain.EncryptionNote ?? "", OperationLogEntry.PurposeMaxLength, "例: AES-256、パスワードは指定管理者が保管"),
            Needed(nameof(Place), "保管場所", plain.Place, Medium.PlaceMaxLength, "例: 保健総務課 鍵付き保管庫"),
            Optional(nameof(Note), "備考", plain.Note),
        }.OfType<FieldProblem>()];
        return problems.Count == 0 ? plain : throw new FieldProblemsException(problems);
    }

    private static string? TextOrNull(string? typed) => Fold.Plain(typed) is { Length: > 0 } text ? text : null;

    private static FieldProblem? Needed(string field, string label, string text, int length, string example) =>
        text.Length == 0 || text.Length > length ? new(field, $"{label}を{length}文字以内で入力してください。{example}") : Scanned(field, label, text);

    private static FieldProblem? Optional(string field, string label, string? text) =>
        text?.Length > OperationLogEntry.PurposeMaxLength ? new(field, $"{label}は{OperationLogEntry.PurposeMaxLength}文字以内で入力してください。") : Scanned(field, label, text);

    private static FieldProblem? Scanned(string field, string label, string? text) => MyNumberScan.Holds(text) ? new(field, $"{label}に個人番号は入力できません。") : null;
}
