using System.Globalization;

namespace PreferenceCenter.Tests;

/// <summary>
/// Whether this run is the long one of <c>scripts/long-tests</c>: more races and kills, every language in a browser,
/// every database test on PostgreSQL too.
/// </summary>
internal static class LongTests
{
    public static bool On { get; } = Environment.GetEnvironmentVariable("LONG_TESTS") == "1";

    /// <summary>How many lives each property is tried on; <c>LIVES=100000</c> for an evening's search.</summary>
    public static int Lives { get; } =
        Environment.GetEnvironmentVariable("LIVES") is { Length: > 0 } many
            ? int.Parse(many, CultureInfo.InvariantCulture)
            : Rounds(usual: 600, inLongTests: 20_000);

    /// <summary>Rounds, people or seconds: as many as this run has time for.</summary>
    public static int Rounds(int usual, int inLongTests) => On ? inLongTests : usual;

    /// <summary>Cases of a theory; those of <paramref name="more"/> wait for the long run.</summary>
    public static IEnumerable<T> Cases<T>(IEnumerable<T> usual, IEnumerable<T> more) => On ? usual.Concat(more) : usual;
}
