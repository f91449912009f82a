using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;
using Xunit;

namespace Portal.Tests.OperationLog.Reviews;

public class LogFlagRulesTests
{
    private readonly ALogRow _a = new();

    [Fact]
    public void AnOrdinaryDay_HasNoFlag() =>
        Assert.Empty(ALogRow.Flags([_a.At("2026-10-05 08:00"), .. _a.Views(100), _a.At("2026-10-05 12:00", result: OperationResult.Denied), _a.At("2026-10-05 17:59")]));

    [Theory]
    [InlineData("2026-10-05 07:59", "時間外の7:59に1件の操作")]
    [InlineData("2026-10-05 18:00", "時間外の18:00に1件の操作")]
    [InlineData("2026-10-04 10:00", "閉庁日の10:00に1件の操作")]
    [InlineData("2026-10-12 10:00", "閉庁日の10:00に1件の操作")]
    public void OutsideTheOfficeHours_IsSaid(string japan, string finding)
    {
        var line = Assert.Single(ALogRow.Flags([_a.At("2026-10-02 09:00"), _a.At(japan)], LogFlagLimits.Default with { ClosedDays = [new(2026, 10, 12)] }));

        Assert.Equal((LogFlag.OutOfHours, finding, 1, 2L, 2L), (line.Flag, line.Finding, line.Count, line.FirstSequence, line.LastSequence));
    }

    [Fact]
    public void WhatThePortalDoesByItselfAtNight_IsNobodysOvertime() =>
        Assert.Empty(ALogRow.Flags([_a.At("2026-10-05 00:00", Operation.PersonnelSwept), _a.At("2026-10-05 23:00", Operation.SessionEnded)]));

    [Fact]
    public void OnePersonAndDay_HasOneLine_FromItsFirstToItsLastRow()
    {
        var lines = ALogRow.Flags(
        [
            _a.At("2026-10-05 06:00"), _a.At("2026-10-05 09:00"), _a.At("2026-10-05 20:00"), _a.At("2026-10-05 21:00", person: ALogRow.Colleague), _a.At("2026-10-06 06:00"),
        ]);

        Assert.Equal([(2, 1L, 3L), (1, 4L, 4L), (1, 5L, 5L)], lines.Select(l => (l.Count, l.FirstSequence, l.LastSequence)));
        Assert.Equal("時間外の6:00から20:00までに2件の操作", lines[0].Finding);
        Assert.Equal([new DateOnly(2026, 10, 5), new(2026, 10, 5), new(2026, 10, 6)], lines.Select(l => l.Day));
    }

    [Theory]
    [InlineData(100, null)]
    [InlineData(101, "1日に101人の記録を表示（目安は100人まで）")]
    public void ManyDifferentResidents_AreCounted_NotTheSameOneAgain(int residents, string? finding)
    {
        var again = Guid.NewGuid();
        var rows = _a.Views(residents - 1).Concat([_a.View("2026-10-05 10:00", again), _a.View("2026-10-05 10:01", again)]);

        Assert.Equal(finding, ALogRow.Flags(rows).SingleOrDefault()?.Finding);
    }

