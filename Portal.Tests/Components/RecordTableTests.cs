using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Portal.Components;
using Xunit;

namespace Portal.Tests.Components;

public sealed class RecordTableTests : BunitContext
{
    private static readonly Row[] Rows = [new("0001204873", "佐藤 和子"), new("0000934415", "佐藤 髙志")];

    [Fact]
    public void Rows_AreShownWithTheirZerosAndVariantCharacters()
    {
        var table = RenderTable();

        Assert.Equal(["0001204873", "0000934415"], table.FindAll("tbody td.number").Select(cell => cell.TextContent));
        Assert.Equal(["佐藤 和子", "佐藤 髙志"], table.FindAll("tbody th[scope=row]").Select(cell => cell.TextContent));
    }

    [Fact]
    public void TemplateCell_CarriesItsPlainTextForCopying()
    {
        var table = RenderTable();

        Assert.Equal("佐藤 和子", table.Find("tbody th").GetAttribute("data-text"));
        Assert.Contains("<mark>", table.Find("tbody th").InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public void FirstRow_IsTheOnlyTabStop()
    {
        var table = RenderTable();

        Assert.Equal(["0", "-1"], table.FindAll("tbody tr").Select(row => row.GetAttribute("tabindex")));
    }

    [Fact]
    public async Task Click_OpensThatRow()
    {
        List<Row> opened = [];
        var table = RenderTable(p => p.Add(t => t.OnOpen, opened.Add));

        await table.FindAll("tbody tr")[1].ClickAsync();

        Assert.Equal([Rows[1]], opened);
    }

    [Fact]
    public async Task SortButton_AsksForTheOrderAndThenForItsReverse()
    {
        List<RecordSort> asked = [];
        var table = RenderTable(p => p.Add(t => t.SortChanged, asked.Add));

        await table.Find("th button").ClickAsync();
        table.Render(p => p.Add(t => t.Sort, asked[^1]));
        await table.Find("th button").ClickAsync();

        Assert.Equal([new RecordSort("name"), new RecordSort("name", Descending: true)], asked);
    }

    [Fact]
    public void SortedColumn_SaysItsOrder()
    {
        var table = RenderTable(p => p.Add(t => t.Sort, new RecordSort("name", Descending: true)));

        Assert.Equal("descending", table.FindAll("thead th")[1].GetAttribute("aria-sort"));
        Assert.Null(table.FindAll("thead th")[0].GetAttribute("aria-sort"));
        Assert.Equal("氏名の降順に並んでいます", table.Find("[role=status]").TextContent);
    }

    [Fact]
    public void NoRows_ShowTheWordsGivenForIt()
    {
        var table = RenderTable(p => p.Add(t => t.Empty, "見つかりませんでした。"), rows: []);

        Assert.Equal("見つかりませんでした。", table.Find(".records-empty").TextContent);
        Assert.Empty(table.FindAll("[data-copy-table]"));
    }

    [Fact]
    public void Loading_ShowsASkeletonAndDoesNotClaimThereIsNothing()
    {
        var table = Render<RecordTable<Row>>(p => p.Add(t => t.Caption, "検索結果").Add(t => t.Columns, Columns).Add(t => t.Loading, true));

        Assert.NotEmpty(table.FindAll("tr.skeleton"));
        Assert.Empty(table.FindAll(".records-empty"));
        Assert.Equal("true", table.Find("table").GetAttribute("aria-busy"));
    }

    private IRenderedComponent<RecordTable<Row>> RenderTable(
        Action<ComponentParameterCollectionBuilder<RecordTable<Row>>>? more = null, Row[]? rows = null) =>
        Render<RecordTable<Row>>(p =>
        {
            p.Add(t => t.Caption, "検索結果").Add(t => t.Rows, rows ?? Rows).Add(t => t.Columns, Columns);
            more?.Invoke(p);
        });

    private static void Columns(RenderTreeBuilder builder)
    {
        builder.OpenComponent<RecordColumn<Row>>(0);
        builder.AddComponentParameter(1, nameof(RecordColumn<>.Title), "宛名番号");
        builder.AddComponentParameter(2, nameof(RecordColumn<>.Text), (Row row) => row.Number);
        builder.AddComponentParameter(3, nameof(RecordColumn<>.Class), "number");
        builder.CloseComponent();
        builder.OpenComponent<RecordColumn<Row>>(4);
        builder.AddComponentParameter(5, nameof(RecordColumn<>.Title), "氏名");
        builder.AddComponentParameter(6, nameof(RecordColumn<>.Text), (Row row) => row.Name);
        builder.AddComponentParameter(7, nameof(RecordColumn<>.RowHeader), true);
        builder.AddComponentParameter(8, nameof(RecordColumn<>.SortKey), "name");
        builder.AddComponentParameter(9, nameof(RecordColumn<>.ChildContent),
            (RenderFragment<Row>)(row => cell => cell.AddMarkupContent(0, $"<mark>{row.Name[..2]}</mark>{row.Name[2..]}")));
        builder.CloseComponent();
    }

    private sealed record Row(string Number, string Name);
}
