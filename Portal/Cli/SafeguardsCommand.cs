using System.CommandLine;
using Portal.Domain;
using Portal.Features.Safeguards;

namespace Portal.Cli;

/// <summary>safeguards export — writes the self-inspection workbook to a file.</summary>
public static class SafeguardsCommand
{
    public static Command Create(CliHost host)
    {
        var file = new Option<FileInfo>("--file") { Description = "作成するExcelファイル(.xlsx)。あるファイルは上書きしません。", HelpName = "FILE", Required = true };
        var export = new Command("export", "安全管理措置の自己点検表をExcelファイルに出力します。") { file };
        export.SetAction((parsed, cancellationToken) => host.RunAsync(parsed, session => ExportAsync(session, parsed.GetRequiredValue(file), cancellationToken), cancellationToken));
        return new Command("safeguards", "安全管理措置の状況を扱います。") { export };
    }

    private static async Task<int> ExportAsync(CliSession session, FileInfo file, CancellationToken cancellationToken)
    {
        if (file.Exists)
        {
            throw new RuleException($"ファイル {file.Name} はすでにあります。別の名前を指定してください。");
        }

        var (content, _) = await session.Services.GetRequiredService<SafeguardsDesk>().ExportAsync(session.By, cancellationToken);
        await File.WriteAllBytesAsync(file.FullName, content, cancellationToken);
        await session.Output.WriteLineAsync($"自己点検表を {file.Name} に出力しました。");
        return ExitCode.Done;
    }
}
