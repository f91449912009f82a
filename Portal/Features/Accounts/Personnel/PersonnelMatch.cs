using Portal.Domain.Accounts;
using Portal.Domain.Ledger;

namespace Portal.Features.Accounts.Personnel;

/// <summary>What becomes of a line of the file.</summary>
public enum PersonnelLineState
{
    /// <summary>取り込む</summary>
    New,

    /// <summary>記録済み: left out.</summary>
    Known,

    /// <summary>誤り: nothing at all is taken in while there is one.</summary>
    Bad,
}

/// <summary>One line beside the staff list.</summary>
public sealed record PersonnelImportLine
{
    public required PersonnelFileLine Text { get; init; }
    public required PersonnelLineState State { get; init; }

    /// <summary>What is wrong, or why it is left out.</summary>
    public string? Reason { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];
    public StaffMember? Person { get; init; }
    public PersonnelEventKind Kind { get; init; }
    public DateOnly EffectiveOn { get; init; }
}

/// <summary>Reads the lines of a file against the staff list; changes nothing.</summary>
internal sealed class PersonnelMatch(IReadOnlyCollection<StaffMember> people, IReadOnlyCollection<(Account Account, StaffMember Holder)> administrators, DateTime now)
{
    private static readonly Dictionary<string, PersonnelEventKind> Kinds = Enum.GetValues<PersonnelEventKind>().ToDictionary(kind => kind.Label());

    private readonly Dictionary<string, StaffMember> _byNumber = people.ToDictionary(p => p.StaffNumber);
    private readonly ILookup<string, StaffMember> _byValue = people.ToLookup(p => Value(p.StaffNumber));
    private readonly Dictionary<(Guid, PersonnelEventKind, DateOnly), int> _seen = [];

    public IReadOnlyList<PersonnelImportLine> Read(IEnumerable<PersonnelFileLine> lines) => [.. lines.Select(Read)];

    private PersonnelImportLine Read(PersonnelFileLine line)
    {
        if (line.Fault is not null)
        {
            return Bad(line, line.Fault);
        }

        var (person, warnings, unknown) = PersonOf(line);
        if (person is null)
        {
            return Bad(line, unknown);
        }

        if (!Kinds.TryGetValue(line.Kind, out var kind))
        {
            return Bad(line, $"種別「{line.Kind}」は読めません。{string.Join("・", Kinds.Keys)}のどれかにしてください", person);
        }

        if (!JapaneseDate.TryParse(line.EffectiveOn, out var on))
        {
            return Bad(line, $"発令日「{line.EffectiveOn}」を読めません。{JapaneseDate.Explain(line.EffectiveOn) ?? "年月日まで入力してください。"}", person);
        }

        if (_seen.TryGetValue((person.StaffMemberId, kind, on), out var first))
        {
            return new() { Text = line, State = PersonnelLineState.Known, Reason = $"{first}行目と同じ発令です", Person = person, Kind = kind, EffectiveOn = on };
        }

        _seen[(person.StaffMemberId, kind, on)] = line.LineNumber;
        if (PersonnelActs.IsEntered(person, kind, on))
        {
            return new() { Text = line, State = PersonnelLineState.Known, Reason = "すでに記録されています", Person = person, Kind = kind, EffectiveOn = on };
        }

        return PersonnelActs.WhyNot(person, kind, on, line.Note, now) is { } wrong
            ? Bad(line, wrong, person)
            : new()
            {
                Text = line,
                State = PersonnelLineState.New,
                Person = person,
                Kind = kind,
                EffectiveOn = on,
                Warnings = [.. warnings, .. PersonnelDesk.Warnings(person, kind, on, administrators, now)],
            };
    }

    private (StaffMember? Person, List<string> Warnings, string Unknown) PersonOf(PersonnelFileLine line)
    {
        var number = Fold.Digits(line.StaffNumber);
        var warnings = new List<string>();
        if (!_byNumber.TryGetValue(number, out var person))
        {
            // A spreadsheet that opened the file has dropped the zeros in front.
            var same = number.Length > 0 && number.All(char.IsAsciiDigit) ? _byValue[Value(number)].ToList() : [];
            if (same.Count != 1)
            {
                return (null, warnings, same.Count == 0 ? $"職員番号「{line.StaffNumber}」は職員名簿にありません" : $"職員番号「{line.StaffNumber}」は先頭の0が失われ、{same.Count}人に当てはまります");
            }

            person = same[0];
            warnings.Add($"先頭の0が失われた職員番号「{line.StaffNumber}」を {person.StaffNumber} として読みました");
        }

        if (NameKey.Of(line.Name) != NameKey.Of(person.Name))
        {
            warnings.Add(line.Name.Length == 0 ? "氏名がありません" : $"氏名が職員名簿の「{person.Name}」と違います");
        }

        return (person, warnings, "");
    }

    private static string Value(string number) => number.TrimStart('0');

    private static PersonnelImportLine Bad(PersonnelFileLine line, string reason, StaffMember? person = null) =>
        new() { Text = line, State = PersonnelLineState.Bad, Reason = reason, Person = person };
}
