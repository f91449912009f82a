using System.CommandLine;
using Portal.Bench;
using Portal.Bench.Durability;
using Portal.Bench.Load;

var people = new Option<int>("--people") { DefaultValueFactory = _ => 300_000, Description = "People of the large ledger; the small one has a tenth." };
var lines = new Option<int>("--lines") { DefaultValueFactory = _ => 100_000, Description = "Lines of the import." };
var folder = new Option<string>("--folder") { DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "portal-bench"), Description = "Where the ledgers are kept between runs." };
var only = new Option<string[]>("--only") { AllowMultipleArgumentsPerToken = true, Description = "search, correct, access, log, numbers, review, check, twins, asof, undo, report, replica, comparison, import, reconcile, lists, answers, screen; all without it." };
var root = new RootCommand("Measures the portal against hand-written ADO.NET on the same files, in the same run.") { people, lines, folder, only, DurabilityCommand.Create(), DurabilityCommand.CreateClerks(), LoadCommand.Create() };
root.SetAction(async (parsed, cancellationToken) =>
{
    var ledgers = await Ledgers.PrepareAsync(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(people), cancellationToken);
    var wanted = parsed.GetValue(only) is { Length: > 0 } chosen ? chosen : ["search", "correct", "access", "log", "numbers", "review", "check", "twins", "asof", "undo", "report", "replica", "comparison", "import", "reconcile", "lists", "answers", "screen"];
    var report = new Report();
    if (wanted.Contains("search"))
    {
        await SearchBench.RunAsync(ledgers, report);
    }

    if (wanted.Contains("correct"))
    {
        await CorrectionBench.RunAsync(ledgers, report);
    }

    if (wanted.Contains("access"))
    {
        await AccessBench.RunAsync(ledgers, report);
    }

    if (wanted.Contains("log"))
    {
        await LogBench.RunAsync(ledgers, report);
    }

    if (wanted.Contains("numbers"))
    {
        await NumbersBench.RunAsync(ledgers, report);
    }

    if (wanted.Contains("review"))
    {
        await LogReviewBench.RunAsync(ledgers, report);
    }

    if (wanted.Contains("check"))
    {
        await CheckBench.RunAsync(ledgers, report);
    }

    if (wanted.Contains("twins"))
    {
        await TwinsBench.RunAsync(ledgers, report);
    }

    if (wanted.Contains("asof"))
    {
        await AsOfBench.RunAsync(ledgers, report);
    }

    if (wanted.Contains("report"))
    {
        await ReportBench.RunAsync(ledgers, report);
    }

    if (wanted.Contains("undo"))
    {
        await ImportBench.UndoAsync(ledgers, 20_000, report);
    }

    if (wanted.Contains("import"))
    {
        await ImportBench.RunAsync(ledgers, parsed.GetRequiredValue(lines), report);
    }

    if (wanted.Contains("replica"))
    {
        await ReplicaBench.RunAsync(ledgers, report);
    }

    if (wanted.Contains("comparison"))
    {
        await ComparisonBench.RunAsync(ledgers, report);
    }

    if (wanted.Contains("reconcile"))
    {
        await ReconcileBench.RunAsync(ledgers, report);
    }

    if (wanted.Contains("lists"))
    {
        await ListBench.RunAsync(ledgers, report);
    }

    if (wanted.Contains("answers"))
    {
        await AnswerBench.RunAsync(ledgers, report);
    }

    if (wanted.Contains("screen"))
    {
        await ScreenBench.RunAsync(ledgers, report);
    }

    return report.Close();
});
return await root.Parse(args).InvokeAsync();
