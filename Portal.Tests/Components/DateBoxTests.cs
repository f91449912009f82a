using Bunit;
using Portal.Components;
using Xunit;

namespace Portal.Tests.Components;

public sealed class DateBoxTests : BunitContext
{
    private DateOnly? _value;
    private string _text = "";
    private string? _error;

    [Fact]
    public async Task FourParts_MakeADate()
    {
        var box = RenderBox();

        await TypeAsync(box, "R", "4", "7", "12");

        Assert.Equal(new DateOnly(2022, 7, 12), _value);
        Assert.Null(_error);
        Assert.Equal("令和4年7月12日（2022-07-12・火）", box.Find(".date-read").TextContent);
    }

    [Theory]
    [InlineData("W", "1950", "03", "04", "1950-03-04")]
    [InlineData("S", "25", "3", "4", "1950-03-04")]
    [InlineData("R", "元", "5", "1", "2019-05-01")]
    [InlineData("S", "64", "1", "7", "1989-01-07")]
    [InlineData("R", "6", "2", "29", "2024-02-29")]
    public async Task EveryWayOfWritingIt_IsUnderstood(string era, string year, string month, string day, string date)
    {
        await TypeAsync(RenderBox(), era, year, month, day);

        Assert.Equal(DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture), _value);
    }

    [Theory]
    [InlineData("R", "4", "", "12", "月を入力してください。")]
    [InlineData("R", "4", "", "", "月と日を入力してください。")]
    [InlineData("R", "5", "2", "29", "令和5年2月は1日から28日までです。")]
    [InlineData("R", "5", "13", "1", "月は1月から12月までです。")]
    [InlineData("S", "64", "1", "8", "昭和は64年1月7日までです。平成元年として入力してください。")]
    [InlineData("W", "22", "7", "12", "西暦は4桁で入力してください。")]
    [InlineData("R", "x", "7", "12", "年・月・日は数字で入力してください。")]
    public async Task WhatIsMissingOrDoesNotExist_IsNamed(string era, string year, string month, string day, string error)
    {
        await TypeAsync(RenderBox(), era, year, month, day);

        Assert.Null(_value);
        Assert.Equal(error, _error);
    }

    [Fact]
    public async Task EmptiedBoxes_AreNoDateAndNoError()
    {
        var box = RenderBox(p => p.Add(b => b.Value, new DateOnly(2022, 7, 12)));

        await TypeAsync(box, "R", "", "", "");

        Assert.Null(_value);
        Assert.Null(_error);
        Assert.Equal("", _text);
    }

    [Fact]
    public void ValueFromThePage_IsShownInItsEra()
    {
        var box = RenderBox(p => p.Add(b => b.Value, new DateOnly(1950, 3, 4)));

        Assert.Equal(["S", "25", "3", "4"], Shown(box));
    }

    [Fact]
    public void DraftText_BringsBackHalfADate()
    {
        var box = RenderBox(p => p.Add(b => b.Text, "H31.4."));

        Assert.Equal(["H", "31", "4", ""], Shown(box));
    }

    [Fact]
    public async Task RenderInTheMiddleOfTyping_UndoesNothing()
    {
        var box = RenderBox(p => p.Add(b => b.Value, new DateOnly(2022, 7, 12)));

        await box.Find("[data-part=month]").ChangeAsync("");
        box.Render(p => p.Add(b => b.Value, null));
        box.Render(p => p.Add(b => b.Text, _text));

        Assert.Equal(["R", "4", "", "12"], Shown(box));
    }

    [Fact]
    public void ValueTakenAwayByThePage_EmptiesTheBoxes()
    {
        var box = RenderBox(p => p.Add(b => b.Value, new DateOnly(2022, 7, 12)));

        box.Render(p => p.Add(b => b.Value, null));

        Assert.Equal(["R", "", "", ""], Shown(box));
    }

    [Fact]
    public void Label_LeadsToTheFirstPart()
    {
        Assert.Equal("SELECT", RenderBox().Find("#date").TagName);
    }

    private IRenderedComponent<DateBox> RenderBox(Action<ComponentParameterCollectionBuilder<DateBox>>? more = null) => Render<DateBox>(p =>
    {
        p.Add(b => b.Id, "date")
            .Add(b => b.ValueChanged, value => _value = value)
            .Add(b => b.TextChanged, text => _text = text)
            .Add(b => b.ErrorChanged, error => _error = error);
        more?.Invoke(p);
    });

    private static async Task TypeAsync(IRenderedComponent<DateBox> box, string era, string year, string month, string day)
    {
        await box.Find("select").ChangeAsync(era);
        await box.Find("[data-part=year]").ChangeAsync(year);
        await box.Find("[data-part=month]").ChangeAsync(month);
        await box.Find("[data-part=day]").ChangeAsync(day);
    }

    private static string?[] Shown(IRenderedComponent<DateBox> box) =>
        [.. box.FindAll("select, input").Select(part => part.GetAttribute("value") ?? "")];
}
