using Portal.Domain.Ledger;

namespace Portal.Domain.Accounts;

/// <summary>What is typed about a person of the staff list.</summary>
public sealed record StaffMemberEntry(string? StaffNumber, string? Name, string? Kana, string? Department, string? Position)
{
    /// <summary>What is missing or wrong, by property name; empty when nothing is.</summary>
    public IReadOnlyList<(string Property, string Message)> Problems() =>
    [
        .. Check(nameof(StaffNumber), Number.Length is > 0 and <= StaffMember.StaffNumberMaxLength && Number.All(char.IsAsciiDigit), $"職員番号を{StaffMember.StaffNumberMaxLength}桁以内の数字で入力してください。"),
        .. Check(nameof(Name), Fold.Plain(Name).Length is > 0 and <= Staff.NameMaxLength, "氏名を入力してください。例: 高橋 恵"),
        .. Check(nameof(Kana), Fold.Plain(Kana).Length is > 0 and <= Staff.NameMaxLength && KanaKey.IsKana(Kana), "カナ氏名をカナで入力してください。例: タカハシ メグミ"),
        .. Check(nameof(Department), Fold.Plain(Department).Length is > 0 and <= Staff.DepartmentMaxLength, $"所属を{Staff.DepartmentMaxLength}文字以内で入力してください。例: 保健総務課"),
        .. Check(nameof(StaffNumber), !MyNumberScan.Holds(StaffNumber), "職員番号に個人番号は入力できません。"),
        .. Check(nameof(Name), !MyNumberScan.Holds(Name), "氏名に個人番号は入力できません。"),
        .. Check(nameof(Department), !MyNumberScan.Holds(Department), "所属に個人番号は入力できません。"),
        .. Check(nameof(Position), !MyNumberScan.Holds(Position), "職名に個人番号は入力できません。"),
        .. Check(nameof(Position), Fold.Plain(Position).Length <= StaffMember.PositionMaxLength, $"職名は{StaffMember.PositionMaxLength}文字以内で入力してください。"),
    ];

    private string Number => Fold.Digits(StaffNumber);

    /// <summary>A new person of the list.</summary>
    /// <exception cref="RuleException">Something is missing or wrong.</exception>
    public StaffMember Enter(DateTime now)
    {
        var person = new StaffMember { StaffMemberId = Guid.CreateVersion7(now), StaffNumber = Number, Name = "", Kana = "", Department = "", EnteredAt = now };
        Write(person);
        return person;
    }

    /// <summary>Puts what is typed into the person's row; the number stays, since it is who they are.</summary>
    /// <exception cref="RuleException">Something is missing or wrong.</exception>
    public void Write(StaffMember person)
    {
        if (Problems() is [var (_, message), ..])
        {
            throw new RuleException(message);
        }

        if (person.StaffNumber != Number)
        {
            throw new RuleException("職員番号は変更できません。番号が変わったときは、新しい職員として登録してください。");
        }

        (person.Name, person.Kana) = (Fold.Plain(Name), Katakana(Fold.Plain(Kana)));
        (person.Department, person.Position) = (Fold.Plain(Department), Fold.Plain(Position));
        person.Version = Guid.CreateVersion7();
    }

    /// <summary>ひらがな as カタカナ.</summary>
    public static string Katakana(string text) => string.Concat(text.EnumerateRunes().Select(Ledger.Kana.ToKatakana));

    private static (string, string)[] Check(string property, bool isRight, string message) => isRight ? [] : [(property, message)];
}
