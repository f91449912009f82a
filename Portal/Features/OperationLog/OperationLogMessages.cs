namespace Portal.Features.OperationLog;

internal static partial class OperationLogMessages
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The checkpoint of the operation log could not be written to {Folder}.")]
    public static partial void CheckpointFailed(ILogger logger, Exception exception, string folder);
}
