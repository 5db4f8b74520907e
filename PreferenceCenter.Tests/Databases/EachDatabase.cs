using System.Runtime.CompilerServices;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace PreferenceCenter.Tests.Databases;

/// <summary>
/// Fact that runs on SQLite and again on PostgreSQL. <see cref="TestDatabase"/> provides the database of the current
/// run.
/// </summary>
[XunitTestCaseDiscoverer(typeof(DatabaseFactDiscoverer))]
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DatabaseFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
    : FactAttribute(file, line),
        IDatabaseTest
{
    public bool PostgresInLongTests { get; init; }
}

/// <summary>Theory that runs on SQLite and again on PostgreSQL.</summary>
[XunitTestCaseDiscoverer(typeof(DatabaseTheoryDiscoverer))]
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DatabaseTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
    : TheoryAttribute(file, line),
        IDatabaseTest
{
    public bool PostgresInLongTests { get; init; }
}

/// <summary>Test that can run on both databases.</summary>
internal interface IDatabaseTest
{
    /// <summary>
    /// True where the test does not touch stores, locks or races: it runs on SQLite here and on PostgreSQL in
    /// <c>scripts/long-tests</c>.
    /// </summary>
    bool PostgresInLongTests { get; }
}

/// <summary>Finds the cases of a <see cref="DatabaseFactAttribute"/>.</summary>
internal sealed class DatabaseFactDiscoverer : FactDiscoverer
{
    public override async ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions options,
        IXunitTestMethod method,
        IFactAttribute fact
    ) => PostgresCases.Of(fact, await base.Discover(options, method, fact));
}

/// <summary>Finds the cases of a <see cref="DatabaseTheoryAttribute"/>.</summary>
internal sealed class DatabaseTheoryDiscoverer : TheoryDiscoverer
{
    public override async ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions options,
        IXunitTestMethod method,
        IFactAttribute fact
    ) => PostgresCases.Of(fact, await base.Discover(options, method, fact));
}

/// <summary>Copies test cases of SQLite for a second run on PostgreSQL.</summary>
internal static class PostgresCases
{
    public const string Trait = "Database";
    public const string PostgreSql = "PostgreSQL";

    public static IReadOnlyCollection<IXunitTestCase> Of(
        IFactAttribute fact,
        IReadOnlyCollection<IXunitTestCase> cases
    ) =>
        fact is IDatabaseTest { PostgresInLongTests: true } && !LongTests.On
            ? cases
            : [.. cases, .. cases.Select(CopyOf).OfType<IXunitTestCase>()];

    private static XunitTestCase? CopyOf(IXunitTestCase one)
    {
        var traits = one.Traits.ToDictionary(
            t => t.Key,
            t => t.Value.ToHashSet(StringComparer.Ordinal),
            StringComparer.OrdinalIgnoreCase
        );
        traits[Trait] = [PostgreSql];
        var (name, id) = ($"{one.TestCaseDisplayName} on {PostgreSql}", $"{one.UniqueID}-{PostgreSql}");
        return one switch
        {
            XunitDelayEnumeratedTheoryTestCase theory => new XunitDelayEnumeratedTheoryTestCase(
                theory.TestMethod,
                name,
                id,
                theory.Explicit,
                theory.SkipTestWithoutData,
                theory.SkipExceptions,
                theory.SkipReason,
                theory.SkipType,
                theory.SkipUnless,
                theory.SkipWhen,
                traits,
                theory.SourceFilePath,
                theory.SourceLineNumber,
                theory.Timeout
            ),
            XunitTestCase plain => new XunitTestCase(
                plain.TestMethod,
                name,
                id,
                plain.Explicit,
                plain.SkipExceptions,
                plain.SkipReason,
                plain.SkipType,
                plain.SkipUnless,
                plain.SkipWhen,
                traits,
                plain.TestMethodArguments,
                plain.SourceFilePath,
                plain.SourceLineNumber,
                plain.Timeout
            ),
            _ => null,
        };
    }
}
