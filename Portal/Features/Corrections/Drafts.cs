using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;

namespace Portal.Features.Corrections;

/// <summary>Keeps what is typed into a form until it is saved, through lost connections and restarts. Payloads are encrypted.</summary>
public sealed class Drafts(IDbContextFactory<PortalDb> dbFactory, IDataProtectionProvider protection, TimeProvider time)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Portal.Drafts");

    /// <summary>Writes the draft of one form; a second tab of the same form overwrites it.</summary>
    public async Task SaveAsync<T>(Staff by, string form, T content)
    {
        var payload = _protector.Protect(JsonSerializer.Serialize(content));
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync();
        if (await UpdateAsync(db, by, form, payload, now))
        {
            return;
        }

        db.Add(new Draft { DraftId = Guid.CreateVersion7(time.GetUtcNow()), PersonKey = by.PersonKey, Form = form, Payload = payload, UpdatedAt = now });
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException)
        {
            // Another tab made the row between our look and our insert.
            if (!await UpdateAsync(db, by, form, payload, now))
            {
                throw;
            }
        }
    }

    /// <summary>The draft and when it was kept, or null when there is none (or its key is gone).</summary>
    public async Task<(T Content, DateTime UpdatedAt)?> LoadAsync<T>(Staff by, string form)
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        var draft = await db.Drafts.AsNoTracking().SingleOrDefaultAsync(d => d.PersonKey == by.PersonKey && d.Form == form);
        if (draft is null)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(_protector.Unprotect(draft.Payload)) is { } content ? (content, draft.UpdatedAt) : null;
        }
        catch (Exception unreadable) when (unreadable is System.Security.Cryptography.CryptographicException or JsonException)
        {
            return null;
        }
    }

    public async Task DiscardAsync(Staff by, string form)
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        await db.Drafts.Where(d => d.PersonKey == by.PersonKey && d.Form == form).ExecuteDeleteAsync();
    }

    private static async Task<bool> UpdateAsync(PortalDb db, Staff by, string form, string payload, DateTime now) =>
        await db.Drafts.Where(d => d.PersonKey == by.PersonKey && d.Form == form)
            .ExecuteUpdateAsync(u => u.SetProperty(d => d.Payload, payload).SetProperty(d => d.UpdatedAt, now)) > 0;
}
