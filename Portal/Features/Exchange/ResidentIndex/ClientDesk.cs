using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.ResidentIndex;
using Portal.Domain.OperationLog;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.ResidentIndex;

/// <summary>連携先システム — entering one, changing it, its secret, stopping and resuming.</summary>
public sealed class ClientDesk(IDbContextFactory<PortalDb> dbFactory, IPasswordHasher<AddresseeClient> hasher, TimeProvider time)
{
    private const string Conflict = "ほかの職員が同時に変更しました。画面を開き直してください。";

    /// <summary>One of them, and how often it was answered. Null: no such client.</summary>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    public async Task<OpenedClient?> OpenAsync(Staff by, Guid id)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.ClientView, Operation.ClientsShown, now, id);
        await using var db = await dbFactory.CreateDbContextAsync();
        if (await db.AddresseeClients.AsNoTracking().SingleOrDefaultAsync(c => c.AddresseeClientId == id) is not { } client)
        {
            await dbFactory.LogMissingAsync(by, Operation.ClientsShown, id, now);
            return null;
        }

        var answers = await ResidentIndexSearch.Answers(db, client.ClientId, now.AddDays(-ResidentIndexSearch.Days)).ToListAsync();
        db.Add(OperationLogEntry.For(by, now, Operation.ClientsShown, subjectId: id, detail: client.ClientId));
        await db.SaveChangesAsync();
        return new(client, answers, JapanTime.DayOf(now));
    }

    /// <summary>登録, with the first secret: shown once.</summary>
    /// <exception cref="FieldProblemsException">Something of the entry is missing or cannot be read.</exception>
    /// <exception cref="RuleException">The name is taken.</exception>
    public async Task<ClientSecret> EnterAsync(Staff by, ClientEntry entry)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.ClientManage, Operation.ClientSaved, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var client = AddresseeClient.Enter(entry, by, now);
        await DemandFreeAsync(db, client);
        var secret = NewSecret(client, now);
        db.Add(client);
        db.Add(OperationLogEntry.For(by, now, Operation.ClientSaved, subjectId: client.AddresseeClientId, detail: $"登録 {Words(client)}"));
        db.Add(OperationLogEntry.For(by, now, Operation.ClientSecretMade, subjectId: client.AddresseeClientId, detail: client.ClientId));
        await SaveAsync(db);
        return secret;
    }

    /// <summary>変更</summary>
    /// <param name="by">The administrator.</param>
    /// <param name="id">Which.</param>
    /// <param name="version">As the page saw it.</param>
    /// <param name="entry">As typed.</param>
    public Task ChangeAsync(Staff by, Guid id, Guid version, ClientEntry entry) => ActAsync(by, Operation.ClientSaved, id, version, async (db, client, now) =>
    {
        client.Describe(entry, JapanTime.DayOf(now));
        await DemandFreeAsync(db, client);
        return ($"変更 {Words(client)}", null);
    });

    /// <summary>シークレットの再発行: the one before, and every token made with it, are void at once.</summary>
    /// <exception cref="RuleException">Stopped, or changed by somebody else meanwhile.</exception>
    public async Task<ClientSecret> RotateAsync(Staff by, Guid id, Guid version)
    {
        ClientSecret? secret = null;
        await ActAsync(by, Operation.ClientSecretMade, id, version, (_, client, now) =>
        {
            secret = NewSecret(client, now);
            return Task.FromResult<(string, string?)>((client.ClientId, null));
        });
        return secret!;
    }

    /// <summary>停止, at once, for every token too.</summary>
    /// <exception cref="RuleException">No reason, stopped already, or changed by somebody else meanwhile.</exception>
    public Task StopAsync(Staff by, Guid id, Guid version, string? reason) => ActAsync(by, Operation.ClientStopped, id, version, (_, client, now) =>
    {
        client.Stop(reason, now);
        return Task.FromResult<(string, string?)>((client.ClientId, client.StopReason));
    });

    /// <summary>再開: it needs a new secret before it can ask again.</summary>
    /// <exception cref="RuleException">Not stopped, or changed by somebody else meanwhile.</exception>
    public Task ResumeAsync(Staff by, Guid id, Guid version) => ActAsync(by, Operation.ClientResumed, id, version, (_, client, _) =>
    {
        client.Resume();
        return Task.FromResult<(string, string?)>((client.ClientId, null));
    });

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private ClientSecret NewSecret(AddresseeClient client, DateTime now)
    {
        var secret = AddresseeClient.NewSecret();
        client.TakeSecret(hasher.HashPassword(client, secret), now);
        return new(client.AddresseeClientId, client.ClientId, client.Name, secret);
    }

    private async Task ActAsync(Staff by, Operation operation, Guid id, Guid version, Func<PortalDb, AddresseeClient, DateTime, Task<(string Detail, string? Purpose)>> act)
    {
        var now = Now;
        await dbFactory.DemandForAsync(by, Permission.ClientManage, operation, now, id);
        await using var db = await dbFactory.CreateDbContextAsync();
        var client = await db.AddresseeClients.SingleOrDefaultAsync(c => c.AddresseeClientId == id)
            ?? throw new RuleException("この連携先システムは見つかりません。一覧を開き直してください。");
        if (client.Version != version)
        {
            throw new RuleException(Conflict);
        }

        var (detail, purpose) = await act(db, client, now);
        db.Add(OperationLogEntry.For(by, now, operation, subjectId: id, detail: detail, purpose: purpose));
        await SaveAsync(db);
    }

    private static async Task DemandFreeAsync(PortalDb db, AddresseeClient client)
    {
        if (await db.AddresseeClients.AnyAsync(c => c.Name == client.Name && c.AddresseeClientId != client.AddresseeClientId))
        {
            throw new FieldProblemsException([new(nameof(ClientEntry.Name), $"「{client.Name}」という連携先システムはすでにあります。別の名称を入力してください。")]);
        }
    }

    private static async Task SaveAsync(PortalDb db)
    {
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException failed) when (failed is DbUpdateConcurrencyException || failed.Entries.Any(e => e.Entity is AddresseeClient))
        {
            throw new RuleException(Conflict);
        }
    }

    private static string Words(AddresseeClient client) =>
        $"{client.ClientId} {client.Name} {client.Scopes} {client.AddressRanges} 毎分{client.PerMinute} {FieldTextOf(client.ValidUntil)}まで";

    private static string FieldTextOf(DateOnly day) => Domain.Ledger.FieldText.Day(day);
}

/// <summary>クライアントIDとシークレット, to be shown once.</summary>
public sealed record ClientSecret(Guid AddresseeClientId, string ClientId, string Name, string Secret)
{
    public override string ToString() => $"{nameof(ClientSecret)} {ClientId}";
}

/// <param name="Client">The client.</param>
/// <param name="Answers">Of the last days, by result.</param>
/// <param name="Today">Of Japan.</param>
public sealed record OpenedClient(AddresseeClient Client, IReadOnlyList<AnswerCount> Answers, DateOnly Today);
