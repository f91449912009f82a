using System.Text;
using Portal.Domain;
using Portal.Domain.Exchange.Lists;
using Portal.Features.Exchange.Lists;
using Xunit;

namespace Portal.Tests.Exchange.Lists;

public sealed class ListCsvTests
{
    [Fact]
    public void Utf8_BeginsWithItsMark_AndEndsItsLinesAsWindowsDoes()
    {
        var bytes = Write(ListKind.Doses, ListFormat.CsvUtf8, csv => csv.Text("佐藤, \"和子\""));

        Assert.Equal([.. Encoding.UTF8.Preamble, .. "\"佐藤, \"\"和子\"\"\"\r\n"u8], bytes);
    }

    [Fact]
    public void Values_AreWritten_InOneForm()
    {
        var bytes = Write(ListKind.Doses, ListFormat.CsvCp932, csv =>
        {
            csv.Day(A.Day("2021-06-20"));
            csv.Month(A.Day("2021-08-01"));
            csv.Moment(new DateTime(2021, 6, 20, 15, 30, 5, DateTimeKind.Utc));
            csv.Empty();
            csv.Whole(1234);
            csv.Amount(0.250m);
        });

        Assert.Equal("2021-06-20,2021-08,2021-06-21 00:30:05,,1234,0.25\r\n", Cp932.Encoding.GetString(bytes));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1", "　=1+1")]
    [InlineData("－", "'－", "　－")]
    [InlineData("佐藤", "佐藤", "佐藤")]
    public void WhatBeginsLikeAFormula_GetsAnApostropheForPeople_AndASpaceTheImportTakesAway(string value, string forPeople, string forTheImport)
    {
        Assert.Equal(forPeople + "\r\n", Text(ListKind.People, value));
        Assert.Equal(forTheImport + "\r\n", Text(ListKind.ResidentFile, value));
    }

    [Fact]
    public void WhatCp932CannotHold_EndsTheFile_UnlessItWasAskedToBeReplaced()
    {
        Assert.Throws<RuleException>(() => Write(ListKind.People, ListFormat.CsvCp932, csv => csv.Text("𠮷野 はるか")));

        var replaced = 0L;
        var bytes = Write(ListKind.People, ListFormat.CsvCp932, csv =>
        {
            csv.Text("𠮷野〜辻\U000E0100");
            replaced = csv.Replaced;
        }, replaces: true);

        Assert.Equal("〓野〓〓\r\n", Cp932.Encoding.GetString(bytes));
        Assert.Equal(3, replaced);
    }

    private static string Text(ListKind kind, string value) =>
        Encoding.UTF8.GetString(Write(kind, ListFormat.CsvUtf8, csv => csv.Text(value))).TrimStart('\uFEFF');

    private static byte[] Write(ListKind kind, ListFormat format, Action<ListCsv> row, bool replaces = false)
    {
        using var to = new MemoryStream();
        using var csv = new ListCsv(to, new ListQuestion(kind, new(), [], format), replaces);
        csv.BeginRow(null);
        row(csv);
        csv.EndRow();
        csv.Finish();
        return to.ToArray();
    }
}
