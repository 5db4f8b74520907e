namespace PreferenceCenter.Shared.Terminal;

/// <summary>What a command answers to the shell. Scripts rely on these numbers.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The command found what it was asked to look for: a fault.</summary>
    public const int Found = 1;
    public const int WrongUsage = 2;

    /// <summary>Unknown topic or person, database, file, network.</summary>
    public const int CouldNotBeDone = 3;

    /// <summary>EX_CONFIG of sysexits.h.</summary>
    public const int WrongSettings = 78;
}
