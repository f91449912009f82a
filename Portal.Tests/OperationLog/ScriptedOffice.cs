using Microsoft.Extensions.DependencyInjection;
using Portal.Demo;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Corrections;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts;
using Portal.Features.Corrections;
using Portal.Features.Ledger;
using Portal.Features.OperationLog.Screens;
using Portal.Tests.Corrections;
using Portal.Tests.Security;

namespace Portal.Tests.OperationLog;

/// <summary>What the log has to say of one act. A missing session or trace: whoever acted had none.</summary>
internal sealed record ExpectedRow(
    DateTime At, string AccountId, Guid? StaffMemberId, string Terminal, Guid? SessionId, string? Trace, Operation Operation, OperationResult Result, Guid? PersonId)
{
    public static ExpectedRow Of(OperationLogEntry e) =>
        new(e.At, e.AccountId, e.StaffMemberId, e.Terminal, e.SessionId, e.Trace, e.Operation, e.Result, e.LedgerPersonId);
}

/// <summary>An office at work by a script: each act is done by somebody at random, and what the log must say of it is written beside it.</summary>
internal sealed class ScriptedOffice(PortalHost portal, LedgerPerson[] people, IReadOnlyDictionary<string, Guid> staff, Random random)
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];
    private readonly Dictionary<Guid, Guid> _doses = [];
    private readonly HashSet<Guid> _known = [.. people.Select(p => p.LedgerPersonId)];
    private int _made;

    public List<ExpectedRow> Expected { get; } = [];

    private DateTime Now => portal.Time.GetUtcNow().UtcDateTime;

    private LedgerPerson Someone => people[random.Next(people.Length)];

    /// <summary>Does acts until at least so many rows are due.</summary>
    public async Task WorkAsync(int rows)
    {
        Func<Task>[] acts =
        [
            SearchAsync, OpenAsync, OpenNobodyAsync, PrintAsync, ShowAddressAsync, RegisterDoseAsync, CorrectAsync, RequestAndApproveAsync, RegisterPersonAsync,
            AttachAsync, DeniedAsync, ListAccountsAsync, SearchLogAsync, ViewersAsync, DayAsync,
        ];
        while (Expected.Count < rows)
        {
            portal.Time.Advance(TimeSpan.FromMilliseconds(random.Next(1, 900)));
            await acts[random.Next(acts.Length)]();
        }
    }

    private async Task SearchAsync()
    {
        var by = Of(Pick("takahashi", "sasaki", "yoshida"));
        await Get<LedgerSearch>().FindAsync(Pick("サトウ", "佐藤", "1204873", "S25.3.4"), by);
        Expect(by, Operation.LedgerSearched);
    }

    private async Task OpenAsync()
    {
        var (by, person) = (Of(Pick("takahashi", "sasaki", "yoshida")), Someone);
        await Get<PersonSheet>().OpenAsync(person.LedgerPersonId, by);
        Expect(by, Operation.SheetOpened, person);
    }

    private async Task OpenNobodyAsync()
    {
        var by = Of("takahashi");
        await Get<PersonSheet>().OpenAsync(Guid.NewGuid(), by);
        Expect(by, Operation.SheetOpened, result: OperationResult.Failed);
    }

    private async Task PrintAsync()
    {
        var (by, person) = (Of("takahashi"), Someone);
        await Get<PersonSheet>().RecordPrintAsync(person.LedgerPersonId, "本人への説明", by);
        Expect(by, Operation.SheetPrinted, person);
    }

    private async Task ShowAddressAsync()
    {
        var (by, person) = (Of("takahashi"), Someone);
        await Get<PersonSheet>().ShowAddressAsync(person.LedgerPersonId, "本人からの申出", by);
        Expect(by, Operation.ProtectedAddressShown, person);
    }

    private async Task RegisterDoseAsync()
    {
        var (by, person) = (Of("takahashi"), people.FirstOrDefault(p => !_doses.ContainsKey(p.LedgerPersonId)));
        if (person is not null)
        {
            var registration = ARegistration.Of(person);
            await Get<RegistrationDesk>().RegisterAsync(by, registration, new HashSet<Guid>());
            _doses[person.LedgerPersonId] = registration.DoseId;
            Expect(by, Operation.DoseRegistered, person);
        }
    }

    private async Task CorrectAsync()
    {
        if (people.FirstOrDefault(p => _doses.ContainsKey(p.LedgerPersonId)) is { } person)
        {
            var by = Of("takahashi");
            var opened = await Get<CorrectionDesk>().OpenAsync(by, RecordKind.Dose, _doses[person.LedgerPersonId]);
            Expect(by, Operation.CorrectionOpened, person);
            await Get<CorrectionDesk>().CorrectAsync(by, RecordKind.Dose, _doses[person.LedgerPersonId], Ask.For(opened!.Texts, ("remarks", $"会場で経過観察 {++_made}")));
            Expect(by, Operation.CorrectionMade, person);
        }
    }

    private async Task RequestAndApproveAsync()
    {
        var (by, chief, person) = (Of("takahashi"), Of("yoshida"), Someone);
        var opened = await Get<CorrectionDesk>().OpenAsync(by, RecordKind.Person, person.LedgerPersonId);
        Expect(by, Operation.CorrectionOpened, person);
        var outcome = await Get<CorrectionDesk>().CorrectAsync(by, RecordKind.Person, person.LedgerPersonId, Ask.For(opened!.Texts, ("name", $"佐藤 和江{++_made}")));
        Expect(by, Operation.CorrectionRequested, person);
        await Get<ApprovalDesk>().ApproveAsync(chief, ((CorrectionOutcome.Pending)outcome).Revision.RevisionId);
        Expect(chief, Operation.CorrectionApproved, person);
    }

    private async Task RegisterPersonAsync()
    {
        var by = Of("takahashi");
        var registration = ARegistration.OfPerson(("residentNumber", $"{7_000_000 + ++_made}"), ("birthDate", $"{1920 + _made % 90}-01-{1 + _made % 28:00}"), ("kana", $"シオミ {new string('ア', 1 + _made % 60)}"));
        await Get<PersonDesk>().RegisterAsync(by, registration, _known);
        _known.Add(registration.LedgerPersonId);
        Expected.Add(Row(by, Operation.PersonRegistered, OperationResult.Done, registration.LedgerPersonId));
    }

    private async Task AttachAsync()
    {
        var (by, person) = (Of("takahashi"), Someone);
        await Get<EvidenceStore>().AttachAsync(by, person.LedgerPersonId, "予診票.png", new MemoryStream(Png));
        Expect(by, Operation.EvidenceAttached, person);
    }

    private async Task DeniedAsync()
    {
        var (by, person) = (Of(Pick("nakamura", "saito")), Someone);
        try
        {
            await Get<PersonSheet>().RecordPrintAsync(person.LedgerPersonId, "本人への説明", by);
        }
        catch (PermissionDeniedException)
        {
            Expect(by, Operation.SheetPrinted, person, OperationResult.Denied);
        }
    }

    private async Task ListAccountsAsync()
    {
        var by = Of(Pick("nakamura", "saito", "yoshida"));
        await Get<AccountViewDesk>().ListAsync(by, AccountListView.All);
        Expect(by, Operation.AccountsShown);
    }

    private async Task SearchLogAsync()
    {
        var by = Of(Pick("saito", "yoshida"));
        await Get<LogSearch>().FindAsync(by, LogQuestion.Day(JapanTime.DayOf(Now)));
        Expect(by, Operation.LogSearched);
    }

    private async Task ViewersAsync()
    {
        var (by, person) = (Of("saito"), Someone);
        await Get<LogViewersDesk>().ShowAsync(by, person.LedgerPersonId);
        Expect(by, Operation.LogViewersShown, person);
    }

    private async Task DayAsync()
    {
        var by = Of("saito");
        await Get<LogDayDesk>().ShowAsync(by, staff["takahashi"], JapanTime.DayOf(Now));
        Expect(by, Operation.LogDayShown);
    }

    private void Expect(Staff by, Operation operation, LedgerPerson? person = null, OperationResult result = OperationResult.Done) =>
        Expected.Add(Row(by, operation, result, person?.LedgerPersonId));

    private ExpectedRow Row(Staff by, Operation operation, OperationResult result, Guid? person) =>
        new(Now, by.AccountId, by.StaffMemberId, by.Terminal, by.SessionId, by.Trace, operation, result, person);

    /// <summary>Somebody at a terminal, in a session and an open page of their own each time.</summary>
    private Staff Of(string account)
    {
        var role = account switch { "takahashi" => Role.Editor, "sasaki" => Role.Viewer, "yoshida" => Role.Approver, "nakamura" => Role.Administrator, _ => Role.Auditor };
        return A.Staff(account, account, role) with
        {
            StaffMemberId = staff[account],
            Terminal = Pick(DemoStaff.TerminalName, "窓口3"),
            SessionId = Guid.NewGuid(),
            Trace = $"circuit-{random.Next(1_000_000)}",
        };
    }

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];

    private T Get<T>() where T : notnull => portal.Factory.Services.GetRequiredService<T>();
}
