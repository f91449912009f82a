namespace Portal.Cli;

/// <summary>What a command says to the shell.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>Understood, and could not be done: a file is missing, a rule refused it, nothing was found.</summary>
    public const int Failed = 1;

    /// <summary>Not understood: an unknown command or option, a value of the wrong kind.</summary>
    public const int Misused = 2;

    /// <summary>Stopped with Ctrl+C.</summary>
    public const int Cancelled = 130;
}
