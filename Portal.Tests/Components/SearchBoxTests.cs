using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Layout;
using Xunit;

namespace Portal.Tests.Components;

public sealed class SearchBoxTests : BunitContext
{
    private readonly SearchBoxState _state = new();
    private readonly List<string> _heard = [];

    public SearchBoxTests() => Services.AddSingleton(_state);

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task Enter_OnTheLedgerPage_HandsTheTextOver()
    {
        Navigation.NavigateTo("/ledger");
        Listen();

        await SearchAsync(Render<SearchBox>(), "サトウ S25");

        Assert.Equal(["サトウ S25"], _heard);
        Assert.False(_state.TakePending());
    }

    [Fact]
    public async Task Enter_WithTheSameTextAgain_SearchesAgain()
    {
        Navigation.NavigateTo("/ledger");
        Listen();
        var box = Render<SearchBox>();

        await SearchAsync(box, "佐藤");
        await box.Find("form").SubmitAsync();

        Assert.Equal(["佐藤", "佐藤"], _heard);
    }

    [Fact]
    public async Task Enter_OnAnotherPage_OpensTheLedgerWithoutTheTextInTheAddress()
    {
        Navigation.NavigateTo("/exchange/imports");

        await SearchAsync(Render<SearchBox>(), "0001204873");

        Assert.Equal("http://localhost/ledger", Navigation.Uri);
        Assert.Equal("0001204873", _state.Text);
        Assert.True(_state.TakePending());
        Assert.False(_state.TakePending());
    }

    [Fact]
    public async Task Enter_WhereAFaultStandsInThePlaceOfTheLedgerPage_OpensItAnew()
    {
        Navigation.NavigateTo("/ledger");
        List<string> opened = [];
        Navigation.LocationChanged += (_, e) => opened.Add(e.Location);

        await SearchAsync(Render<SearchBox>(), "佐藤");

        Assert.Equal(["http://localhost/ledger"], opened);
        Assert.True(_state.TakePending());
    }

    [Fact]
    public async Task AWipedBox_ForgetsWhatWasTyped()
    {
        Navigation.NavigateTo("/ledger");
        Listen();
        var box = Render<SearchBox>();
        await SearchAsync(box, "123456789018");

        await box.InvokeAsync(_state.Wipe);
        await box.Find("form").SubmitAsync();

        Assert.Equal("", _state.Text);
        Assert.Equal(["123456789018", ""], _heard);
    }

    [Fact]
    public async Task PersonSheet_IsNotTheLedgerPage()
    {
        Navigation.NavigateTo("/ledger/people/0192");

        await SearchAsync(Render<SearchBox>(), "佐藤");

        Assert.Equal("http://localhost/ledger", Navigation.Uri);
    }

    [Fact]
    public async Task Input_IsNeverRewritten_SoAScannerCanGoOnTyping()
    {
        Navigation.NavigateTo("/ledger");
        var box = Render<SearchBox>();

        await SearchAsync(box, "佐藤");

        var input = box.Find("input");
        Assert.Null(input.GetAttribute("value"));
        Assert.Null(input.GetAttribute("name"));
        Assert.Equal("off", input.GetAttribute("autocomplete"));
        Assert.Equal("100", input.GetAttribute("maxlength"));
    }

    private void Listen() => _state.Submitted += () =>
    {
        _heard.Add(_state.Text);
        return Task.CompletedTask;
    };

    private static async Task SearchAsync(IRenderedComponent<SearchBox> box, string text)
    {
        await box.Find("input").ChangeAsync(text);
        await box.Find("form").SubmitAsync();
    }
}
