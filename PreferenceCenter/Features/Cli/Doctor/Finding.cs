namespace PreferenceCenter.Features.Cli.Doctor;

internal enum Grade
{
    Pass,
    Warn,
    Fail,
}

/// <summary>One line of the doctor's.</summary>
/// <param name="Check">What was looked at, as in <c>dns.spf</c>; stays the same for ever.</param>
/// <param name="Says">What was found, and where something is wrong what to do.</param>
internal sealed record Finding(Grade Grade, string Check, string Says)
{
    public static Finding Pass(string check, string says) => new(Grade.Pass, check, says);

    public static Finding Warn(string check, string says) => new(Grade.Warn, check, says);

    public static Finding Fail(string check, string says) => new(Grade.Fail, check, says);

    public static Finding Of(bool holds, string check, string says) =>
        new(holds ? Grade.Pass : Grade.Fail, check, says);
}
