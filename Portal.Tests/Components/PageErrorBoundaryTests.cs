using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Components.Layout;
using Portal.Data;
using Xunit;

namespace Portal.Tests.Components;

public sealed class PageErrorBoundaryTests : BunitContext
{
    private readonly List<string> _logged = [];
    private Exception? _fault = new InvalidOperationException("佐藤 和子 の行");

    public PageErrorBoundaryTests() => Services.AddSingleton<ILogger<PageErrorBoundary>>(new ListLogger(_logged));

    [Fact]
    public void FailedPage_ShowsAReferenceThatTheLogHas_AndNotTheException()
    {
        var boundary = RenderBoundary();

        var reference = boundary.Find(".notice .number").TextContent;
        Assert.Matches("^[2-9A-HJ-NP-Z]{6}$", reference);
        Assert.Contains(reference, Assert.Single(_logged), StringComparison.Ordinal);
        Assert.DoesNotContain("佐藤", boundary.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnceMore_TriesThePageAgain()
    {
        var boundary = RenderBoundary();

        _fault = null;
        await boundary.Find("button").ClickAsync();

        Assert.Equal("台帳", boundary.Find("p").TextContent);
    }

    [Fact]
    public void APageWhoseDatabaseDoesNotAnswer_SaysSo()
    {
        _fault = new SqliteException("database is locked", SqliteCode.Busy);

        var boundary = RenderBoundary();

        Assert.Contains("データベースから答えがないか", boundary.Find(".notice").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<PageErrorBoundary> RenderBoundary() => Render<PageErrorBoundary>(p => p.AddChildContent<Page>(page => page
        .Add(x => x.Fault, () => _fault)));

    private sealed class Page : ComponentBase
    {
        [Parameter]
        public required Func<Exception?> Fault { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            if (Fault() is { } fault)
            {
                throw fault;
            }

            builder.AddMarkupContent(0, "<p>台帳</p>");
        }
    }

    private sealed class ListLogger(List<string> lines) : ILogger<PageErrorBoundary>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add(formatter(state, exception));
    }
}
