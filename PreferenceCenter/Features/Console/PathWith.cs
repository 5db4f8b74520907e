using System.Globalization;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// Adds the filters of a page to a path, which may have a language query already, and reads them back. Pages take them as
/// text: Blazor fails a page whose address has no number where it expects one.
/// </summary>
internal static class PathWith
{
    public static string Query(string path, params IEnumerable<(string Name, string? Value)> given) =>
        given
            .Where(g => !string.IsNullOrEmpty(g.Value))
            .Aggregate(
                path,
                (to, g) =>
                    $"{to}{(to.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{g.Name}={Uri.EscapeDataString(g.Value!)}"
            );

    /// <summary>A number of a page's address; null where it is none.</summary>
    public static int? Number(string? typed) => Position(typed) is { } number and <= int.MaxValue ? (int)number : null;

    /// <summary>A place in a list, as a page's address has it; null where it is none.</summary>
    public static long? Position(string? typed) =>
        long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static string? Typed(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
