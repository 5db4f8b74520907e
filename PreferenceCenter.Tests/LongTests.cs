using System.Globalization;

namespace PreferenceCenter.Tests;

/// <summary>
/// Tells whether this is the long run of <c>scripts/long-tests</c>: more races and kills, every language in a browser,
/// every database test on PostgreSQL too.
/// </summary>
internal static class LongTests
{
    public static bool On { get; } = Environment.GetEnvironmentVariable("LONG_TESTS") == "1";

    /// <summary>Number of histories per property; <c>LIVES=100000</c> sets it for a long search.</summary>
    public static int Histories { get; } =
        Environment.GetEnvironmentVariable("LIVES") is { Length: > 0 } many
            ? int.Parse(many, CultureInfo.InvariantCulture)
            : Rounds(usual: 600, inLongTests: 20_000);

    /// <summary>Number of rounds, people or seconds for this run.</summary>
    public static int Rounds(int usual, int inLongTests) => On ? inLongTests : usual;

    /// <summary>Cases of a theory. The cases in <paramref name="more"/> run in the long run only.</summary>
    public static IEnumerable<T> Cases<T>(IEnumerable<T> usual, IEnumerable<T> more) => On ? usual.Concat(more) : usual;
}
