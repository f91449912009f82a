using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Data;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.Exchange.IntermediateServer;
using Portal.Domain.Exchange.Layouts;
using Portal.Domain.Exchange.Runs;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Exchange.IntermediateServer.Permits;
using Portal.Features.Exchange.Runs;
using Portal.Features.OperationLog;

namespace Portal.Features.Exchange.IntermediateServer.Provisions;

/// <summary>What a file of requests brought.</summary>
public sealed record ProvisionsTaken(int Waiting, int Refused, int NothingThere)
{
    public string Words => $"求めを受け付けました。回答を待つもの{Waiting:N0}件、該当者なし{NothingThere:N0}件、リスト外で拒否{Refused:N0}件です。";
}

/// <summary>情報提供の求めの受付 — a file of the 中間サーバー, whole or not at all. What is outside the list is refused at once, recorded and logged.</summary>
public sealed class ProvisionIntake(IDbContextFactory<PortalDb> dbFactory, ExchangeLayouts layouts, TimeProvider time)
{
    private const string Purpose = "情報提供の求めの受付";

    /// <exception cref="RuleException">Out of form, cut off, or a 受付番号 that came before.</exception>
    public async Task<ProvisionsTaken> TakeAsync(Staff by, string fileName, Stream file, CancellationToken ct = default)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await dbFactory.DemandAsync(by, Permission.InquiryRun, Operation.ProvisionsReceived, now, cancellationToken: ct);
        return await dbFactory.LogRefusalAsync(by, Operation.ProvisionsReceived, now, personId: null, subjectId: null, () => TakeAsync(by, fileName, file, now, ct));
    }

    private async Task<ProvisionsTaken> TakeAsync(Staff by, string fileName, Stream file, DateTime now, CancellationToken ct)
    {
        var (content, text) = await SheetFile.ReadAsync(file, ct);
        var requests = Read(text, layouts.Of(SheetFile.ProvisionRequest));
        return await dbFactory.WithNextNumberAsync((db, number) => TakeAsync(db, number, by, ImportDesk.ShortName(fileName), content, requests, now, ct), ct);
    }

    private static async Task<ProvisionsTaken> TakeAsync(
        PortalDb db, int number, Staff by, string fileName, byte[] content, List<(ProvisionRequest Request, string Key)> requests, DateTime now, CancellationToken ct)
    {
        await DemandNewAsync(db, requests, ct);
        var people = await PeopleAsync(db, requests, ct);
        var list = await PermitDesk.All(db).ToListAsync(ct);
        var run = ExchangeRun.Receive(
            by, ExchangeKind.ProvisionRequests, SheetFile.ProvisionRequest, Purpose, (fileName, Convert.ToHexStringLower(SHA256.HashData(content)), content.Length),
            Guid.CreateVersion7(now), number, now);
        List<Provision> taken = [.. requests.Select(r => Provision.Receive(r.Request, people.TryGetValue(r.Key, out var id) ? id : null, list, run.ExchangeRunId, now))];
        var refused = taken.Where(p => p.Decision == ProvisionDecision.Refuse).ToList();
        run.Count(taken.Count, refused.Count);
        db.Add(run);
        db.AddRange(taken);
        foreach (var provision in refused)
        {
            db.Add(ProvisionRecord.Of(provision, null, "（提供していません）", now));
            db.Add(OperationLogEntry.For(
                by, now, Operation.ProvisionsReceived, provision.LedgerPersonId, provision.ProvisionId, $"{ProvisionDesk.Words(provision)}: {provision.Reason}", result: OperationResult.Denied));
        }

        var nothing = taken.Count(p => p.Decision == ProvisionDecision.NothingThere);
        db.Add(OperationLogEntry.For(
            by, now, Operation.ProvisionsReceived, subjectId: run.ExchangeRunId, detail: $"{ExchangeDesk.Words(run)} {taken.Count}件、リスト外{refused.Count}件、該当なし{nothing}件"));
        await db.SaveChangesAsync(ct);
        return new(taken.Count - refused.Count - nothing, refused.Count, nothing);
    }

    private static List<(ProvisionRequest Request, string Key)> Read(string text, FileLayout layout)
    {
        var number = ExchangeFile.NumberOf(new StringReader(text), layout);
        List<(ProvisionRequest, string)> requests = [];
        foreach (var values in ExchangeFile.Read(new StringReader(text), layout, number))
        {
            string Of(string item) => values[layout.IndexOf(item)];
            if (!MunicipalityCode.TryParse(Of("AskerCode"), out var asker))
            {
                throw new RuleException($"受付番号 {Of("ReceivedNumber")} の照会者コードが地方公共団体コードではありません。取り込んでいません。相手に確かめてください。");
            }

            requests.Add((
                new(Of("ReceivedNumber"), asker.Value, Of("AskerName"), int.Parse(Of("Item"), CultureInfo.InvariantCulture), FieldText.ToMoment("求めの日時", Of("RequestedAt"))!.Value),
                IntegratedNumber.Parse(Of("IntegratedNumber")).Key));
        }

        return requests.Count > 0 ? requests : throw new RuleException("求めが1件もありません。取り込んでいません。相手に確かめてください。");
    }

    private static async Task DemandNewAsync(PortalDb db, List<(ProvisionRequest Request, string Key)> requests, CancellationToken ct)
    {
        var numbers = requests.ConvertAll(r => r.Request.ReceivedNumber);
        if (numbers.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new RuleException($"受付番号 {twice.Key} が2つあります。取り込んでいません。相手に確かめてください。");
        }

        foreach (var some in numbers.Chunk(1_000))
        {
            if (await db.Provisions.Where(p => some.Contains(p.ReceivedNumber)).Select(p => p.ReceivedNumber).FirstOrDefaultAsync(ct) is { } known)
            {
                throw new RuleException($"受付番号 {known} はすでに受け付けています。取り込んでいません。同じファイルでないか確かめてください。");
            }
        }
    }

    /// <summary>Whose numbers they are; of somebody merged, whoever is left.</summary>
    private static async Task<Dictionary<string, Guid>> PeopleAsync(PortalDb db, List<(ProvisionRequest Request, string Key)> requests, CancellationToken ct)
    {
        Dictionary<string, Guid> people = [];
        foreach (var keys in requests.Select(r => r.Key).Distinct().Chunk(1_000))
        {
            foreach (var person in await People(db, keys).ToListAsync(ct))
            {
                if (!people.TryAdd(person.Key, person.Id) && people[person.Key] != person.Id)
                {
                    throw new RuleException($"統合宛名番号の末尾が{person.Key[^Math.Min(4, person.Key.Length)..]}の人が台帳に2人います。取り込んでいません。先に「重複の候補」で確かめてください。");
                }
            }
        }

        return people;
    }

    internal static IQueryable<NumberHolder> People(PortalDb db, string[] keys) => db.People
        .Where(p => p.Status == RecordStatus.Active && p.IntegratedNumberKey != null && keys.Contains(p.IntegratedNumberKey))
        .Select(p => new NumberHolder(p.IntegratedNumberKey!, p.MergedIntoId ?? p.LedgerPersonId));
}

/// <summary>Who has a number.</summary>
internal sealed record NumberHolder(string Key, Guid Id);
