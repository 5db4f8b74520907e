namespace PreferenceCenter.Hosting;

/// <summary>
/// Separates settings from the other arguments: <c>--Section:Key=value</c> or <c>--Section:Key value</c>, where the key
/// is that of a setting.
/// </summary>
internal static class SettingArguments
{
    /// <returns>The settings, each as <c>--Key=value</c>; what remains; and what is wrong, if anything.</returns>
    public static (IReadOnlyList<string> Settings, IReadOnlyList<string> Others, string? Fault) TakeOut(
        IReadOnlyList<string> arguments
    )
    {
        List<string> settings = [],
            others = [];
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (argument == "--")
            {
                others.AddRange(arguments.Skip(i));
                break;
            }
            var (key, value) = Split(argument);
            if (key is null || !SettingKeys.Knows(key))
                others.Add(argument);
            else if (value is not null)
                settings.Add($"--{key}={value}");
            else if (i + 1 < arguments.Count)
                settings.Add($"--{key}={arguments[++i]}");
            else
                return (settings, others, $"The setting {key} lacks its value: write --{key}=value.");
        }
        return (settings, others, null);
    }

    private static (string? Key, string? Value) Split(string argument)
    {
        if (!argument.StartsWith("--", StringComparison.Ordinal) || argument.Length < 3)
            return (null, null);
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (argument[2..], null) : (argument[2..equals], argument[(equals + 1)..]);
    }
}
