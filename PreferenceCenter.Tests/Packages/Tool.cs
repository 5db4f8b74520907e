using System.Diagnostics;

namespace PreferenceCenter.Tests.Packages;

/// <summary>Program of this machine that a test runs to its end.</summary>
internal static class Tool
{
    // What the runner of these tests sets for itself would reach the builds and programs that are started here.
    private static readonly string[] OfTheRunner =
    [
        "MSBUILD",
        "MSBuild",
        "TESTINGPLATFORM_",
        "DOTNET_CLI_",
        "DOTNET_Tiered",
    ];

    /// <summary>Runs it and returns what it wrote to its standard output. Another exit code than 0 throws.</summary>
    public static async Task<string> RunAsync(
        string program,
        IEnumerable<string> arguments,
        CancellationToken cancel,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        using var process = Process.Start(Start(program, arguments, environment))!;
        var (output, error) = (
            process.StandardOutput.ReadToEndAsync(cancel),
            process.StandardError.ReadToEndAsync(cancel)
        );
        await process.WaitForExitAsync(cancel);
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException(
                $"{Path.GetFileName(program)} ended with {process.ExitCode}: {await output}{await error}"
            );
    }

    public static ProcessStartInfo Start(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(k => OfTheRunner.Any(k.StartsWith)).ToArray())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return start;
    }
}
