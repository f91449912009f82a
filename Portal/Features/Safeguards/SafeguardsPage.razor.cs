using Microsoft.AspNetCore.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Ledger;
using Portal.Domain.Safeguards;
using Portal.Security;

namespace Portal.Features.Safeguards;

/// <summary>安全管理措置 — every promise of the published assessment with today's evidence.</summary>
public sealed partial class SafeguardsPage(SafeguardsDesk desk, CurrentStaff current, NavigationManager navigation) : IDisposable
{
    private static readonly (string Word, string Label, Func<BoardLine, bool> Holds)[] Views =
    [
        ("all", "すべて", _ => true),
        ("open", "要確認・要対応", l => l.State is not EvidenceState.Kept),
        ("outside", "プログラムの外", l => l.Evidence is null),
        ("overdue", "自己点検が要る", l => l.IsInspectionDue),
    ];

    private readonly CancellationTokenSource _closing = new();
    private Staff? _staff;
    private Board? _board;
    private DateTime? _printedAt;
    private string? _refused;

    [SupplyParameterFromQuery]
    public string? Show { get; set; }

    private (string Word, string Label, Func<BoardLine, bool> Holds) View => Views.FirstOrDefault(v => v.Word == Show) is { Word: not null } named ? named : Views[0];

    private IReadOnlyList<BoardLine>? Lines => _board?.Lines.Where(View.Holds).ToList();

    protected override async Task OnInitializedAsync()
    {
        _staff = await current.GetAsync();
        try
        {
            _board = await desk.ShowAsync(_staff, _closing.Token);
        }
        catch (RuleException refusal)
        {
            _refused = refusal.Message;
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
        }
    }

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    private async Task PrintAsync() => _printedAt = await desk.RecordPrintAsync(await current.GetAsync());

    private static string InspectionWords(BoardLine line) => line.Last is { } last ? $"{JapaneseDate.FormatShort(last.InspectedOn)} {last.Result.Label()}" : "記録なし";
}
