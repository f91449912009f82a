using System.CommandLine;

namespace Portal.Cli;

/// <summary>One line for a command line that was not understood, naming what was probably meant.</summary>
internal static class Misuse
{
    private const int MaxDistance = 2;

    public static string Describe(ParseResult parsed) =>
        $"{(parsed.UnmatchedTokens is [var token, ..] ? Unmatched(parsed, token) : string.Join(' ', parsed.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.', '。') + "。")}使い方は --help で確かめてください。";

    private static string Unmatched(ParseResult parsed, string token)
    {
        var isOption = token.StartsWith('-');
        var meant = Known(parsed, isOption).Where(known => Distance(token, known) <= MaxDistance).MinBy(known => Distance(token, known));
        return $"{token} という{(isOption ? "オプション" : "コマンドや引数")}はありません。{(meant is null ? "" : $"{meant} ではありませんか。")}";
    }

    private static IEnumerable<string> Known(ParseResult parsed, bool options)
    {
        var command = parsed.CommandResult.Command;
        return options
            ? command.Options.Concat(parsed.RootCommandResult.Command.Options).Select(option => option.Name)
            : command.Subcommands.Select(subcommand => subcommand.Name);
    }

    /// <summary>Letters to change, add or drop to get from one word to the other.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        foreach (var (i, letter) in from.Index())
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 1; j < row.Length; j++)
            {
                var changed = diagonal + (letter == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
