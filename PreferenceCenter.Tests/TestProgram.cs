using PreferenceCenter.Tests.Ledger;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace PreferenceCenter.Tests;

/// <summary>As xunit would generate it, and one role more: the process that a test starts in order to kill it.</summary>
internal static class TestProgram
{
    public static async Task<int> Main(string[] args) => args switch
    {
        [LeavingProcess.Role, var provider, var connection, var topic] => await LeavingProcess.RunAsync(provider, connection, long.Parse(topic, System.Globalization.CultureInfo.InvariantCulture)),
        _ when args.Any(arg => arg is "--server" or "--internal-msbuild-node") => await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => await ConsoleRunner.Run(args),
    };
}
