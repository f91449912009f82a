using System.CommandLine;
using Portal.Features.Ledger.EvidencePacks;

namespace Portal.Cli;

/// <summary>evidence verify — says of a pack that comes back whether it is the one that was made.</summary>
public static class EvidenceCommand
{
    public static Command Create(CliHost host)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "証跡ファイル(.zip)。媒体に書き出したZIPは、先にパスフレーズで展開したもの。" };
        var verify = new Command("verify", "証跡ファイルが作成されたときのままかを確かめます。違えば終了コード 1 で終わります。") { file };
        verify.SetAction((parsed, cancellationToken) => host.RunAsync(
            parsed, session => VerifyAsync(session, parsed.GetRequiredValue(file), cancellationToken), cancellationToken));
        return new Command("evidence", "証跡ファイルを扱います。") { verify };
    }

    private static async Task<int> VerifyAsync(CliSession session, FileInfo file, CancellationToken cancellationToken)
    {
        await using var stream = file.OpenRead();
        var finding = await session.Services.GetRequiredService<EvidencePackDesk>().VerifyAsync(stream, cancellationToken);
        await session.Output.WriteLineAsync(finding.Faults.Count == 0 ? "真正: 作成されたときのままです。" : "改変または別物: 作成されたときのままではありません。");
        foreach (var fault in finding.Faults)
        {
            await session.Output.WriteLineAsync($"  {fault}");
        }

        if (finding.Manifest is { } manifest)
        {
            await session.Output.WriteLineAsync($"  作成 {manifest.MadeAt:yyyy-MM-dd HH:mm:ss} (UTC) {manifest.MadeBy}");
            await session.Output.WriteLineAsync($"  操作ログ 末尾 {manifest.LogSequence:N0}番のとき");
        }

        return finding.Faults.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
