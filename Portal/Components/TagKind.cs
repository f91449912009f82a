namespace Portal.Components;

public enum TagKind
{
    Neutral,
    Ok,
    Warn,
    Error,
}