    [Theory]
    [InlineData("高橋 恵", "稲穂一丁目1番1号", "本人と同じ氏名か、その人と同じ住所の1人の記録を表示。")]
    [InlineData("高橋 一郎", "花園四丁目1番2号", "本人と同じ氏名か、その人と同じ住所の1人の記録を表示。")]
    [InlineData("伊藤　健", "緑一丁目1番1号", "同僚と同じ氏名か、その人と同じ住所の1人の記録を表示。")]
    [InlineData("高橋 一郎", "緑三丁目1番1号", null)]
    [InlineData("高橋 一郎", null, null)]
    public void OwnAndColleaguesHouseholds_AreKnownByNameAndAddress(string name, string? address, string? finding)
    {
        var households = new StaffHouseholds(
            [(ALogRow.Clerk, SearchKeys.Name("高橋 恵").Whole), (ALogRow.Colleague, SearchKeys.Name("伊藤 健").Whole)],
            [(SearchKeys.Name("髙橋恵").Whole, SearchKeys.Address("花園4-1-2")), (SearchKeys.Name("伊藤 健").Whole, "")]);

        var line = ALogRow.Flags([_a.View("2026-10-05 09:00", name: name, address: address)], households: households).SingleOrDefault();

        Assert.Equal(finding, line?.Finding[..(line.Finding.IndexOf('。', StringComparison.Ordinal) + 1)]);
        Assert.Equal(finding is null ? null : LogFlag.OwnHousehold, line?.Flag);
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void TheSameSurnameInARow_IsSaidFromFiveOn(int people, bool isFlagged)
    {
        var lines = ALogRow.Flags([.. _a.Views(2), .. _a.Views(people, name: "佐藤"), .. _a.Views(2)]);

        Assert.Equal(isFlagged ? [(LogFlag.SameSurname, people, 3L, 2L + people)] : [], lines.Select(l => (l.Flag, l.Count, l.FirstSequence, l.LastSequence)));
    }

    [Fact]
    public void TheSameSurname_WithAnotherBetween_OrTheSamePersonAgain_IsNoRun()
    {
        var same = Guid.NewGuid();

        Assert.Empty(ALogRow.Flags(
        [
            .. _a.Views(4, name: "佐藤"), _a.View("2026-10-05 09:00", name: "鈴木 一"), .. _a.Views(4, name: "佐藤"), .. _a.Views(1),
            .. Enumerable.Range(0, 6).Select(_ => _a.View("2026-10-05 09:00", same, "佐藤 一")),
        ]));
    }

    [Theory]
    [InlineData(Operation.AccountsExported, "一覧 101件", "1回で最大101件を出力")]
    [InlineData(Operation.LogExported, "1,250行", "1回で最大1,250件を出力")]
    [InlineData(Operation.AccountsExported, "一覧 100件", null)]
    [InlineData(Operation.LedgerSearched, "氏名 101件", null)]
    public void ALargeFile_IsSaid(Operation operation, string detail, string? finding) =>
        Assert.Equal(finding, ALogRow.Flags([_a.At("2026-10-05 09:00", operation, detail: detail)]).SingleOrDefault()?.Finding);

    [Theory]
    [InlineData(100, null)]
    [InlineData(101, "個人票を1日に101件印刷・証跡ファイル作成")]
    public void ManySheetsPrinted_AreSaid(int sheets, string? finding)
    {
        var resident = Guid.NewGuid();

        Assert.Equal(finding, ALogRow.Flags(Enumerable.Range(0, sheets).Select(_ => _a.View("2026-10-05 09:00", resident, operation: Operation.SheetPrinted))).SingleOrDefault()?.Finding);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    public void RepeatedDenials_AreSaidFromThreeADayOn(int denials, int lines)
    {
        var rows = Enumerable.Range(0, denials).Select(_ => _a.At("2026-10-05 09:00", Operation.AccessDenied, OperationResult.Denied)).Append(_a.At("2026-10-06 09:00", result: OperationResult.Denied));

        Assert.Equal(lines, ALogRow.Flags(rows).Count(l => l is { Flag: LogFlag.RepeatedDenials, Count: 3 }));
    }

    [Fact]
    public void EveryMyNumberShown_IsALine_WithItsScenes()
    {
        var line = Assert.Single(ALogRow.Flags(
        [
            _a.View("2026-10-05 09:00", operation: Operation.MyNumberShown) with { Scene = MyNumberPurpose.Certificate },
            _a.View("2026-10-05 10:00", operation: Operation.MyNumberShown),
            _a.View("2026-10-05 11:00", operation: Operation.MyNumberShown) with { Result = OperationResult.Denied },
        ]));

        Assert.Equal((LogFlag.MyNumberShown, 2, "個人番号を2回表示（証明書の交付1回、場面の記録なし1回）"), (line.Flag, line.Count, line.Finding));
    }

    [Fact]
    public void ASearchByMyNumber_AndWhatWasRefused_AreInTheSameLine()
    {
        var line = Assert.Single(ALogRow.Flags(
        [
            _a.At("2026-10-05 09:00", Operation.MyNumberSearched) with { Scene = MyNumberPurpose.MovedIn },
            _a.At("2026-10-05 09:10", Operation.MyNumberSearched, OperationResult.Failed),
            _a.At("2026-10-05 09:20", Operation.MyNumberRegistered, OperationResult.Failed),
            _a.At("2026-10-05 09:30", Operation.MyNumberRegistered),
        ]));

        Assert.Equal((LogFlag.MyNumberShown, 3, $"個人番号で1回照会（{MyNumberPurpose.MovedIn.Label()}1回）、個人番号の登録・表示・照会の不成立2回"), (line.Flag, line.Count, line.Finding));
    }

    [Theory]
    [InlineData("13:00", null)]
    [InlineData("14:20", "交代の記録なしに6時間20分使用（目安は5時間まで）")]
    public void ASeatHeldTooLong_IsSaid(string last, string? finding)
    {
        var session = Guid.NewGuid();

        var lines = ALogRow.Flags(
        [
            _a.At("2026-10-05 08:00", Operation.SeatTaken, session: session), _a.At("2026-10-05 09:00", session: session),
            _a.At($"2026-10-05 {last}", session: session), _a.At("2026-10-05 17:00", Operation.SessionEnded, session: session),
        ]);

        Assert.Equal(finding, lines.SingleOrDefault()?.Finding);
        Assert.Equal(finding is null ? null : (1L, 3L), lines.Select(l => ((long, long)?)(l.FirstSequence, l.LastSequence)).SingleOrDefault());
    }

    [Fact]
    public void AHandOver_EndsTheSeat()
    {
        var session = Guid.NewGuid();

        Assert.Empty(ALogRow.Flags(
        [
            _a.At("2026-10-05 08:00", Operation.SeatTaken, session: session), _a.At("2026-10-05 12:00", Operation.SeatTaken, session: session, person: ALogRow.Colleague),
            _a.At("2026-10-05 16:30", session: session, person: ALogRow.Colleague),
        ]));
    }

    [Fact]
    public void WhatWeighsMost_ComesFirst()
    {
        var flags = ALogRow.Read([_a.At("2026-10-05 05:00"), _a.View("2026-10-05 09:00"), _a.View("2026-10-05 09:00", operation: Operation.MyNumberShown)]).Select(l => l.Flag);

        Assert.Equal([LogFlag.MyNumberShown, LogFlag.OutOfHours, LogFlag.Sample], flags);
    }
}
