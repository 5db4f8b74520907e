namespace PreferenceCenter.Domain;

/// <summary>Stores a language as the value of an event: two letters in one number, never free text.</summary>
internal static class Languages
{
    /// <summary>The languages that this program is translated into.</summary>
    public static readonly IReadOnlyList<string> All = ["en", "de", "es", "fr", "ru", "ar"];

    public static long ToValue(string language) => (language[0] << 8) | language[1];

    public static string FromValue(long value) => new([(char)(value >> 8), (char)(value & 0xFF)]);
}
