using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Components;
using Portal.Domain;
using Portal.Domain.Exchange;
using Portal.Security;

namespace Portal.Features.Exchange;

/// <summary>Choose a file, look at what it would do, take it in.</summary>
public sealed partial class NewImportPage(ImportDesk desk, CurrentStaff current, NavigationManager navigation)
{
    private readonly HashSet<ZeroColumn> _repairs = [];
    private CancellationTokenSource _stop = new();
    private ImportKind _kind = ImportKind.Vrs;
    private ImportPreview? _preview;
    private IReadOnlyList<FieldError> _errors = [];
    private ImportProgress _progress;
    private string _doing = "";
    private string? _notice;
    private bool _busy;

    private async Task LookAsync(InputFileChangeEventArgs chosen)
    {
        var by = await current.GetAsync();
        await BusyAsync("ファイルを確かめています", async (progress, stop) =>
        {
            await using var upload = chosen.File.OpenForReading(ImportFolder.MaxBytes, stop);
            _preview = await desk.PreviewAsync(upload, chosen.File.Name, _kind, by, progress: progress, cancellationToken: stop);
            _repairs.UnionWith(ZeroRepair.Everything);
        });
    }

    private async Task ApplyAsync()
    {
        if (_preview is not { } preview)
        {
            return;
        }

        var by = await current.GetAsync();
        await BusyAsync("取り込んでいます", async (progress, stop) =>
        {
            var run = await desk.ApplyAsync(preview.ImportPreviewId, new ImportChoices(_repairs.ToHashSet()), by, progress, stop);
            _preview = null;
            await InvokeAsync(() => navigation.NavigateTo(Addresses.Import(run.ImportRunId)));
        });
    }

    /// <summary>SQLite answers on the thread that asks, so the work leaves the circuit's; a second press while busy does nothing.</summary>
    private async Task BusyAsync(string doing, Func<IProgress<ImportProgress>, CancellationToken, Task> act)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _doing, _progress, _errors, _notice) = (true, doing, default, [], null);
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        var progress = new Progress<ImportProgress>(Show);
        try
        {
            await Task.Run(() => act(progress, _stop.Token));
        }
        catch (OperationCanceledException)
        {
            _notice = "取り消しました。台帳は変わっていません。";
        }
        catch (RuleException refusal)
        {
            _errors = [new(_preview is null ? "file" : null, refusal.Message)];
        }
        finally
        {
            _busy = false;
        }
    }

    private void Show(ImportProgress progress)
    {
        _progress = progress;
        StateHasChanged();
    }

    private Task Stop() => _stop.CancelAsync();

    private void LeaveAsync()
    {
        Forget();
        navigation.NavigateTo(Addresses.Imports);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        Forget();
    }

    private void Forget()
    {
        if (_preview is not null)
        {
            desk.Discard(_preview.ImportPreviewId);
            _preview = null;
        }
    }
}
