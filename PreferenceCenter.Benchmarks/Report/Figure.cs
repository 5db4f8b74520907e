using System.Globalization;

namespace PreferenceCenter.Benchmarks.Report;

/// <summary>Formats a number: three significant digits, with the thousands separated.</summary>
internal static class Figure
{
    public static string Text(double value) =>
        Math.Abs(value) switch
        {
            >= 1000 => value.ToString("#,0", Spaced),
            >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
            >= 10 => value.ToString("0.#", CultureInfo.InvariantCulture),
            >= 1 => value.ToString("0.##", CultureInfo.InvariantCulture),
            _ => value.ToString("0.###", CultureInfo.InvariantCulture),
        };

    private static readonly NumberFormatInfo Spaced = new() { NumberGroupSeparator = " " };
}
