using System.CommandLine;
using System.Diagnostics;
using Portal.Demo;
using Portal.Domain;
using Portal.Features.Ledger.MyNumbers;

namespace Portal.Cli;

/// <summary>demo — writes an invented ledger into an empty database and prints what was planted in it.</summary>
public static class DemoCommand
{
    private const int MostPeople = 1_000_000;

    public static Command Create(CliHost host)
    {
        var people = NumberOption.Create("--people", "作成する人数。", "N", DemoLedger.FullSize, 1, MostPeople);
        var seed = NumberOption.Create("--seed", "乱数の種。同じ人数と種からは同じ台帳ができます。", "N", 1, 0, int.MaxValue);
        var doses = NumberOption.Create("--doses", "一人あたりの平均接種回数の目安。", "X", DemoLedger.UsualDosesPerPerson, 0.5, 6);
        var command = new Command("demo", "架空の住民によるデモ台帳を、空のデータベースに作ります。") { people, seed, doses };
        command.SetAction((parsed, cancellationToken) => host.RunAsync(
            parsed,
            session => MakeAsync(session, parsed.GetValue(people), parsed.GetValue(seed), parsed.GetValue(doses), cancellationToken),
            cancellationToken,
            createsLedger: true));
        return command;
    }

    private static async Task<int> MakeAsync(CliSession session, int people, int seed, double doses, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var ledger = new DemoLedger(people, seed, doses);
        var fill = new DemoFill(session.DbFactory, session.Services.GetRequiredService<TimeProvider>(), session.Services.GetRequiredService<MyNumberVault>());
        try
        {
            var outcome = await fill.RunAsync(ledger, session.By, done => session.ShowProgress("デモ台帳", done, people, "人"), cancellationToken);
            if (outcome == DemoOutcome.LedgerInUse)
            {
                throw new RuleException("この台帳にはすでに他の人が登録されています。--database で新しいファイルを指定してください。");
            }

            await ReportAsync(session, ledger, outcome, watch.Elapsed, cancellationToken);
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            await session.Error.WriteLineAsync("中断しました。同じコマンドをもう一度実行すると、続きから作成します。");
            return ExitCode.Cancelled;
        }
    }

    private static async Task ReportAsync(CliSession session, DemoLedger ledger, DemoOutcome outcome, TimeSpan elapsed, CancellationToken cancellationToken)
    {
        var totals = await DemoTotals.OfAsync(session.DbFactory, cancellationToken);
        var output = session.Output;
        await output.WriteLineAsync(outcome == DemoOutcome.Made
            ? $"デモ台帳を作成しました({elapsed.TotalSeconds:0.0}秒、種 {ledger.Seed})。"
            : $"このデモ台帳はすでに完成しています(種 {ledger.Seed})。");
        await output.WriteLineAsync($"  被接種者 {totals.People:N0}人、接種記録 {totals.Doses:N0}件、接種券 {totals.Coupons:N0}件");
        await output.WriteLineAsync("仕込んだ誤り:");
        foreach (var (fault, count) in ledger.Faults)
        {
            await output.WriteLineAsync($"  {fault.Label()} {count}");
        }
    }
}
