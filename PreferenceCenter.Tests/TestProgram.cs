using System.Runtime.CompilerServices;
using PreferenceCenter.Tests.BadDays;
using PreferenceCenter.Tests.Cultures;
using PreferenceCenter.Tests.Ledger;
using PreferenceCenter.Tests.Ledger.Erasures;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace PreferenceCenter.Tests;

/// <summary>
/// Entry point of the tests, as xunit would generate it, with more roles: the processes that a test starts in
/// order to kill them or to run in another culture, and the long form of the bad days.
/// </summary>
internal static class TestProgram
{
    // SQLite takes its threading mode before the first connection of the process, and tests open some of their own.
    [ModuleInitializer]
    internal static void ChooseThreadingMode() =>
        RuntimeHelpers.RunClassConstructor(typeof(PreferenceCenter.Data.Sqlite.SqliteDatabase).TypeHandle);

    public static async Task<int> Main(string[] args) =>
        args switch
        {
            [LeavingProcess.Role, var provider, var connection, var topic] => await LeavingProcess.RunAsync(
                provider,
                connection,
                long.Parse(topic, System.Globalization.CultureInfo.InvariantCulture)
            ),
            [ErasingProcess.Role, var provider, var connection, var journal] => await ErasingProcess.RunAsync(
                provider,
                connection,
                journal
            ),
            [CultureProcess.Role, var directory, var output] => await CultureProcess.RunAsync(directory, output),
            [LongForm.Role, .. var words] => await LongForm.RunAsync(words),
            _ => await RunTestsAsync(args),
        };

    private static async Task<int> RunTestsAsync(string[] args)
    {
        TestsDirectory.Use();
        var code = args.Any(arg => arg is "--server" or "--internal-msbuild-node")
            ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : await ConsoleRunner.Run(args);
        TestsDirectory.RemoveAtExit();
        return code;
    }
}
