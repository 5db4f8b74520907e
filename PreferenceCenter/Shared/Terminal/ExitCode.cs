namespace PreferenceCenter.Shared.Terminal;

/// <summary>The exit codes of commands. Scripts rely on these numbers.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The command found a fault of the kind that it looks for.</summary>
    public const int Found = 1;
    public const int WrongUsage = 2;

    /// <summary>The topic or subscriber is unknown, or the database, a file or the network failed.</summary>
    public const int CouldNotBeDone = 3;

    /// <summary>EX_CONFIG of sysexits.h.</summary>
    public const int WrongSettings = 78;
}
