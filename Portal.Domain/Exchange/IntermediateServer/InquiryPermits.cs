using System.Globalization;
using Portal.Domain.Ledger;

namespace Portal.Domain.Exchange.IntermediateServer;

/// <summary>照会許可照会リスト — what every inquiry and every provision is held against, at its date.</summary>
public static class InquiryPermits
{
    /// <summary>When the entries of the file began to stand in the table.</summary>
    private static readonly DateTime Entered = new(2024, 5, 26, 15, 0, 0, DateTimeKind.Utc);

    /// <summary>The entry that allows it.</summary>
    /// <exception cref="OutsideListException">Not in the list on that day; the words say whether it ever was.</exception>
    public static InquiryPermit Demand(IEnumerable<InquiryPermit> list, InquiryDirection direction, int item, DateOnly day)
    {
        var ofItem = list.Where(p => p.Direction == direction && p.Item == item).OrderBy(p => p.ValidFrom).ToList();
        if (ofItem.Find(p => p.IsValidOn(day)) is { } permit)
        {
            return permit;
        }

        var title = $"{direction.Label()} {item}の項";
        throw new OutsideListException(ofItem switch
        {
            [] => $"照会許可照会リストに「{title}」はありません。この{direction.Label()}はできません。",
            [.., { ValidTo: { } last }] when last < day => $"照会許可照会リストの「{title}」は{JapaneseDate.Format(last)}で終わっています。この{direction.Label()}はできません。",
            _ => $"照会許可照会リストの「{title}」は{JapaneseDate.Format(ofItem[^1].ValidFrom)}からです。{JapaneseDate.Format(day)}の{direction.Label()}はできません。",
        });
    }

    /// <summary>The entries the portal begins with; see <c>Data/README.md</c>.</summary>
    public static IReadOnlyList<InquiryPermit> Initial { get; } = [.. EmbeddedLines.Of("inquiry-permits.txt").Where(line => line.Length > 0).Select(Read)];

    private static InquiryPermit Read(string line)
    {
        var words = line.Split('\t');
        var direction = words[0] == InquiryDirection.Ask.Label() ? InquiryDirection.Ask : InquiryDirection.Give;
        var item = int.Parse(words[1], CultureInfo.InvariantCulture);
        // The same id on every database.
        var id = new Guid(item, (short)(direction + 1), 0, new byte[8]);
        return new()
        {
            InquiryPermitId = id,
            Direction = direction,
            Item = item,
            Asker = words[2],
            Office = words[3],
            Giver = words[4],
            Information = words[5],
            ValidFrom = FieldText.ToDay("初日", words[6])!.Value,
            ValidTo = FieldText.ToDay("最終日", words[7].Length == 0 ? null : words[7]),
            Basis = "番号法第19条第8号に基づく主務省令第2条の表",
            EnteredByName = "初期設定",
            EnteredAt = Entered,
            Version = id,
        };
    }
}
