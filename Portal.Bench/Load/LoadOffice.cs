using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Portal.Cli;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Features.Accounts.SignIn;

namespace Portal.Bench.Load;

/// <summary>An ID for every clerk, as in an office: limits and rights are each person's own. Added to the demo's office, with its password.</summary>
internal static class LoadOffice
{
    private const string Asker = "bench";

    private static readonly Staff By = new(Asker, "計測", "", "計測", Enum.GetValues<Permission>().ToHashSet());

    public static string IdOf(int clerk) => $"clerk-{clerk + 1:000}";

    /// <summary>Whoever is there already stays.</summary>
    public static async Task AddAsync(CliHost host, string ledger, int clerks, CancellationToken cancellationToken)
    {
        var added = await host.RunAsync(
            new RootCommand { host.Database }.Parse(["--database", ledger]),
            async session =>
            {
                await using var db = await session.DbFactory.CreateDbContextAsync(cancellationToken);
                var there = await db.Accounts.Select(a => a.AccountId).ToListAsync(cancellationToken);
                var hash = (await db.Set<Credential>().SingleAsync(c => c.UserName == "takahashi", cancellationToken)).PasswordHash!;
                foreach (var clerk in Enumerable.Range(0, clerks).Where(c => !there.Contains(IdOf(c))))
                {
                    Add(db, clerk, hash, DateTime.UtcNow);
                }

                await db.SaveChangesAsync(cancellationToken);
                return ExitCode.Done;
            },
            cancellationToken);
        if (added != ExitCode.Done)
        {
            throw new InvalidOperationException("The clerks could not be added.");
        }
    }

    private static void Add(PortalDb db, int clerk, string hash, DateTime now)
    {
        var person = new StaffMember
        {
            StaffMemberId = Guid.CreateVersion7(now),
            StaffNumber = $"9{clerk + 1:000}",
            Name = $"計測 {clerk + 1}",
            Kana = "ケイソク",
            Department = "保健総務課",
            Position = "主事",
            EnteredAt = now,
        };
        var account = Account.Request(By, IdOf(clerk), person, [Role.Editor], JapanTime.DayOf(now).AddYears(1), "計測のため", now);
        account.Approve(By with { AccountId = "bench-approver" }, now);
        account.Issue(By with { AccountId = "bench-approver" }, now);
        account.PasswordChangeDue = false;
        db.AddRange(person, account, new Credential
        {
            Id = Credential.IdOf(account.AccountKey),
            UserName = account.AccountId,
            PasswordHash = hash,
            PasswordChangedAt = now,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            LockoutEnabled = true,
        });
    }
}
