using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog;

/// <summary>The first line of every act: the permission, and the record of a denial.</summary>
public static class OperationGate
{
    /// <summary>Returns when the permission is held; otherwise writes the denial and throws <see cref="PermissionDeniedException"/>.</summary>
    public static Task DemandAsync(
        this IDbContextFactory<PortalDb> dbFactory, Staff by, Permission permission, Operation operation, DateTime now,
        Guid? personId = null, CancellationToken cancellationToken = default) =>
        dbFactory.DemandAsync(OperationLogEntry.For(by, now, operation, personId, detail: Words(permission), result: OperationResult.Denied), by, permission, cancellationToken);

    /// <summary>The same for an act on something that is no person: the denial names it.</summary>
    public static Task DemandForAsync(
        this IDbContextFactory<PortalDb> dbFactory, Staff by, Permission permission, Operation operation, DateTime now,
        Guid? subjectId, CancellationToken cancellationToken = default) =>
        dbFactory.DemandAsync(OperationLogEntry.For(by, now, operation, subjectId: subjectId, detail: Words(permission), result: OperationResult.Denied), by, permission, cancellationToken);

    /// <summary>支援措置: the permission and the purpose a protected address is shown for.</summary>
    /// <returns>The entry, to be saved before the address is shown.</returns>
    /// <exception cref="PermissionDeniedException">Written to the log.</exception>
    /// <exception cref="RuleException">The purpose is too short, too long, or holds a possible My Number.</exception>
    public static async Task<OperationLogEntry> DemandAddressAsync(
        this IDbContextFactory<PortalDb> dbFactory, Staff by, DateTime now, string? purpose, Guid personId, Guid? subjectId = null)
    {
        await dbFactory.DemandAsync(by, Permission.ProtectedAddressView, Operation.ProtectedAddressShown, now, personId);
        return OperationLogEntry.For(
            by, now, Operation.ProtectedAddressShown, personId, subjectId, purpose: StatedPurpose.Demand("住所を表示する目的", purpose));
    }

    /// <summary>The record of a look at an id nobody has: typed, guessed or out of date.</summary>
    public static async Task LogMissingAsync(this IDbContextFactory<PortalDb> dbFactory, Staff by, Operation operation, Guid subjectId, DateTime now)
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        db.Add(OperationLogEntry.For(by, now, operation, subjectId: subjectId, detail: "該当なし", result: OperationResult.Failed));
        await db.SaveChangesAsync();
    }

    /// <summary>An act with no form before it any more, as the answer to a download: what a rule refuses is a denied row of the log.</summary>
    public static async Task<T> LogRefusalAsync<T>(
        this IDbContextFactory<PortalDb> dbFactory, Staff by, Operation operation, DateTime now, Guid? personId, Guid? subjectId, Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (RuleException refused) when (refused is not PermissionDeniedException)
        {
            await using var db = await dbFactory.CreateDbContextAsync();
            db.Add(OperationLogEntry.For(by, now, operation, personId, subjectId, detail: $"断った理由: {refused.Message}", result: OperationResult.Denied));
            await db.SaveChangesAsync();
            throw;
        }
    }

    /// <summary>The same of an act that hands nothing back.</summary>
    public static Task LogRefusalAsync(
        this IDbContextFactory<PortalDb> dbFactory, Staff by, Operation operation, DateTime now, Guid? personId, Guid? subjectId, Func<Task> act) =>
        dbFactory.LogRefusalAsync<object?>(by, operation, now, personId, subjectId, async () =>
        {
            await act();
            return null;
        });

    private static string Words(Permission permission) => $"権限なし: {permission}";

    private static async Task DemandAsync(
        this IDbContextFactory<PortalDb> dbFactory, OperationLogEntry denial, Staff by, Permission permission, CancellationToken cancellationToken)
    {
        if (by.May(permission))
        {
            return;
        }

        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        db.Add(denial);
        await db.SaveChangesAsync(cancellationToken);
        throw new PermissionDeniedException(permission);
    }
}
