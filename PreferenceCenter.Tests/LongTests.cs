namespace PreferenceCenter.Tests;

/// <summary>
/// Whether this run is the long one of <c>scripts/long-tests</c>: more races and kills, every language in a browser,
/// every database test on PostgreSQL too.
/// </summary>
internal static class LongTests
{
    public static bool On { get; } = Environment.GetEnvironmentVariable("LONG_TESTS") == "1";

    /// <summary>Rounds, people or seconds: as many as this run has time for.</summary>
    public static int Rounds(int usual, int inLongTests) => On ? inLongTests : usual;

    /// <summary>Cases of a theory; those of <paramref name="more"/> wait for the long run.</summary>
    public static IEnumerable<T> Cases<T>(IEnumerable<T> usual, IEnumerable<T> more) => On ? usual.Concat(more) : usual;
}
