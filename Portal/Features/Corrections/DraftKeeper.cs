using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Accounts;

namespace Portal.Features.Corrections;

/// <summary>Keeps the draft of an open form: within two seconds of a change, and when the form is left.</summary>
/// <param name="drafts">Where drafts are kept.</param>
/// <param name="time">The clock.</param>
/// <param name="by">Whose draft.</param>
/// <param name="form">Key of the form and the record it is about.</param>
/// <param name="content">What to keep, asked for at the moment of saving.</param>
/// <param name="kept">Called after every attempt.</param>
public sealed class DraftKeeper<T>(Drafts drafts, TimeProvider time, Staff by, string form, Func<T> content, Action kept) : IAsyncDisposable
{
    private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(2), time);
    private Task _keeping = Task.CompletedTask;
    private bool _changed;

    /// <summary>Said beside the buttons.</summary>
    public string? Status { get; private set; }

    /// <summary>Call on the component's own thread: what follows stays on it.</summary>
    public void Start() => _keeping = KeepAsync();

    public void Touch() => _changed = true;

    public async Task SaveAsync()
    {
        if (!_changed)
        {
            return;
        }

        _changed = false;
        try
        {
            await drafts.SaveAsync(by, form, content());
            Status = $"下書き {JapanTime.Of(time.GetUtcNow().UtcDateTime):H:mm} に保存";
        }
        catch (Exception failed) when (failed is DbException or DbUpdateException)
        {
            _changed = true;
            Status = "下書きを保存できません。もう一度試しています…";
        }

        kept();
    }

    /// <summary>The record is saved: nothing is left to restore.</summary>
    public async Task DiscardAsync()
    {
        _changed = false;
        Status = null;
        await drafts.DiscardAsync(by, form);
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _keeping;
        await SaveAsync();
    }

    private async Task KeepAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            await SaveAsync();
        }
    }
}
