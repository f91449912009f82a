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
}
