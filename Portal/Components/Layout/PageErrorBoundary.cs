using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Portal.Components.Layout;

/// <summary>
/// Keeps the circuit alive when a page fails: the clerk gets a reference number to read out, the log gets the exception under the
/// same number. The exception's own text may hold residents' data and is never shown.
/// </summary>
public sealed partial class PageErrorBoundary(ILogger<PageErrorBoundary> logger) : ErrorBoundaryBase
{
    private string _reference = "";
    private bool _isAway;

    protected override Task OnErrorAsync(Exception exception)
    {
        (_reference, _isAway) = (Portal.Reference.New(), Unreachable.Is(exception));
        LogPageFailed(exception, _reference);
        return Task.CompletedTask;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CurrentException is null)
        {
            builder.AddContent(0, ChildContent);
            return;
        }

        builder.OpenComponent<PageFailed>(1);
        builder.AddComponentParameter(2, nameof(PageFailed.Reference), _reference);
        builder.AddComponentParameter(3, nameof(PageFailed.IsDatabaseAway), _isAway);
        builder.AddComponentParameter(4, nameof(PageFailed.OnRetry), EventCallback.Factory.Create(this, Recover));
        builder.CloseComponent();
    }

    [LoggerMessage(LogLevel.Error, "A page failed; the operator was given reference {Reference}")]
    private partial void LogPageFailed(Exception exception, string reference);
}
