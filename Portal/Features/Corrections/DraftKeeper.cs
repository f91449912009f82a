using Portal.Domain.Accounts;

namespace Portal.Features.Corrections;

/// <summary>Writes a form's draft soon after a change, without a write for every key.</summary>
public sealed class DraftKeeper<T>(Drafts drafts, TimeProvider time, Staff by, string form, Func<T> content)
{
    /// <summary>The most that typing can be ahead of its draft.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private bool _changed;

    /// <summary>Japan time of the last draft, for 「下書き 10:42 に保存」.</summary>
    public DateTime? KeptAt { get; private set; }

    public string? Status => KeptAt is { } at ? $"下書き {at:HH:mm} に保存" : null;

    public void Touch() => _changed = true;

    /// <summary>Runs until the form closes; <paramref name="kept"/> is called after every draft.</summary>
    public async Task RunAsync(Func<Func<Task>, Task> onDispatcher, Action kept, CancellationToken closing)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(closing))
            {
                await onDispatcher(async () =>
                {
                    if (await KeepAsync())
                    {
                        kept();
                    }
                });
            }
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
        }
    }

    /// <summary>Writes what has not been written yet.</summary>
    public async Task<bool> KeepAsync()
    {
        if (!_changed)
        {
            return false;
        }

        _changed = false;
        await drafts.SaveAsync(by, form, content());
        KeptAt = Portal.Domain.JapanTime.Of(time.GetUtcNow().UtcDateTime);
        return true;
    }

    /// <summary>The form has been saved, or its draft given up.</summary>
    public async Task DiscardAsync()
    {
        _changed = false;
        KeptAt = null;
        await drafts.DiscardAsync(by, form);
    }
}
