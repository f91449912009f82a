using Portal.Domain.Ledger;
using Portal.Domain.OperationLog;

namespace Portal.Features.OperationLog.Screens;

/// <summary>How far back from today an address asks.</summary>
public enum LogSpan
{
    Day,
    Week,

    /// <summary>今月: from its first day.</summary>
    Month,

    /// <summary>直近30日</summary>
    ThirtyDays,

    Year,
}

/// <summary>An act over a span, as an address of the log says it; see <see cref="Addresses.LogActs"/>.</summary>
public sealed record LogActQuestion(Operation? Operation, LogSpan Span, MyNumberPurpose? Scene, OperationResult? Result)
{
    /// <summary>個人番号の参照, in the place of an act.</summary>
    public const string MyNumberUse = "MyNumberUse";

    /// <returns>Null where no act is asked for, or one there is not.</returns>
    public static LogActQuestion? Of(string? act, string? span, string? scene, string? result)
    {
        var operation = Named<Operation>(act);
        return operation is null && act != MyNumberUse ? null : new(operation, Named<LogSpan>(span) ?? LogSpan.Day, Named<MyNumberPurpose>(scene), Named<OperationResult>(result));
    }

    public string Address(long? before) => Addresses.LogActs(Operation, Span, Scene, Result, before);

    /// <param name="today">Japan's.</param>
    public LogQuestion On(DateOnly today) => new()
    {
        From = Span switch
        {
            LogSpan.Week => today.AddDays(-6),
            LogSpan.Month => new(today.Year, today.Month, 1),
            LogSpan.ThirtyDays => today.AddDays(-30),
            LogSpan.Year => today.AddDays(1 - LogQuestion.MaxDays),
            _ => today,
        },
        Until = today,
        Operation = Operation,
        IsMyNumberUse = Operation is null,
        Scene = Scene,
        Result = Result,
    };

    private static T? Named<T>(string? word)
        where T : struct, Enum => Enum.TryParse<T>(word, out var named) && Enum.IsDefined(named) ? named : null;
}
