using System.CommandLine;
using System.Globalization;
using Portal.Domain;
using Portal.Features.Accounts.Reviews;

namespace Portal.Cli;

/// <summary>review export — writes the workbook of a review to a file.</summary>
public static class ReviewCommand
{
    public static Command Create(CliHost host)
    {
        var number = new Argument<int>("NUMBER")
        {
            Description = "棚卸の回。",
            CustomParser = result =>
            {
                if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0)
                {
                    return value;
                }

                result.AddError("NUMBER は棚卸の回を1からの数で指定してください。");
                return 0;
            },
        };
        var file = new Argument<FileInfo>("FILE") { Description = "作成するExcelファイル(.xlsx)。あるファイルは上書きしません。" };
        var export = new Command("export", "棚卸の記録をExcelファイルに出力します。") { number, file };
        export.SetAction((parsed, cancellationToken) => host.RunAsync(
            parsed, session => ExportAsync(session, parsed.GetValue(number), parsed.GetRequiredValue(file), cancellationToken), cancellationToken));
        return new Command("review", "利用者IDの棚卸を扱います。") { export };
    }

    private static async Task<int> ExportAsync(CliSession session, int number, FileInfo file, CancellationToken cancellationToken)
    {
        if (file.Exists)
        {
            throw new RuleException($"ファイル {file.Name} はすでにあります。別の名前を指定してください。");
        }

        var export = session.Services.GetRequiredService<ReviewExport>();
        if (await export.FindAsync(number, cancellationToken) is not { } id || await export.MakeAsync(session.By, id, cancellationToken) is not { } book)
        {
            throw new RuleException($"第{number}回の棚卸はありません。");
        }

        await File.WriteAllBytesAsync(file.FullName, book.Content, cancellationToken);
        await session.Output.WriteLineAsync($"第{number}回の棚卸を {file.Name} に出力しました。");
        return ExitCode.Done;
    }
}
