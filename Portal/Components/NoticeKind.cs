namespace Portal.Components;

public enum NoticeKind
{
    Information,
    Success,
    Warning,
    Error,
}
