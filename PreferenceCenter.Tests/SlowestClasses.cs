using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using PreferenceCenter.Tests;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestFramework(typeof(TimedTestFramework))]

namespace PreferenceCenter.Tests;

/// <summary>xunit's test framework, which also prints at the end which classes took longest.</summary>
public sealed class TimedTestFramework : XunitTestFramework
{
    protected override ITestFrameworkExecutor CreateExecutor(Assembly assembly) =>
        new TimedExecutor(new XunitTestAssembly(assembly, configFilePath: null));

    /// <summary>Executor that adds <see cref="SlowestClasses"/> to the messages of a run.</summary>
    private sealed class TimedExecutor(IXunitTestAssembly assembly) : XunitTestFrameworkExecutor(assembly)
    {
        public override async ValueTask RunTestCases(
            IReadOnlyCollection<IXunitTestCase> testCases,
            IMessageSink executionMessageSink,
            ITestFrameworkExecutionOptions executionOptions,
            CancellationToken cancellationToken
        )
        {
            var times = new SlowestClasses(executionMessageSink);
            await base.RunTestCases(testCases, times, executionOptions, cancellationToken);
            times.Tell();
        }
    }
}

/// <summary>Measures each test class from its start to its end, including the set-up that its tests share.</summary>
internal sealed class SlowestClasses(IMessageSink next) : IMessageSink
{
    private const int Shown = 10;
    private readonly ConcurrentDictionary<string, (string Name, long Since)> running = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<(string Name, TimeSpan Time)> finished = [];

    /// <summary>
    /// Path of the report, which names all classes. A run under <c>dotnet test</c> shows no output of the test process, so <c>.ci/run</c> prints
    /// its first lines.
    /// </summary>
    private static string File => Path.Combine(AppContext.BaseDirectory, "TestResults", "slowest-classes.txt");

    public bool OnMessage(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestClassStarting starting:
                running[starting.TestClassUniqueID!] = (starting.TestClassName, TimeProvider.System.GetTimestamp());
                break;
            case ITestClassFinished ended when running.TryRemove(ended.TestClassUniqueID!, out var one):
                finished.Add((one.Name, TimeProvider.System.GetElapsedTime(one.Since)));
                break;
        }
        return next.OnMessage(message);
    }

    public void Tell()
    {
        string[] lines =
        [
            .. finished
                .OrderByDescending(one => one.Time)
                .Select(one =>
                    string.Create(CultureInfo.InvariantCulture, $"{one.Time.TotalSeconds, 7:F1} s  {one.Name}")
                ),
        ];
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllLines(File, lines);
        Console.WriteLine("The slowest classes:");
        foreach (var line in lines.Take(Shown))
            Console.WriteLine(line);
    }
}
