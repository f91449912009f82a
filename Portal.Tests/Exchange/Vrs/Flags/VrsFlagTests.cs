using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain;
using Portal.Domain.Corrections;
using Portal.Domain.Exchange.Reconciliation;
using Portal.Domain.Exchange.Vrs.Flags;
using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Portal.Features.Corrections;
using Portal.Features.Exchange.Runs;
using Portal.Features.Exchange.Vrs.Flags;
using Xunit;

namespace Portal.Tests.Exchange.Vrs.Flags;

/// <summary>転出・死亡フラグ from VRS beside the ledger.</summary>
public sealed class VrsFlagTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(A.Now);
    private TestDb _ledger = null!;
    private LedgerPerson _here = null!;
    private LedgerPerson _left = null!;
    private VrsFlagTakeDesk _taking = null!;
    private VrsFlagDesk _desk = null!;

    public VrsFlagTests() => On(Engine.Sqlite);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task Take_KeepsOnlyWhatDiffers_AndLeavesTheLedgerAlone(Engine engine)
    {
        On(engine);

        var open = await TakeAsync(Line(1, "1", "", "", "1", "20261031"), Line(2, "2", "", "", "1", "20261031"), Line(3, "", "0000012345", "012033", "2", "20261101"), Line(4, "99", "", "", "1", "20261031"));

        Assert.Equal((4, 3, 1), (open.Run.Lines, open.Run.Accepted, open.Run.Rejected));
        Assert.Equal(
            [(1, _here.LedgerPersonId, VrsFlag.MovedOut, VrsFlag.None, null), (3, _here.LedgerPersonId, VrsFlag.Died, VrsFlag.None, null), (4, (Guid?)null, VrsFlag.MovedOut, VrsFlag.None, "この宛名番号の人が台帳にいません。")],
            open.Rows.Select(r => (r.Difference.LineNumber, r.Difference.LedgerPersonId, r.Difference.Flag, r.Difference.Ours, r.Difference.Note)));
        Assert.Null((await PersonAsync(_here)).MovedOutOn);
    }

    [Theory, EveryEngine]
    public async Task Accept_IsARevisionOfTheResidence_Once(Engine engine)
    {
        On(engine);
        var row = (await TakeAsync(Line(1, "1", "", "", "1", "20261031"))).Rows[0].Difference;

        await _desk.AcceptAsync(A.Clerk, row.VrsFlagDifferenceId, row.Version, "転出証明書で確かめた");

        Assert.Equal(A.Day("2026-10-31"), (await PersonAsync(_here)).MovedOutOn);
        await using var db = _ledger.CreateDbContext();
        var revision = await db.Revisions.SingleAsync(Token);
        Assert.Equal((RevisionAct.Flag, "VRS のフラグ: 転出証明書で確かめた"), (revision.Act, revision.ReasonText));
        Assert.Equal((ReconciliationDifferenceState.Accepted, revision.RevisionId), await db.VrsFlagDifferences.Select(d => new ValueTuple<ReconciliationDifferenceState, Guid>(d.State, d.RevisionId!.Value)).SingleAsync(Token));
        Assert.Single(Log(Operation.VrsFlagAccepted), e => e.LedgerPersonId == _here.LedgerPersonId);
        await Assert.ThrowsAsync<RuleException>(() => _desk.AcceptAsync(A.Clerk, row.VrsFlagDifferenceId, row.Version, "転出証明書で確かめた"));
        Assert.Single(await db.Revisions.ToListAsync(Token));
    }

    [Fact]
    public async Task WhatAFlagCannotRecord_IsRefusedInWords_AndMayBeDeclined()
    {
        var rows = (await TakeAsync(Line(1, "2", "", "", "0", ""), Line(2, "99", "", "", "1", "20261031"), Line(3, "2", "", "", "1", "20261001"))).Rows.Select(r => r.Difference).ToList();

        Assert.Contains("この行からは記録できません", (await RefusedAsync(rows[0])).Message, StringComparison.Ordinal);
        Assert.Contains("人が決まらない", (await RefusedAsync(rows[1])).Message, StringComparison.Ordinal);
        Assert.Contains("転出が記録されています", (await RefusedAsync(rows[2])).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RuleException>(() => _desk.DeclineAsync(A.Clerk, rows[0].VrsFlagDifferenceId, rows[0].Version, ""));
        await _desk.DeclineAsync(A.Clerk, rows[0].VrsFlagDifferenceId, rows[0].Version, "転出は住民記録のとおり");

        Assert.Equal("転出は住民記録のとおり", Assert.Single(Log(Operation.VrsFlagDeclined)).Purpose);
        Assert.Equal(A.Day("2026-10-31"), (await PersonAsync(_left)).MovedOutOn);
    }

    [Theory, EveryEngine]
    public async Task MoreThanOnePage_IsCountedWhole_AndLeafedThrough(Engine engine)
    {
        On(engine);
        var lines = Enumerable.Range(1, 230).Select(i => Line(i, "1", "", "", "1", "20261031")).ToArray();

        var first = await TakeAsync(lines);
        var third = (await _desk.OpenAsync(A.Clerk, first.Run.ExchangeRunId, VrsFlagView.Open, after: 200, Token))!;

        Assert.Equal((230, 230, 100, true), (first.Differences, first.Counts[VrsFlagView.Open], first.Rows.Count, first.HasMore));
        Assert.Equal((201, 230, 30, false), (third.Rows[0].Difference.LineNumber, third.Rows[^1].Difference.LineNumber, third.Rows.Count, third.HasMore));
    }

    [Theory, EveryEngine]
    public async Task AFlagOfADayToCome_StandsApart_AndIsNotTakenBeforeIt(Engine engine)
    {
        On(engine);
        var today = JapanTime.DayOf(A.Now);
        var open = await TakeAsync(Line(1, "1", "", "", "1", $"{today:yyyyMMdd}"), Line(2, "1", "", "", "1", $"{today.AddDays(1):yyyyMMdd}"));
        var row = Assert.Single((await _desk.OpenAsync(A.Clerk, open.Run.ExchangeRunId, VrsFlagView.Ahead, ct: Token))!.Rows).Difference;

        Assert.Equal((1, 1), (Assert.Single(open.Rows).Difference.LineNumber, open.Counts[VrsFlagView.Ahead]));
        Assert.Contains("まだ来ていない", (await RefusedAsync(row)).Message, StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromDays(1));
        await _desk.AcceptAsync(A.Clerk, row.VrsFlagDifferenceId, row.Version, "転出証明書で確かめた");
        Assert.Equal(today.AddDays(1), (await PersonAsync(_here)).MovedOutOn);
    }

    [Fact]
    public async Task TheLook_NamesThePersonWhereItIsOne_AndCountsThemWhereThereAreSeveral()
    {
        var open = await TakeAsync(Line(1, "1", "", "", "1", "20261031"), Line(2, "1", "", "", "2", "20261101"));
        await TakeAsync(Line(1, "1", "", "", "1", "20261030"), Line(2, "2", "", "", "2", "20261101"));

        Assert.Equal(
            [(_here.LedgerPersonId, $"連携 {open.Run.Number} 未処理 2件中2件 1人"), ((Guid?)null, $"連携 {open.Run.Number + 1} 未処理 2件中2件 2人")],
            Log(Operation.VrsFlagsShown).Select(e => (e.LedgerPersonId, e.Detail!)));
    }

    [Theory]
    [InlineData("\"T\",\"1\"", "", "途中で切れています")]
    [InlineData("\"T\",\"1\"", "\"T\",\"2\"", "件数が合いません")]
    [InlineData("vrs-flags-output-1", "vrs-output-1", "VRS 転出・死亡フラグ出力（vrs-flags-output-1）ではありません")]
    [InlineData("20261031", "20261331", "日付(YYYYMMDD)ではありません")]
    [InlineData("\"1\",\"\",\"\",\"1\"", "\"\",\"\",\"\",\"1\"", "券番号と自治体コードの組もありません")]
    [InlineData("\"1\",\"\",\"\",\"1\"", "\"123456789018\",\"\",\"\",\"1\"", "個人番号とみられる12桁")]
    public async Task AFileOutOfForm_IsRefusedWhole(string from, string to, string words)
    {
        var text = Text(Line(1, "1", "", "", "1", "20261031")).Replace(from, to, StringComparison.Ordinal);

        var refused = await Assert.ThrowsAsync<RuleException>(() => _taking.TakeAsync(A.Clerk, "flags.csv", new MemoryStream(Encoding.UTF8.GetBytes(text)), Token));

        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        await using var db = _ledger.CreateDbContext();
        Assert.Empty(await db.ExchangeRuns.ToListAsync(Token));
    }

    [Fact]
    public async Task TheSameFileAgain_AndOneInAnotherEncoding_AreRefused()
    {
        await TakeAsync(Line(1, "1", "", "", "1", "20261031"));

        Assert.Contains("連携 第1号で取り込んであります", (await Assert.ThrowsAsync<RuleException>(() => TakeAsync(Line(1, "1", "", "", "1", "20261031")))).Message, StringComparison.Ordinal);
        Assert.Contains("UTF-8 ではありません", (await Assert.ThrowsAsync<RuleException>(() => _taking.TakeAsync(A.Clerk, "flags.csv", new MemoryStream([0x83, 0x65]), Token))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutTheRight_NothingIsTaken()
    {
        var row = (await TakeAsync(Line(1, "1", "", "", "1", "20261031"))).Rows[0].Difference;

        await Assert.ThrowsAsync<PermissionDeniedException>(() => _taking.TakeAsync(A.Viewer, "flags.csv", Stream.Null, Token));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => _desk.AcceptAsync(A.Viewer, row.VrsFlagDifferenceId, row.Version, "見ただけです"));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => _desk.DeclineAsync(A.Viewer, row.VrsFlagDifferenceId, row.Version, "見ただけです"));
    }

    public void Dispose() => _ledger.Dispose();

    private void On(Engine engine)
    {
        _ledger?.Dispose();
        _ledger = TestDb.On(engine);
        (_here, _left) = (A.Person(residentNumber: "1"), A.Person(residentNumber: "2"));
        _here.SetResidence([new() { StartedOn = A.Day("2001-04-01") }]);
        _left.SetResidence([new() { StartedOn = A.Day("2001-04-01"), EndedOn = A.Day("2026-10-31"), EndKind = ResidenceEnd.MovedOut }]);
        _ledger.Add(_here, _left, new Coupon { CouponId = Guid.NewGuid(), LedgerPersonId = _here.LedgerPersonId, CouponNumber = "0000012345", MunicipalityCode = "012033", Kind = 1, DoseNumber = 1, CreatedAt = A.Now });
        _taking = new(_ledger, new ExchangeLayouts(new ConfigurationBuilder().Build()), _time);
        _desk = new(_ledger, new RevisionSaving(_ledger, ApprovalPolicy.Default, _time), _time);
    }

    private static string Line(int line, params string[] values) => string.Join(',', new[] { "D", $"{line}" }.Concat(values).Select(v => $"\"{v}\""));

    private static string Text(params string[] lines) =>
        string.Concat(new[] { "\"H\",\"vrs-flags-output-1\",\"7\",\"012033\"" }.Concat(lines).Append($"\"T\",\"{lines.Length}\"").Select(l => l + "\r\n"));

    private async Task<OpenVrsFlags> TakeAsync(params string[] lines) => (await _desk.OpenAsync(
        A.Clerk, await _taking.TakeAsync(A.Clerk, "flags.csv", new MemoryStream(Encoding.UTF8.GetBytes(Text(lines))), Token), ct: Token))!;

    private Task<RuleException> RefusedAsync(VrsFlagDifference row) =>
        Assert.ThrowsAnyAsync<RuleException>(() => _desk.AcceptAsync(A.Clerk, row.VrsFlagDifferenceId, row.Version, "VRS で確かめた"));

    private async Task<LedgerPerson> PersonAsync(LedgerPerson person)
    {
        await using var db = _ledger.CreateDbContext();
        return await db.People.AsNoTracking().SingleAsync(p => p.LedgerPersonId == person.LedgerPersonId);
    }

    private List<OperationLogEntry> Log(Operation operation)
    {
        using var db = _ledger.CreateDbContext();
        return [.. db.OperationLog.AsNoTracking().Where(e => e.Operation == operation).OrderBy(e => e.Sequence)];
    }
}
