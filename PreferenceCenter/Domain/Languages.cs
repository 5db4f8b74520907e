using System.Globalization;
using System.Reflection;

namespace PreferenceCenter.Domain;

/// <summary>The languages of the program, and a language as the value of an event: two letters in one number.</summary>
internal static class Languages
{
    /// <summary>
    /// The languages that this program is translated into, by their own names, English first: the build reads them from
    /// the names of the <c>.resx</c> files.
    /// </summary>
    public static readonly IReadOnlyList<string> All =
    [
        "en",
        .. typeof(Languages)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "Translations")
            .Value!.Split(',')
            .OrderBy(code => CultureInfo.GetCultureInfo(code).NativeName, StringComparer.OrdinalIgnoreCase),
    ];

    public static long ToValue(string language) => (language[0] << 8) | language[1];

    public static string FromValue(long value) => new([(char)(value >> 8), (char)(value & 0xFF)]);
}
