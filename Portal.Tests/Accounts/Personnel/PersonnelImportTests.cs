using System.Text;
using Portal.Domain;
using Portal.Domain.Accounts;
using Portal.Domain.OperationLog;
using Portal.Features.Accounts.Personnel;
using Xunit;

namespace Portal.Tests.Accounts.Personnel;

public class PersonnelImportTests
{
    private const string Header = "職員番号,氏名,種別,発令日,備考";

    [Theory, EveryEngine]
    public async Task AGoodFile_IsLookedAtAndThenTakenInWhole(Engine engine)
    {
        using var at = new PersonnelFixture(engine);

        var preview = await LookAsync(at, Header, "012345,小林 誠,異動,R8.12.1,健康増進課へ", "012346,伊藤　健,休職,2027/01/05,");

        Assert.Equal(("hatsurei.csv", "UTF-8", 2), (preview.FileName, preview.EncodingName, preview.Count(PersonnelLineState.New)));
        Assert.All(preview.Lines, line => Assert.Empty(line.Warnings));
        Assert.Empty((await at.NowAsync(at.Leaver)).Events);
        Assert.Empty(at.FilesLeft);

        Assert.Equal(2, await at.Import.ApplyAsync(AnAccount.Administrator, preview, TestContext.Current.CancellationToken));

        var happening = Assert.Single((await at.NowAsync(at.Leaver)).Events);
        Assert.Equal((PersonnelEventKind.Transfer, new DateOnly(2026, 12, 1), "健康増進課へ"), (happening.Kind, happening.EffectiveOn, happening.Note));
        Assert.Equal(new DateOnly(2027, 1, 5), Assert.Single((await at.NowAsync(at.Colleague)).Events).EffectiveOn);
        Assert.Equal("hatsurei.csv 記録 2件 記録済み 0件 (異動1 休職1)", Assert.Single(await at.LogAsync(Operation.PersonnelImported)).Detail);
    }

    [Fact]
    public async Task Cp932_IsReadLikeUtf8()
    {
        using var at = new PersonnelFixture();
        var cp932 = CodePagesEncodingProvider.Instance.GetEncoding(932)!;

        var preview = await LookAsync(at, cp932.GetBytes($"{Header}\r\n012345,小林 誠,退職,令和8年12月31日,\r\n"));

        Assert.Equal("CP932", preview.EncodingName);
        Assert.Equal((PersonnelLineState.New, PersonnelEventKind.Retirement, new DateOnly(2026, 12, 31)), (preview.Lines[0].State, preview.Lines[0].Kind, preview.Lines[0].EffectiveOn));
    }

    [Fact]
    public async Task EachBadLine_IsNamedWithItsNumberAndWhatIsWrong()
    {
        using var at = new PersonnelFixture();

        var preview = await LookAsync(
            at, Header, "999999,山田 花子,異動,R8.12.1,", "012345,小林 誠,転勤,R8.12.1,", "012345,小林 誠,異動,R8.13.1,", "012345,小林 誠,異動,R8年,", "012345,小林 誠,異動,R8.12.1", "012345,小林 誠,異動,R40.12.1,");

        Assert.Equal(
            [(2, "職員名簿にありません"), (3, "種別「転勤」は読めません"), (4, "発令日「R8.13.1」を読めません"), (5, "発令日「R8年」を読めません"), (6, "列が4個"), (7, "離れすぎています")],
            preview.Lines.Select(l => (l.Text.LineNumber, Words(l))));
        static string Words(PersonnelImportLine line) => new[] { "職員名簿にありません", "種別「転勤」は読めません", "発令日「R8.13.1」を読めません", "発令日「R8年」を読めません", "列が4個", "離れすぎています" }
            .SingleOrDefault(words => line.Reason!.Contains(words, StringComparison.Ordinal)) ?? line.Reason!;
    }

    [Theory, EveryEngine]
    public async Task OneBadLine_LetsNothingIn(Engine engine)
    {
        using var at = new PersonnelFixture(engine);
        var preview = await LookAsync(at, Header, "012345,小林 誠,異動,R8.12.1,", "999999,山田 花子,異動,R8.12.1,");

        await Assert.ThrowsAsync<RuleException>(() => at.Import.ApplyAsync(AnAccount.Administrator, preview, TestContext.Current.CancellationToken));

        Assert.Empty((await at.NowAsync(at.Leaver)).Events);
        Assert.Empty(await at.LogAsync(Operation.PersonnelImported));
    }

