using System.Diagnostics;
using PreferenceCenter.Tests.Http;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>Command of the program, run as an operator runs it beside the serving nodes.</summary>
internal sealed class Command(string home, IReadOnlyList<string> settings)
{
    public async Task<(int Code, string Out, string Error)> RunAsync(
        CancellationToken cancel,
        params IEnumerable<string> words
    )
    {
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "PreferenceCenter"),
            [.. words, .. WebCenter.Arguments(home, settings).Where(a => a.Contains(':', StringComparison.Ordinal))]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        using var process = Process.Start(start)!;
        try
        {
            var (output, error) = (
                process.StandardOutput.ReadToEndAsync(cancel),
                process.StandardError.ReadToEndAsync(cancel)
            );
            await process.WaitForExitAsync(cancel);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    /// <summary>Runs the command and throws if it fails.</summary>
    public async Task<string> DoAsync(CancellationToken cancel, params IEnumerable<string> words)
    {
        var (code, output, error) = await RunAsync(cancel, words);
        return code == 0
            ? output
            : throw new InvalidOperationException(
                $"{string.Join(' ', words.Take(3))} ended with {code}: {output} {error}"
            );
    }
}
