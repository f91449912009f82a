using System.CommandLine;
using Portal.Features.Accounts.Personnel;

namespace Portal.Cli;

/// <summary>personnel import — takes in the personnel office's file, as the screen does.</summary>
public static class PersonnelCommand
{
    public static Command Create(CliHost host)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "発令のCSVファイル(職員番号,氏名,種別,発令日,備考。UTF-8 または Shift_JIS)。" };
        var dryRun = new Option<bool>("--dry-run") { Description = "事前確認だけを行い、何も記録しません。" };
        var import = new Command("import", "異動・退職・休職・復職のファイルを取り込みます。全部取り込むか、何も取り込まないかのどちらかです。") { file, dryRun };
        import.SetAction((parsed, cancellationToken) => host.RunAsync(
            parsed, session => ImportAsync(session, parsed.GetRequiredValue(file), parsed.GetValue(dryRun), cancellationToken), cancellationToken));
        return new Command("personnel", "人事の発令を扱います。") { import };
    }

    private static async Task<int> ImportAsync(CliSession session, FileInfo file, bool dryRun, CancellationToken cancellationToken)
    {
        var desk = session.Services.GetRequiredService<PersonnelImportDesk>();
        await using var upload = file.OpenRead();
        var preview = await desk.PreviewAsync(session.By, upload, file.Name, cancellationToken);
        foreach (var line in preview.Lines)
        {
            foreach (var words in line.Warnings.Prepend(line.Reason).OfType<string>())
            {
                await session.Output.WriteLineAsync($"  {line.Text.LineNumber}行目: {words}");
            }
        }

        var (taken, known, bad) = (preview.Count(PersonnelLineState.New), preview.Count(PersonnelLineState.Known), preview.Count(PersonnelLineState.Bad));
        await session.Output.WriteLineAsync($"{preview.Lines.Count:N0}行 = 記録する {taken:N0} + 記録済み {known:N0} + 誤り {bad:N0}");
        if (dryRun)
        {
            await session.Output.WriteLineAsync("事前確認だけを行いました。何も記録していません。");
            return bad == 0 ? ExitCode.Done : ExitCode.Failed;
        }

        await session.Output.WriteLineAsync($"発令を{await desk.ApplyAsync(session.By, preview, cancellationToken):N0}件記録しました。");
        return ExitCode.Done;
    }
}
