using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using MudBlazor;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Security;

namespace Portal.Features.Accounts.Personnel;

/// <summary>Choose a file, look at every line, take it in.</summary>
public sealed partial class PersonnelImportPage(PersonnelImportDesk desk, CurrentStaff current, NavigationManager navigation, ISnackbar snackbar)
{
    private const int RowsShown = 100;

    private PersonnelImportPreview? _preview;
    private IReadOnlyList<FieldError> _errors = [];
    private bool _busy;

    private int New => _preview!.Count(PersonnelLineState.New);

    private int Bad => _preview!.Count(PersonnelLineState.Bad);

    /// <summary>What needs eyes first.</summary>
    private IReadOnlyList<PersonnelImportLine> Shown =>
    [
        .. _preview!.Lines.OrderBy(l => l switch { { State: PersonnelLineState.Bad } => 0, { Warnings.Count: > 0 } => 1, { State: PersonnelLineState.Known } => 2, _ => 3 })
            .ThenBy(l => l.Text.LineNumber).Take(RowsShown),
    ];

    private Task LookAsync(InputFileChangeEventArgs chosen) => BusyAsync(async by =>
    {
        _preview = null;
        await using var upload = chosen.File.OpenForReading(PersonnelFile.MaxBytes);
        _preview = await desk.PreviewAsync(by, upload, chosen.File.Name);
    });

    private Task ApplyAsync() => BusyAsync(async by =>
    {
        var taken = await desk.ApplyAsync(by, _preview!);
        snackbar.Add($"発令を{taken}件記録しました。", Severity.Success);
        Leave();
    });

    private async Task BusyAsync(Func<Staff, Task> act)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _errors) = (true, []);
        try
        {
            await act(await current.GetAsync());
        }
        catch (RuleException refusal)
        {
            _errors = [new(_preview is null ? "file" : null, refusal.Message)];
        }
        catch (IOException)
        {
            _errors = [new("file", "ファイルを読み取れませんでした。もう一度選んでください。")];
        }
        finally
        {
            _busy = false;
        }
    }

    private void Leave() => navigation.NavigateTo(Addresses.Personnel);

    private static (TagKind Kind, string Words) State(PersonnelImportLine line) => line.State switch
    {
        PersonnelLineState.New => line.Warnings.Count > 0 ? (TagKind.Warn, "記録する（注意）") : (TagKind.Ok, "記録する"),
        PersonnelLineState.Known => (TagKind.Neutral, "記録済み"),
        PersonnelLineState.Bad => (TagKind.Error, "誤り"),
        _ => throw new ArgumentOutOfRangeException(nameof(line)),
    };
}