    [Theory, EveryEngine]
    public async Task WhatIsRecordedAlready_OrStandsTwiceInTheFile_IsLeftOut(Engine engine)
    {
        using var at = new PersonnelFixture(engine);
        await at.EnterAsync();
        var preview = await LookAsync(at, Header, "012345,小林 誠,異動,R8.12.1,", "012346,伊藤 健,退職,R9.3.31,", "012346,伊藤 健,退職,20270331,");

        Assert.Equal(["すでに記録されています", null, "3行目と同じ発令です"], preview.Lines.Select(l => l.Reason));
        Assert.Equal(1, await at.Import.ApplyAsync(AnAccount.Administrator, preview, TestContext.Current.CancellationToken));
        // The same file once more: everything is there.
        await Assert.ThrowsAsync<RuleException>(() => at.Import.ApplyAsync(AnAccount.Administrator, preview, TestContext.Current.CancellationToken));
        Assert.Single((await at.NowAsync(at.Colleague)).Events);
    }

    [Fact]
    public async Task LostZeros_AnotherName_APastDay_AreTakenInAndTold()
    {
        using var at = new PersonnelFixture();

        var line = Assert.Single((await LookAsync(at, "発令日,氏名,職員番号,種別", "20261101,小林 学,12345,異動")).Lines);

        Assert.Equal(("012345", PersonnelLineState.New), (line.Person!.StaffNumber, line.State));
        Assert.Equal(
            ["先頭の0が失われた職員番号「12345」を 012345 として読みました", "氏名が職員名簿の「小林 誠」と違います", "発令日 令和8年11月1日 は過ぎています。記録すると、権限はすぐに終わります。"], line.Warnings);
    }

    [Fact]
    public async Task ALostZero_ThatFitsTwoPeople_IsNotGuessed()
    {
        using var at = new PersonnelFixture();
        at.Ledger.Add(AnAccount.Person("大山 陽子", "12345"), AnAccount.Person("小山 進", "0012345"));

        var lines = (await LookAsync(at, Header, "012345,小林 誠,異動,R8.12.1,", "00012345,小林 誠,異動,R8.12.1,")).Lines;

        Assert.Equal(at.Leaver.StaffMemberId, lines[0].Person!.StaffMemberId);
        Assert.Contains("3人に当てはまります", lines[1].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("番号,氏名\r\n1,a\r\n", "見出しに「職員番号」「種別」「発令日」の列がありません")]
    [InlineData("職員番号,氏名,種別,発令日\r\n", "取り込む行がありません")]
    [InlineData("職員番号,氏名,種別,発令日,個人番号\r\n1,a,異動,R8.1.1,2\r\n", "個人番号の列がある")]
    [InlineData("", "空です")]
    public async Task AFileOfAnotherKind_IsRefused(string text, string words)
    {
        using var at = new PersonnelFixture();

        Assert.Contains(words, (await Assert.ThrowsAsync<RuleException>(() => LookAsync(at, Encoding.UTF8.GetBytes(text)))).Message, StringComparison.Ordinal);
        Assert.Empty(at.FilesLeft);
    }

    [Fact]
    public async Task AFileTooLarge_OrOfTooManyLines_IsRefused()
    {
        using var at = new PersonnelFixture();

        Assert.Contains("1MB", (await Assert.ThrowsAsync<RuleException>(() => LookAsync(at, new byte[PersonnelFile.MaxBytes + 1]))).Message, StringComparison.Ordinal);
        Assert.Contains("2,000行", (await Assert.ThrowsAsync<RuleException>(
            () => LookAsync(at, [Header, .. Enumerable.Repeat("1,a,異動,R8.1.1,", PersonnelFile.MaxLines + 1)]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutTheRight_NoFileIsRead()
    {
        using var at = new PersonnelFixture();

        await Assert.ThrowsAsync<PermissionDeniedException>(() => at.Import.PreviewAsync(AnAccount.Chief, new MemoryStream([1]), "x.csv", TestContext.Current.CancellationToken));

        Assert.Equal(OperationResult.Denied, Assert.Single(await at.LogAsync(Operation.PersonnelImported)).Result);
    }

    private static Task<PersonnelImportPreview> LookAsync(PersonnelFixture at, params string[] lines) => LookAsync(at, Encoding.UTF8.GetBytes(string.Join("\r\n", lines)));

    private static Task<PersonnelImportPreview> LookAsync(PersonnelFixture at, byte[] bytes) =>
        at.Import.PreviewAsync(AnAccount.Administrator, new MemoryStream(bytes), "hatsurei.csv", TestContext.Current.CancellationToken);
}
