using System.Diagnostics;
using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Interruptions;

/// <summary>Directory of a centre with topics, made once by the program's own commands and copied for each test.</summary>
public sealed class PreparedDirectory : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("preference-center-").FullName;

    public async ValueTask InitializeAsync()
    {
        var topics = Path.Combine(directory, "topics.json");
        await File.WriteAllTextAsync(topics, CommandRig.Topics, TestContext.Current.CancellationToken);
        foreach (
            var command in (string[][])
                [
                    ["database", "migrate"],
                    ["topics", "apply", topics],
                ]
        )
        {
            var (exitCode, output) = await ServingProcess.RunAsync(
                directory,
                TestContext.Current.CancellationToken,
                command
            );
            Assert.True(exitCode == 0, output);
        }
    }

    public string Copy()
    {
        var copy = Directory.CreateTempSubdirectory("preference-center-").FullName;
        // With the modes of keys and database, which must not be readable by others.
        using var cp = Process.Start("cp", ["-a", directory + "/.", copy]);
        cp.WaitForExit();
        Assert.Equal(0, cp.ExitCode);
        return copy;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(directory, recursive: true);
        return ValueTask.CompletedTask;
    }
}
