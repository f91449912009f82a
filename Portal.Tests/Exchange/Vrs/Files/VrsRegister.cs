using System.Globalization;
using System.Text;
using Portal.Tests.Exchange.Layouts;
using Xunit;

namespace Portal.Tests.Exchange.Vrs.Files;

/// <summary>A small VRS that takes registrations and flags: reads our files strictly by docs/exchange, keeps what it takes, answers line by line.</summary>
internal sealed class VrsRegister
{
    /// <summary>What it keeps, by 管理番号.</summary>
    public Dictionary<string, Dictionary<string, string>> Kept { get; } = [];

    /// <summary>The lines of the last file.</summary>
    public List<Dictionary<string, string>> Last { get; private set; } = [];

    /// <summary>Why it refuses a line; null where it does not.</summary>
    public Func<Dictionary<string, string>, string?> Refuses { get; set; } = static _ => null;

    public byte[] Answer(byte[] file)
    {
        var name = Encoding.UTF8.GetString(file).Split('"')[3];
        var (run, data) = DocumentedFile.Read(name, file);
        Last = data;
        List<string> lines = [];
        foreach (var (at, values) in data.Index())
        {
            Assert.Equal((at + 1).ToString(CultureInfo.InvariantCulture), values["行番号"]);
            var refused = Refuses(values);
            lines.Add($"\"D\",\"{at + 1}\",\"{(refused is null ? "0000" : "E201")}\",\"{refused}\"");
            if (refused is null)
            {
                Take(values);
            }
        }

        return Encoding.UTF8.GetBytes(string.Concat(new[] { $"\"H\",\"vrs-result-1\",\"{run}\",\"012033\"" }.Concat(lines).Append($"\"T\",\"{lines.Count}\"").Select(l => l + "\r\n")));
    }

    private void Take(Dictionary<string, string> values)
    {
        if (values["処理区分"] == "3")
        {
            Kept.Remove(values["管理番号"]);
            return;
        }

        Assert.False(values["処理区分"] == "1" && Kept.ContainsKey(values["管理番号"]), "registered twice");
        Kept[values["管理番号"]] = values;
    }
}
