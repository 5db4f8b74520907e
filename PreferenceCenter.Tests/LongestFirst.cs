using PreferenceCenter.Tests;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace PreferenceCenter.Tests;

/// <summary>
/// Starts the classes first that take longest, so that none of them runs alone at the end while other cores have
/// nothing to do.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        "PackageTests",
        "BadDays",
        "TwoNodes",
        "Journeys",
        "KilledServer",
        "PagesInBrowser",
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections
    )
        where TTestCollection : ITestCollection =>
        [
            .. testCollections.OrderBy(collection =>
                Array.FindIndex(
                    Long,
                    name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal)
                )
                    is >= 0
                        and var place
                    ? place
                    : Long.Length
            ),
        ];
}
