using System.Globalization;
using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange.Layouts;

/// <summary>What a column of a file holds.</summary>
public enum LayoutType
{
    /// <summary>文字: anything but control characters.</summary>
    Text,

    /// <summary>数字: 0–9, zeros kept.</summary>
    Digits,

    /// <summary>日付: YYYYMMDD.</summary>
    Date,

    /// <summary>量: digits with a point.</summary>
    Amount,

    /// <summary>コード: one of those named in the rule.</summary>
    Code,
}

/// <summary>Whether a value has to be there.</summary>
public enum LayoutDemand
{
    /// <summary>任意</summary>
    Never,

    /// <summary>必須</summary>
    Always,

    /// <summary>追加・更新で必須: a line that removes a record names it, and nothing else.</summary>
    UnlessRemoved,
}

/// <summary>One column of a layout.</summary>
/// <param name="Name">As the partner's document calls it.</param>
/// <param name="Item">What of the ledger stands in it.</param>
/// <param name="Type">What it may hold.</param>
/// <param name="Width">In characters, at most.</param>
/// <param name="Demand">When it must not be empty.</param>
/// <param name="Rule">In words; of a code, its values: 1=追加|2=更新.</param>
public sealed record LayoutColumn(string Name, string Item, LayoutType Type, int Width, LayoutDemand Demand, string Rule)
{
    /// <summary>Words a person wrote: 管理番号 is ours, and hexadecimal digits may look like anything.</summary>
    public bool IsWords => Type == LayoutType.Text && Item != "RecordId";

    private readonly HashSet<string> _codes = Type == LayoutType.Code ? [.. Rule.Split('|').Select(code => code.Split('=')[0])] : [];

    /// <summary>What is wrong with a value, as 形式チェック says it; null for nothing.</summary>
    public string? Fault(string? value, bool isRemoval)
    {
        if (string.IsNullOrEmpty(value))
        {
            return Demand == LayoutDemand.Always || (Demand == LayoutDemand.UnlessRemoved && !isRemoval) ? $"{Name}がありません" : null;
        }

        if (value.Length > Width)
        {
            return $"{Name}が{Width}文字を超えています";
        }

        return Type switch
        {
            LayoutType.Digits => value.All(char.IsAsciiDigit) ? null : $"{Name}が数字ではありません",
            LayoutType.Date => DateOnly.TryParseExact(value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? null : $"{Name}が日付(YYYYMMDD)ではありません",
            LayoutType.Amount => decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) ? null : $"{Name}が数ではありません",
            LayoutType.Code => _codes.Contains(value) ? null : $"{Name}が{Rule}のどれでもありません",
            _ => value.Any(char.IsControl) ? $"{Name}に制御文字があります" : null,
        };
    }
}

/// <summary>
/// ファイルレイアウト — the columns of a file to or from another system, kept as data: a city whose partner wants other names, widths or
/// another order changes the file, not the code. National layouts are not public; ours are described in <c>docs/exchange</c>.
/// </summary>
public sealed class FileLayout
{
    private const string ColumnWord = "column";

    /// <summary>処理区分 of a line that takes a record away.</summary>
    public const string Removal = "3";

    private readonly int _act;

    private FileLayout(string name, string title, IReadOnlyList<LayoutColumn> columns)
    {
        (Name, Title, Columns) = (name, title, columns);
        _act = IndexOf("Act");
    }

    /// <summary>Name and version: replica-1.</summary>
    public string Name { get; }

    public string Title { get; }
    public IReadOnlyList<LayoutColumn> Columns { get; }

    /// <summary>Where an item stands; -1 where the file does not have it.</summary>
    public int IndexOf(string item)
    {
        for (var at = 0; at < Columns.Count; at++)
        {
            if (Columns[at].Item == item)
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>The first fault of a line, in the order of its columns; null for none.</summary>
    public string? Fault(IReadOnlyList<string?> values)
    {
        if (values.Count != Columns.Count)
        {
            return $"列が{Columns.Count}ではなく{values.Count}あります";
        }

        var isRemoval = _act >= 0 && values[_act] == Removal;
        for (var at = 0; at < values.Count; at++)
        {
            if (Columns[at].Fault(values[at], isRemoval) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    /// <summary>The one the portal comes with.</summary>
    public static FileLayout Of(string name) => Parse(name, EmbeddedLines.Of($"{name}.layout"));

    /// <summary>Lines of words parted by tabs: title, encoding, and a column each.</summary>
    /// <exception cref="FormatException">A line cannot be read, or a column comes twice.</exception>
    public static FileLayout Parse(string name, IEnumerable<string> lines)
    {
        var title = name;
        List<LayoutColumn> columns = [];
        foreach (var (index, line) in lines.Index())
        {
            var words = line.Split('\t');
            switch (words)
            {
                case [""]:
                case ["encoding", "utf-8"]:
                    break;
                case ["title", var said]:
                    title = said;
                    break;
                case [ColumnWord, var column, var item, var type, var width, var demand, .. var rule] when rule.Length < 2
                    && Enum.TryParse<LayoutType>(type, ignoreCase: true, out var of) && int.TryParse(width, CultureInfo.InvariantCulture, out var most) && most > 0
                    && Demand(demand) is { } demanded && !columns.Any(c => c.Item == item):
                    columns.Add(new(column, item, of, most, demanded, rule.FirstOrDefault() ?? ""));
                    break;
                default:
                    throw new FormatException($"{name} {index + 1}: {line}");
            }
        }

        return columns.Count > 0 ? new(name, title, columns) : throw new FormatException($"{name}: no column");
    }

    private static LayoutDemand? Demand(string words) => words switch
    {
        "任意" => LayoutDemand.Never,
        "必須" => LayoutDemand.Always,
        "追加・更新で必須" => LayoutDemand.UnlessRemoved,
        _ => null,
    };
}
