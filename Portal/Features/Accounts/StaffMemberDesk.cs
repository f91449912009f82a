using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.SignIn;
using Portal.Features.OperationLog;

namespace Portal.Features.Accounts;

/// <summary>職員名簿 — the people IDs are issued to.</summary>
public sealed class StaffMemberDesk(IDbContextFactory<PortalDb> dbFactory, OneTimeCodes codes, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<IReadOnlyList<StaffMemberRow>> ListAsync(Staff by, string? text = null, CancellationToken cancellationToken = default)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.AccountView, Operation.AccountsShown, now, cancellationToken: cancellationToken);
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var rows = await StaffMemberSearch.ListAsync(db, text, cancellationToken);
        db.Add(OperationLogEntry.For(by, now, Operation.AccountsShown, detail: $"職員名簿 {rows.Count}名"));
        await db.SaveChangesAsync(cancellationToken);
        return rows;
    }

    /// <summary>The first few of the list whose number, name or reading fits: for a choice, not to be read through.</summary>
    public async Task<IReadOnlyList<StaffMember>> OfferAsync(string text)
    {
        await using var db = await dbFactory.CreateDbContextAsync();
        return string.IsNullOrWhiteSpace(text) ? [] : await StaffMemberSearch.People(db, text, StaffMemberSearch.Offered).ToListAsync();
    }

    /// <summary>Null: nobody has this id; the attempt is in the log.</summary>
    public async Task<OpenedStaffMember?> OpenAsync(Staff by, Guid staffMemberId)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.AccountView, Operation.AccountsShown, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        if (await db.StaffMembers.AsNoTracking().Include(s => s.Events).SingleOrDefaultAsync(s => s.StaffMemberId == staffMemberId) is not { } person)
        {
            await dbFactory.LogMissingAsync(by, Operation.AccountsShown, staffMemberId, now);
            return null;
        }

        var accounts = await db.LoadAccountsOfAsync(staffMemberId);
        List<Guid> owners = [.. accounts.Select(a => a.OwnerId).OfType<Guid>()];
        var people = await db.StaffMembers.AsNoTracking().Include(s => s.Events).Where(s => owners.Contains(s.StaffMemberId)).ToDictionaryAsync(s => s.StaffMemberId);
        db.Add(OperationLogEntry.For(by, now, Operation.AccountsShown, subjectId: staffMemberId, detail: $"職員 {person.StaffNumber}"));
        await db.SaveChangesAsync();
        return new OpenedStaffMember(person, [.. accounts.Select(a => new AccountRow(a, a.OwnerId is { } owner ? people[owner] : person, now))]);
    }

    /// <returns>The person's id.</returns>
    public async Task<Guid> EnterAsync(Staff by, StaffMemberEntry entry)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.AccountIssue, Operation.StaffMemberSaved, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var person = entry.Enter(now);
        await DemandFreeAsync(db, person.StaffNumber);
        db.Add(person);
        db.Add(OperationLogEntry.For(by, now, Operation.StaffMemberSaved, subjectId: person.StaffMemberId, detail: $"登録 {person.StaffNumber} {person.Name}"));
        try
        {
            await db.SaveActAsync();
        }
        catch (DbUpdateException)
        {
            await DemandFreeAsync(db, person.StaffNumber);
            throw;
        }

        return person.StaffMemberId;
    }

    /// <param name="by">Who changes it.</param>
    /// <param name="staffMemberId">The person.</param>
    /// <param name="seen">The version the page showed.</param>
    /// <param name="entry">As typed.</param>
    public async Task ChangeAsync(Staff by, Guid staffMemberId, Guid seen, StaffMemberEntry entry)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.AccountIssue, Operation.StaffMemberSaved, now);
        await using var db = await dbFactory.CreateDbContextAsync();
        var person = await db.LoadStaffMemberAsync(staffMemberId);
        if (person.Version != seen)
        {
            throw new RuleException(AccountConflict.Words);
        }

        entry.Write(person);
        db.Add(OperationLogEntry.For(by, now, Operation.StaffMemberSaved, subjectId: staffMemberId, detail: $"変更 {person.StaffNumber} {person.Name}"));
        await db.SaveActAsync();
    }

    /// <summary>暗証番号の初回コード, with which a member of a shared ID chooses a PIN.</summary>
    /// <returns>The code: shown once, kept nowhere.</returns>
    public async Task<IssuedCode> PinReissueAsync(Staff by, Guid staffMemberId)
    {
        var now = Now;
        await dbFactory.DemandAsync(by, Permission.AccountIssue, Operation.PinReissued, now);
        if (by.StaffMemberId == staffMemberId)
        {
            throw new RuleException("自分の暗証番号の初回コードは発行できません。ほかの指定管理者に依頼してください。");
        }

        await using var db = await dbFactory.CreateDbContextAsync();
        var person = await db.LoadStaffMemberAsync(staffMemberId);
        var code = await codes.MakeAsync(db, staffMemberId, person.StaffNumber, now);
        await db.EndSessionsAsync(db.Sessions.Where(s => s.StaffMemberId == staffMemberId && s.Seats.Any()), SessionEnd.PasswordChanged, now);
        db.Add(OperationLogEntry.For(by, now, Operation.PinReissued, subjectId: staffMemberId, detail: $"{person.StaffNumber} {person.Name}"));
        await db.SaveActAsync();
        return new IssuedCode(CodeUse.Pin, person.StaffNumber, person.Name, code, now + OneTimeCodes.ValidFor);
    }

    private static async Task DemandFreeAsync(PortalDb db, string staffNumber)
    {
        if (await db.StaffMembers.AnyAsync(s => s.StaffNumber == staffNumber))
        {
            throw new StaffNumberTakenException(staffNumber);
        }
    }
}

/// <summary>職員番号 is somebody's.</summary>
public sealed class StaffNumberTakenException(string staffNumber)
    : RuleException($"職員番号 {staffNumber} の職員はすでに登録されています。職員の一覧で探してください。");

/// <summary>A person of the staff list with every ID they use or are responsible for.</summary>
public sealed record OpenedStaffMember(StaffMember Person, IReadOnlyList<AccountRow> Accounts);
