namespace PreferenceCenter.Domain;

/// <summary>A language as an event's value: its two letters, a closed type and never text somebody typed.</summary>
internal static class Languages
{
    /// <summary>The languages this program has words in.</summary>
    public static readonly IReadOnlyList<string> All = ["en", "de", "es", "fr", "ru", "ar"];

    public static long ToValue(string language) => (language[0] << 8) | language[1];

    public static string FromValue(long value) => new([(char)(value >> 8), (char)(value & 0xFF)]);
}
