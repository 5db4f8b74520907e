using System.Diagnostics;
using System.Globalization;

namespace PreferenceCenter.Tests.Cultures;

/// <summary>
/// Separate process with the culture of a locale, as an operator's shell or service manager gives it. .NET reads the
/// locale from the environment; it need not be installed.
/// </summary>
internal static class CultureProcess
{
    public const string Role = "journey-in-a-culture";

    public static IReadOnlyDictionary<string, string> Environment(string locale) =>
        new Dictionary<string, string> { ["LC_ALL"] = locale, ["LANG"] = locale };

    /// <summary>
    /// Runs the journey in a process of that locale. Returns what that culture makes of a date and of a capital I.
    /// </summary>
    public static async Task<string> StartAsync(
        string locale,
        string directory,
        string output,
        CancellationToken cancel
    )
    {
        var start = new ProcessStartInfo(System.Environment.ProcessPath!, [Role, directory, output])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment(locale))
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (said, complained) = (
            process.StandardOutput.ReadToEndAsync(cancel),
            process.StandardError.ReadToEndAsync(cancel)
        );
        await process.WaitForExitAsync(cancel);
        return process.ExitCode == 0
            ? (await said).Trim()
            : throw new InvalidOperationException($"{locale}: {await said}{await complained}");
    }

    /// <summary>Runs in the separate process.</summary>
    public static async Task<int> RunAsync(string directory, string output)
    {
        await CultureJourney.RunAsync(directory, output);
        var culture = CultureInfo.CurrentCulture;
        Console.WriteLine(new DateOnly(2026, 11, 23).ToString("yyyy-MM-dd", culture) + " " + "I".ToLower(culture));
        return 0;
    }
}
