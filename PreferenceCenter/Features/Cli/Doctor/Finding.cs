namespace PreferenceCenter.Features.Cli.Doctor;

/// <summary>Result of a check.</summary>
internal enum Grade
{
    Pass,
    Warn,
    Fail,
}

/// <summary>One line of the doctor's output.</summary>
/// <param name="Check">Name of the check, as in <c>dns.spf</c>. It never changes.</param>
/// <param name="Says">What was found, and what to do where something is wrong.</param>
internal sealed record Finding(Grade Grade, string Check, string Says)
{
    public static Finding Pass(string check, string says) => new(Grade.Pass, check, says);

    public static Finding Warn(string check, string says) => new(Grade.Warn, check, says);

    public static Finding Fail(string check, string says) => new(Grade.Fail, check, says);

    public static Finding Of(bool holds, string check, string says) =>
        new(holds ? Grade.Pass : Grade.Fail, check, says);
}
