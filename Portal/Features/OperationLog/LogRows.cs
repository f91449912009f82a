namespace Portal.Features.OperationLog;

/// <summary>Rows of the log as they come from the database, where somebody may have written past the portal.</summary>
internal static class LogRows
{
    public const string IllegibleWords = "操作ログに、読み取れない行があります。書き換えられたおそれがあります。「操作ログの検証」で、どの行かを確かめてください。";

    /// <summary>Whether a column held what the portal never writes there: an act it does not know, a time that is none.</summary>
    public static bool IsUnreadable(Exception exception) => exception is FormatException or InvalidOperationException or InvalidCastException or ArgumentException or OverflowException;
}
