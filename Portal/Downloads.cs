using Portal.Domain;

namespace Portal;

/// <summary>What a download answers when it is refused: 403 without the permission, the rule's words otherwise.</summary>
internal static class Downloads
{
    /// <param name="answer">The file.</param>
    /// <param name="refused">Hears the words, where a page waits for them.</param>
    public static async Task<IResult> AnswerAsync(Func<Task<IResult>> answer, Action<string>? refused = null)
    {
        try
        {
            return await answer();
        }
        catch (PermissionDeniedException denied)
        {
            refused?.Invoke(denied.Message);
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        catch (RuleException rule)
        {
            refused?.Invoke(rule.Message);
            return Results.Text(rule.Message, "text/plain; charset=utf-8", statusCode: StatusCodes.Status409Conflict);
        }
    }

    /// <summary>A file that is written as it goes, by whoever also writes into the log how it ended.</summary>
    /// <param name="context">Of the download.</param>
    /// <param name="write">Writes the file; what stops it is in the log by then.</param>
    /// <param name="contentType">Of the file.</param>
    /// <param name="fileName">It is saved under.</param>
    public static IResult Stream(HttpContext context, Func<Stream, CancellationToken, Task> write, string contentType, string fileName) => Results.Stream(
        async body =>
        {
            try
            {
                await write(body, context.RequestAborted);
            }
            catch (Exception stopped) when (stopped is OperationCanceledException or RuleException or IOException)
            {
                // The browser must not take what it has for a whole file.
                context.Abort();
            }
        }, contentType, fileName);
}
