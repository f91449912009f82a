using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;
using Portal.Data;
using Portal.Domain.Exchange.ResidentIndex;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.Exchange.ResidentIndex.Answers;

/// <summary>
/// 宛名の回答 to a business system. Answer, refusal and 該当なし are one row of the log each, with the client as the actor, written before anything is
/// sent; the row holds ids, scopes and the purpose, nothing of what was sent or answered.
/// </summary>
public sealed class AddresseeDesk(IDbContextFactory<PortalDb> dbFactory, ClientTokens tokens, TimeProvider time)
{
    public const string PurposeHeader = "X-Purpose";

    /// <summary>By which number: <c>integrated</c>, which it is without it, or <c>resident</c>.</summary>
    public const string NumberQuery = "number";

    private const string ByResident = "resident";
    private const string ByIntegrated = "integrated";

    public async Task<(ApiProblem? Problem, AddresseeAnswer? Answer)> AnswerAsync(HttpContext context, string? number, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var asking = await ClientGate.KnowAsync(db, tokens, context, now, cancellationToken);
        var purpose = AddresseePurposes.Read(Only(context.Request.Headers[PurposeHeader]));
        var problem = asking.Problem ?? (purpose is null ? StringValues.IsNullOrEmpty(context.Request.Headers[PurposeHeader]) ? ApiProblem.PurposeMissing : ApiProblem.PurposeUnknown : null);
        if (problem is not null)
        {
            await LogAsync(db, context, asking, now, null, asking.Why ?? problem.Key, problem, purpose);
            return (problem, null);
        }

        (problem, var person, var isFormer) = await FindAsync(db, context.Request.Query, number, asking.Scopes.Contains(AddresseeScope.Residence), cancellationToken);
        if (problem is not null)
        {
            await LogAsync(db, context, asking, now, null, problem == ApiProblem.NotFound ? "該当なし" : problem.Key, problem, purpose);
            return (problem, null);
        }

        var doses = asking.Scopes.Contains(AddresseeScope.Vaccinations) ? await Doses(db, person!.LedgerPersonId).ToListAsync(cancellationToken) : [];
        var answer = AddresseeAnswer.Of(person!, doses, asking.Scopes, purpose!.Value, isFormer, now);
        await LogAsync(db, context, asking, now, person!.LedgerPersonId, $"{AddresseeScopes.Join(asking.Scopes)}{(answer.Withheld.Count > 0 ? " 支援措置により一部なし" : "")}", null, purpose);
        return (null, answer);
    }

    /// <summary>A request that was refused before anybody looked at what it asks: too many of them, not encrypted, not understood.</summary>
    public async Task RefuseAsync(HttpContext context, ApiProblem problem, Operation operation, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await dbFactory.CreateDbContextAsync(cancellationToken);
        var asking = await ClientGate.KnowAsync(db, tokens, context, now, cancellationToken);
        await LogAsync(db, context, asking, now, null, problem.Key, problem, null, operation);
    }

    /// <summary>Active people of a number, or of one that was theirs before a merge.</summary>
    internal static IQueryable<LedgerPerson> People(PortalDb db, string key, bool byResident) => (byResident
            ? db.People.Where(p => p.ResidentNumberKey == key)
            : db.People.Where(p => p.IntegratedNumberKey == key))
        .AsNoTracking().Where(p => p.Status == RecordStatus.Active).OrderBy(p => p.LedgerPersonId).Take(3);

    internal static IQueryable<Dose> Doses(PortalDb db, Guid personId) => db.Doses.AsNoTracking()
        .Where(d => d.LedgerPersonId == personId && d.Status == RecordStatus.Active)
        .OrderBy(d => d.DoseNumber).ThenBy(d => d.VaccinatedOn).ThenBy(d => d.DoseId);

    private static async Task<(ApiProblem? Problem, LedgerPerson? Person, bool IsFormer)> FindAsync(
        PortalDb db, IQueryCollection query, string? number, bool withResidence, CancellationToken cancellationToken)
    {
        var by = query.Count == 0 ? ByIntegrated : query.Count == 1 ? Only(query[NumberQuery]) : null;
        if (by is not (ByResident or ByIntegrated))
        {
            return (ApiProblem.QueryUnknown, null, false);
        }

        if (!IntegratedNumber.TryParse(number, out var parsed))
        {
            return (ApiProblem.NumberUnreadable, null, false);
        }

        var found = await People(db, parsed.Key, by == ByResident).ToListAsync(cancellationToken);
        var holders = found.Select(p => p.MergedIntoId ?? p.LedgerPersonId).Distinct().ToList();
        if (holders is not [var holder])
        {
            return (holders.Count > 1 ? ApiProblem.Ambiguous : MyNumber.LooksLike(parsed.Value) ? ApiProblem.MyNumberRefused : ApiProblem.NotFound, null, false);
        }

        var isFormer = found.TrueForAll(p => p.LedgerPersonId != holder);
        var person = !isFormer ? found.Find(p => p.LedgerPersonId == holder)
            : await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.LedgerPersonId == holder && p.Status == RecordStatus.Active, cancellationToken);
        if (person is not null && withResidence)
        {
            person.SetResidence(await db.ResidenceSpans.AsNoTracking().Where(s => s.LedgerPersonId == holder).ToListAsync(cancellationToken));
        }

        return person is null ? (ApiProblem.NotFound, null, false) : (null, person, isFormer);
    }

    private static async Task LogAsync(
        PortalDb db, HttpContext context, KnownClient asking, DateTime now, Guid? personId, string detail, ApiProblem? problem, AddresseePurpose? purpose,
        Operation operation = Operation.AddresseeAnswered)
    {
        db.Add(OperationLogEntry.For(
            asking.Actor with { Trace = context.TraceIdentifier }, now, operation, personId, asking.Client?.AddresseeClientId, detail,
            purpose is { } stated ? $"{stated.Label()}（{stated.Code()}）" : null,
            problem is null ? OperationResult.Done : problem.Status is 404 or 409 ? OperationResult.Failed : OperationResult.Denied));
        // Once found out, it is written down even if the client has gone meanwhile.
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private static string? Only(StringValues values) => values is [var only] ? only : null;
}
